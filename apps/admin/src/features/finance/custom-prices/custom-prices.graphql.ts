import { graphql } from '@demarc/web-api';

export const CustomPricesDocument = graphql(`
  query CustomPrices($kind: PriceExceptionKind, $planId: RecordId, $partnerId: RecordId, $first: Int!, $after: String) {
    priceExceptions(kind: $kind, planId: $planId, partnerId: $partnerId, first: $first, after: $after) {
      nodes {
        serviceId
        number
        customerId
        description
        planId
        planTitle
        currency
        quantity
        listPrice
        unitPrice
        customer {
          id
          name
          number
        }
        discounts {
          id
          main
          kind
          value
          from
          through
          text
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
      totalIsExact
    }
  }
`);

export const PlanChoicesDocument = graphql(`
  query PlanChoices {
    plans {
      id
      title
      kind
    }
  }
`);

export const PreviewDiscountsDocument = graphql(`
  query PreviewDiscounts($input: DiscountsInput!) {
    previewDiscounts(input: $input) {
      given
      planHash
      rows {
        serviceId
        number
        customerId
        description
        skipped
        customer {
          id
          name
        }
        before {
          amount
          currency
        }
        after {
          amount
          currency
        }
      }
    }
  }
`);

export const ApplyDiscountsDocument = graphql(`
  mutation ApplyDiscounts($input: ApplyDiscountsInput!) {
    applyDiscounts(input: $input) {
      given
      skipped
    }
  }
`);
