import { graphql } from '@demarc/web-api';
import { StatementFields } from '@demarc/web-kit';

export const OwnStatementDocument = graphql(
  `
    query PortalStatement($from: LocalDate, $through: LocalDate) {
      me {
        id
        statement(from: $from, through: $through) {
          ...StatementFields
        }
      }
    }
  `,
  [StatementFields],
);
