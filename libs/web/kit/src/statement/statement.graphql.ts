import { graphql, type ResultOf } from '@demarc/web-api';

/** A statement of account, as staff and customers read it. */
export const StatementFields = graphql(`
  fragment StatementFields on Statement @_unmask {
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
`);

export type Statement = ResultOf<typeof StatementFields>;
