import { graphql, type ResultOf } from '@demarc/web-api';

export const OutstandingDocument = graphql(`
  query OutstandingChanges(
    $kind: OutstandingKind
    $from: LocalDate
    $through: LocalDate
    $partnerId: RecordId
    $search: String
    $after: String
    $first: Int!
  ) {
    outstandingChanges(
      kind: $kind
      from: $from
      through: $through
      partnerId: $partnerId
      search: $search
      after: $after
      first: $first
    ) {
      totalCount
      totalIsExact
      nodes {
        id
        kind
        on
        serviceId
        planId
        planTitle
        newPlanTitle
        priceBefore
        priceAfter
        currency
        through
        outcome
        reason
        madeBy
        customer {
          id
          number
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export type OutstandingChange = ResultOf<typeof OutstandingDocument>['outstandingChanges']['nodes'][number];

export const TakeBackServicePriceDocument = graphql(`
  mutation TakeBackServicePrice($input: TakeBackServicePriceInput!) {
    takeBackServicePrice(input: $input) {
      id
      unitPrice
    }
  }
`);

export const TakeBackListPriceDocument = graphql(`
  mutation TakeBackListPrice($input: TakeBackListPriceInput!) {
    takeBackListPrice(input: $input) {
      planId
      services
    }
  }
`);
