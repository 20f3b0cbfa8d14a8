import { graphql, type ResultOf, type VariablesOf } from '@demarc/web-api';

const DeviceLoginFields = graphql(`
  fragment DeviceLoginFields on DeviceLogin @_unmask {
    staffId
    staffName
    works
    login
    level
    levelThere
    places {
      routerId
      siteId
      name
      level
    }
    passwordAt
    usedAt
    usedOn
    revision
  }
`);

export const DeviceLoginsDocument = graphql(
  `
    query DeviceLogins($staffId: RecordId, $routerId: RecordId) {
      deviceLogins(staffId: $staffId, routerId: $routerId) {
        ...DeviceLoginFields
      }
    }
  `,
  [DeviceLoginFields],
);

export const OwnDeviceLoginDocument = graphql(
  `
    query OwnDeviceLogin {
      ownDeviceLogin {
        ...DeviceLoginFields
      }
    }
  `,
  [DeviceLoginFields],
);

/** Where somebody may be let in. */
export const DevicePlacesDocument = graphql(`
  query DevicePlaces($routers: Boolean!, $sites: Boolean!) {
    routers @include(if: $routers) {
      id
      name
      active
    }
    sites @include(if: $sites) {
      id
      name
    }
  }
`);

export const GiveDeviceLoginDocument = graphql(`
  mutation GiveDeviceLogin($input: GiveDeviceLoginInput!) {
    giveDeviceLogin(input: $input) {
      staffId
      login
      password
    }
  }
`);

export const ChangeDeviceLoginDocument = graphql(
  `
    mutation ChangeDeviceLogin($input: ChangeDeviceLoginInput!) {
      changeDeviceLogin(input: $input) {
        ...DeviceLoginFields
      }
    }
  `,
  [DeviceLoginFields],
);

export const TakeDeviceLoginDocument = graphql(`
  mutation TakeDeviceLogin($input: DeviceLoginStepInput!) {
    takeDeviceLogin(input: $input)
  }
`);

export const RenewDevicePasswordDocument = graphql(`
  mutation RenewDevicePassword($input: DeviceLoginStepInput!) {
    renewDevicePassword(input: $input) {
      staffId
      login
      password
    }
  }
`);

export const RenewOwnDevicePasswordDocument = graphql(`
  mutation RenewOwnDevicePassword($input: OwnDeviceLoginInput!) {
    renewOwnDevicePassword(input: $input) {
      staffId
      login
      password
    }
  }
`);

export type DeviceLogin = ResultOf<typeof DeviceLoginsDocument>['deviceLogins'][number];
export type GivenDeviceLogin = ResultOf<typeof GiveDeviceLoginDocument>['giveDeviceLogin'];
export type GiveInput = VariablesOf<typeof GiveDeviceLoginDocument>['input'];
export type ChangeInput = VariablesOf<typeof ChangeDeviceLoginDocument>['input'];
export type DeviceLevel = NonNullable<DeviceLogin['level']>;
