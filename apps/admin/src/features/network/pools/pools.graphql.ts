import { graphql, type ResultOf } from '@demarc/web-api';

export const AddressPoolsDocument = graphql(`
  query AddressPools {
    addressPools {
      id
      name
      prefix
      kind
      routerPoolName
      partnerId
      locationId
      comment
      size
      assigned
    }
  }
`);

export const AddAddressPoolDocument = graphql(`
  mutation AddAddressPool($input: AddPoolInput!) {
    addAddressPool(input: $input) {
      id
      name
    }
  }
`);

export const ChangeAddressPoolDocument = graphql(`
  mutation ChangeAddressPool($input: ChangePoolInput!) {
    changeAddressPool(input: $input) {
      id
      name
    }
  }
`);

export type Pool = ResultOf<typeof AddressPoolsDocument>['addressPools'][number];
