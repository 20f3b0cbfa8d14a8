import { graphql, type ResultOf } from '@demarc/web-api';

export const StatementDocument = graphql(`
  query CustomerStatement($id: RecordId!, $from: LocalDate, $through: LocalDate) {
    customer(id: $id) {
      id
      statement(from: $from, through: $through) {
        from
        through
        url
        opening {
          amount
          currency
        }
        closing {
          amount
          currency
        }
        entries {
          on
          text
          charged {
            amount
            currency
          }
          credited {
            amount
            currency
          }
          owed {
            amount
            currency
          }
        }
      }
    }
  }
`);

export type Statement = ResultOf<typeof StatementDocument>['customer']['statement'];
