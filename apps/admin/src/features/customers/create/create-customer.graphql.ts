import { graphql, type ResultOf } from '@demarc/web-api';

export const CreationChoicesDocument = graphql(`
  query CreationChoices($locations: Boolean!) {
    partners {
      id
      name
      active
    }
    locations @include(if: $locations) {
      id
      name
      active
    }
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
  }
`);

export const OpenCustomerDocument = graphql(`
  mutation OpenCustomer($input: OpenCustomerInput!) {
    openCustomer(input: $input) {
      id
      number
      name
    }
  }
`);

export const ActivateCustomerDocument = graphql(`
  mutation ActivateCustomer($input: CustomerStepInput!) {
    activateCustomer(input: $input) {
      id
      lifecycle
    }
  }
`);

export type CreationChoices = ResultOf<typeof CreationChoicesDocument>;
