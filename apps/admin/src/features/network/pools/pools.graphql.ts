import { graphql, type ResultOf } from '@demarc/web-api';

export const AddressPoolsDocument = graphql(`
  query AddressPools {
    addressPools {
      id
      parentId
      name
      prefix
      family
      kind
      unitLength
      routerPoolName
      routerId
      vlan
      partnerId
      locationId
      comment
      units
      size
      assigned
      reserved
      online
      usedPercent
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

export const AddressSettingsDocument = graphql(`
  query AddressSettings {
    addressSettings {
      quarantineDays
      givesBack
      staticFromPools
      releaseAfterMonths
    }
  }
`);

export const SetAddressSettingsDocument = graphql(`
  mutation SetAddressSettings($input: SetAddressSettingsInput!) {
    setAddressSettings(input: $input) {
      quarantineDays
    }
  }
`);

export const DueReleasesDocument = graphql(`
  query DueReleases($names: Boolean!) {
    dueReleases {
      serviceId
      customerId
      login
      addresses
      closedAt
      customer @include(if: $names) {
        id
        number
        name
      }
    }
  }
`);

export const PoolRoutersDocument = graphql(`
  query PoolRouters {
    routers {
      id
      name
      active
    }
  }
`);

export type Pool = ResultOf<typeof AddressPoolsDocument>['addressPools'][number];
