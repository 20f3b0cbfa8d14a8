import { graphql, type ResultOf } from '@demarc/web-api';

/** What stands on the overview and on the home of those who watch the network. */
export const NetworkNowFields = graphql(`
  fragment NetworkNowFields on NetworkNow @_unmask {
    at
    online
    openServices
    devices
    devicesDown
    rejectsPerMinute
    drifted
    driftedRows
    driftedRouters
    routersFailing
    otherDevices
    down {
      deviceId
      name
      since
      fault
      siteId
      siteName
      locationId
      customersHit
      hidesDown
      hides
      alertId
      acknowledgedBy
      note
    }
  }
`);

export const NocDocument = graphql(
  `
    query Noc($pools: Boolean!) {
      networkNow {
        ...NetworkNowFields
      }
      networkMap {
        sites {
          id
          name
          locationId
          locationName
          latitude
          longitude
          state
          customers
          online
          devices
          devicesDown
        }
        links {
          fromSiteId
          toSiteId
          state
          load
        }
        nodes {
          key
          parentKey
          kind
          id
          name
          state
          deviceId
          customers
          online
        }
      }
      addressPools @include(if: $pools) {
        id
        usedPercent
      }
    }
  `,
  [NetworkNowFields],
);

export type Noc = ResultOf<typeof NocDocument>;
export type NetworkNow = Noc['networkNow'];
export type Down = NetworkNow['down'][number];
export type MapSite = Noc['networkMap']['sites'][number];
export type MapLink = Noc['networkMap']['links'][number];
export type MapNode = Noc['networkMap']['nodes'][number];
export type PlaceState = MapSite['state'];
