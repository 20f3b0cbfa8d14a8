import { graphql } from '@demarc/web-api';

/** A service as its customer sees it, on each page. */
export const OwnServiceFields = graphql(`
  fragment OwnServiceFields on Service @_unmask {
    id
    kind
    status
    description
    planTitle
    unitPrice
    currency
    taxInclusive
  }
`);
