import { graphql, type ResultOf } from '@demarc/web-api';

export const ProformaListDocument = graphql(`
  query ProformaList($status: ProformaStatus, $after: String, $first: Int!) {
    proformas(status: $status, after: $after, first: $first) {
      totalCount
      totalIsExact
      nodes {
        id
        number
        status
        automatic
        issuedOn
        dueOn
        periodFrom
        periodThrough
        invoiceId
        paymentId
        gross {
          amount
          currency
        }
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

export const IssueProformaDocument = graphql(`
  mutation IssueProforma($input: IssueProformaInput!) {
    issueProforma(input: $input) {
      id
      number
      gross {
        amount
        currency
      }
    }
  }
`);

export const CancelProformaDocument = graphql(`
  mutation CancelProforma($input: CancelProformaInput!) {
    cancelProforma(input: $input) {
      id
      number
    }
  }
`);

export type ProformaRow = ResultOf<typeof ProformaListDocument>['proformas']['nodes'][number];
