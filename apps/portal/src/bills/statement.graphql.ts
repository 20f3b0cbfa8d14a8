import { graphql } from '@demarc/web-api';

export const OwnStatementDocument = graphql(`
  query PortalStatement($from: LocalDate, $through: LocalDate) {
    me {
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
