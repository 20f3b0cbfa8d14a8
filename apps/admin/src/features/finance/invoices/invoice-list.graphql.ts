import { graphql } from '@demarc/web-api';

export const InvoiceListDocument = graphql(`
  query InvoiceList($filter: InvoiceListFilterInput, $after: String, $first: Int!) {
    invoiceList(filter: $filter, after: $after, first: $first) {
      nodes {
        id
        number
        kind
        state
        issuedOn
        dueOn
        gross {
          amount
          currency
        }
        open {
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

/** Counted and summed once for a filter, not again with every page. */
export const InvoiceSumsDocument = graphql(`
  query InvoiceSums($filter: InvoiceListFilterInput) {
    invoiceList(filter: $filter, first: 1) {
      totalCount
      totalIsExact
    }
    invoiceTotals(filter: $filter) {
      state
      count
      gross {
        amount
        currency
      }
      open {
        amount
        currency
      }
    }
  }
`);
