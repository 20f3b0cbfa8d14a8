import { graphql } from '@demarc/web-api';
import { AlertFields } from '../network/monitoring/monitoring.graphql';
import { NetworkNowFields } from '../network/overview/noc.graphql';

export const NetworkNowDocument = graphql(
  `
    query NetworkNow {
      networkNow {
        ...NetworkNowFields
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
  [NetworkNowFields, AlertFields],
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
