import { graphql } from '@demarc/web-api';

export const CustomerLinesDocument = graphql(`
  query CustomerLines($customerId: RecordId!) {
    customer(id: $customerId) {
      id
      connections {
        serviceId
        login
      }
    }
  }
`);

export const RouterTypesDocument = graphql(`
  query RouterTypes {
    routers {
      id
      name
      vendor
      hasRadiusSecret
      isKnownOverTls
    }
  }
`);
