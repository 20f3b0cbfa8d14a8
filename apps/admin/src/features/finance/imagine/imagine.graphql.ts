import { graphql, type ResultOf } from '@demarc/web-api';

export const ImagineChoicesDocument = graphql(`
  query ImagineChoices {
    plans {
      id
      title
      unitPrice
    }
    taxRates {
      id
      name
      percent
    }
  }
`);

export const ImagineMonthDocument = graphql(`
  mutation ImagineMonth($input: ImagineMonthInput!) {
    imagineMonth(input: $input) {
      id
    }
  }
`);

export const ImaginationDocument = graphql(`
  query Imagination($id: RecordId!, $first: Int!) {
    imagination(id: $id) {
      id
      isDone
      month
      accounts
      ofAccounts
      changed
      asItIs {
        amount
        currency
      }
      imagined {
        amount
        currency
      }
      difference {
        amount
        currency
      }
      causes {
        cause
        customers
        difference {
          amount
          currency
        }
      }
      customers(first: $first) {
        nodes {
          customerId
          customer {
            id
            number
            name
          }
          asItIs {
            amount
            currency
          }
          imagined {
            amount
            currency
          }
          difference {
            amount
            currency
          }
          causes {
            cause
          }
        }
      }
    }
  }
`);

export type Imagination = ResultOf<typeof ImaginationDocument>['imagination'];
