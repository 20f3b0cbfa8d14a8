import { graphql } from '@demarc/web-api';

export const OwnFieldsDocument = graphql(`
  query OwnFields($locations: Boolean!) {
    customFields(entity: CUSTOMER) {
      id
      name
      title
      type
      options
      required
      defaultValue
      category
    }
    locations @include(if: $locations) {
      id
      name
      active
    }
  }
`);
