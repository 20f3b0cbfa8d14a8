import { graphql } from '@demarc/web-api';
import { OwnServiceFields } from '../services/own-service.graphql';

export const HomeDocument = graphql(
  `
    query PortalHome {
      me {
        id
        name
        status
        account {
          standing
          balanceDue {
            amount
            currency
          }
          creditBalance {
            amount
            currency
          }
          promiseUntil
        }
        whatHappensNext {
          toRestore {
            amount
            currency
          }
          promisesLeft
          promiseDays
          reconnectionFee {
            amount
            currency
          }
          next {
            kind
            on
            hour
            title
            occurrence
            amount {
              amount
              currency
            }
          }
        }
        services {
          ...OwnServiceFields
        }
        invoices(first: 3) {
          nodes {
            id
            number
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
            settlement
            overdue
            status
          }
        }
      }
    }
  `,
  [OwnServiceFields],
);

export const MakePromiseDocument = graphql(`
  mutation MakePromise($input: MakePromiseInput!) {
    makePromise(input: $input)
  }
`);
