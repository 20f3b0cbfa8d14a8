import { graphql, type ResultOf } from '@demarc/web-api';

export const AddressGridDocument = graphql(`
  query AddressGrid($poolId: RecordId!, $around: String, $page: Int!, $names: Boolean!) {
    addressGrid(poolId: $poolId, around: $around, page: $page) {
      page
      pages
      cells {
        address
        state
        kind
        holdingId
        held
        customerId
        serviceId
        login
        label
        notedBy
        since
        until
        isOnline
        sessionLogin
        customer @include(if: $names) {
          id
          number
          name
        }
      }
    }
  }
`);

export const AddressHistoryDocument = graphql(`
  query AddressHistory($address: String!, $names: Boolean!) {
    addressHistory(address: $address) {
      key
      kind
      held
      customerId
      serviceId
      login
      label
      since
      until
      customer @include(if: $names) {
        id
        number
        name
      }
    }
  }
`);

export const ReserveAddressesDocument = graphql(`
  mutation ReserveAddresses($input: ReserveAddressesInput!) {
    reserveAddresses(input: $input)
  }
`);

export const EndReservationDocument = graphql(`
  mutation EndReservation($input: EndReservationInput!) {
    endReservation(input: $input)
  }
`);

export const SplitPoolDocument = graphql(`
  mutation SplitAddressPool($input: SplitPoolInput!) {
    splitAddressPool(input: $input) {
      id
    }
  }
`);

export const MergePoolsDocument = graphql(`
  mutation MergeAddressPools($input: MergePoolsInput!) {
    mergeAddressPools(input: $input) {
      id
      prefix
    }
  }
`);

export const RemovePoolDocument = graphql(`
  mutation RemoveAddressPool($input: PoolStepInput!) {
    removeAddressPool(input: $input)
  }
`);

export const CustomerAccessesDocument = graphql(`
  query CustomerAccesses($id: RecordId!) {
    customer(id: $id) {
      id
      services {
        id
        planTitle
        access {
          serviceId
          login
          ipv4
          revision
        }
      }
    }
  }
`);

export const ServiceRevisionDocument = graphql(`
  query ServiceRevision($id: RecordId!) {
    service(id: $id) {
      id
      access {
        serviceId
        revision
      }
    }
  }
`);

export const AssignAddressDocument = graphql(`
  mutation AssignAddress($input: ChangeAccessInput!) {
    changeAccess(input: $input) {
      serviceId
      ipv4
    }
  }
`);

export type AddressCell = ResultOf<typeof AddressGridDocument>['addressGrid']['cells'][number];
export type HistoryLine = ResultOf<typeof AddressHistoryDocument>['addressHistory'][number];
