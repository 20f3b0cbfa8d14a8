import { graphql } from '@demarc/web-api';

export const NetworkNowDocument = graphql(`
  query NetworkNow {
    networkNow {
      at
      online
      openServices
      devices
      devicesDown
      rejectsPerMinute
      drifted
      routersFailing
      down {
        deviceId
        name
        since
        siteName
        customersHit
        hidesDown
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
      id
      ruleName
      condition
      deviceId
      deviceName
      routerId
      routerName
      said
      severity
      raisedAt
      clearedAt
      acknowledgedAt
      acknowledgedBy
      note
      silencedUntil
      hiddenByName
      customersHit
    }
  }
`);

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
