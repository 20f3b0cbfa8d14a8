import { graphql } from '@demarc/web-api';

export const PaymentListDocument = graphql(`
  query PaymentList($filter: PaymentListFilterInput, $after: String, $first: Int!) {
    paymentList(filter: $filter, after: $after, first: $first) {
      nodes {
        id
        receiptNumber
        status
        receivedOn
        method
        provider
        recordedBy
        amount {
          amount
          currency
        }
        unallocated {
          amount
          currency
        }
        customer {
          id
          number
          name
        }
        partner {
          id
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

export const PaymentSumsDocument = graphql(`
  query PaymentSums($filter: PaymentListFilterInput) {
    paymentList(filter: $filter, first: 1) {
      totalCount
      totalIsExact
    }
    paymentTotals(filter: $filter) {
      status
      count
      amount {
        amount
        currency
      }
      unallocated {
        amount
        currency
      }
    }
  }
`);

export const PaymentWaysDocument = graphql(`
  query PaymentWays {
    paymentMethods {
      id
      name
    }
  }
`);
