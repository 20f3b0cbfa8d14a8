import { graphql } from '@demarc/web-api';

/** A line of money that would be written. */
export const PlannedLineFields = graphql(`
  fragment PlannedLineFields on PlannedLine @_unmask {
    description
    from
    through
    setting
    gross {
      amount
      currency
    }
    why {
      english
    }
  }
`);
