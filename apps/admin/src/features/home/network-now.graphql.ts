import { graphql } from '@demarc/web-api';
import { AlertFields } from '../network/monitoring/monitoring.graphql';

export const NetworkNowDocument = graphql(
  `
    query NetworkNow {
      networkNow {
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
        talkers {
          serviceId
          customerId
          customerName
          login
          downloadBps
          uploadBps
        }
      }
      alerts(open: true) {
        ...AlertFields
      }
    }
  `,
  [AlertFields],
);

export const PoolFullnessDocument = graphql(`
  query PoolFullness {
    addressPools {
      id
      name
      prefix
      size
      assigned
    }
  }
`);
