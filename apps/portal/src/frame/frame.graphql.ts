import { graphql } from '@demarc/web-api';

export const OperatorDocument = graphql(`
  query PortalOperator {
    operator {
      name
      timeZone
      locale
      currency
    }
    me {
      id
      logoUrl
    }
  }
`);
