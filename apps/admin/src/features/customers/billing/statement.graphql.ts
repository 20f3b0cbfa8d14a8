import { graphql } from '@demarc/web-api';
import { StatementFields } from '@demarc/web-kit';

export const StatementDocument = graphql(
  `
    query CustomerStatement($id: RecordId!, $from: LocalDate, $through: LocalDate) {
      customer(id: $id) {
        id
        statement(from: $from, through: $through) {
          ...StatementFields
        }
      }
    }
  `,
  [StatementFields],
);
