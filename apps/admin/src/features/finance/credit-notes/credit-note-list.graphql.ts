import { graphql } from '@demarc/web-api';

export const CreditNoteListDocument = graphql(`
  query CreditNoteList($filter: CreditNoteListFilterInput, $after: String, $first: Int!) {
    creditNoteList(filter: $filter, after: $after, first: $first) {
      nodes {
        id
        number
        issuedOn
        note
        invoiceId
        invoiceNumber
        gross {
          amount
          currency
        }
        remaining {
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
export const CreditNoteSumsDocument = graphql(`
  query CreditNoteSums($filter: CreditNoteListFilterInput) {
    creditNoteList(filter: $filter, first: 1) {
      totalCount
      totalIsExact
    }
    creditNoteTotals(filter: $filter) {
      count
      gross {
        amount
        currency
      }
      remaining {
        amount
        currency
      }
    }
  }
`);
