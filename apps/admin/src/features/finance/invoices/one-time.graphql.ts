import { graphql } from '@demarc/web-api';

export const OneTimeChoicesDocument = graphql(`
  query OneTimeChoices {
    plans(kind: ONE_TIME) {
      id
      title
      unitPrice
      currency
    }
    taxRates {
      id
      name
    }
  }
`);

export const IssueOneTimeInvoiceDocument = graphql(`
  mutation IssueOneTimeInvoice($input: IssueOneTimeInvoiceInput!) {
    issueOneTimeInvoice(input: $input) {
      id
      number
      gross {
        amount
        currency
      }
    }
  }
`);
