import { graphql } from '@demarc/web-api';

export const ConnectionsDocument = graphql(`
  query Connections($id: RecordId!) {
    customer(id: $id) {
      id
      connections {
        serviceId
        login
        state
        sentence
        advice
        onlineSince
        lastRejectAt
        lastRejectCode
        lastAcceptAt
      }
    }
  }
`);

export const CustomerSessionsDocument = graphql(`
  query CustomerSessions($id: RecordId!) {
    customer(id: $id) {
      id
      onlineSessions(first: 20) {
        nodes {
          key
          routerName
          login
          ipv4
          mac
          startedAt
          seconds
          downloadOctets
          uploadOctets
          isUpToDate
        }
      }
    }
  }
`);

export const PastSessionsDocument = graphql(`
  query PastSessions($id: RecordId!, $first: Int!, $after: String) {
    customer(id: $id) {
      id
      pastSessions(first: $first, after: $after) {
        nodes {
          key
          routerName
          login
          ipv4
          startedAt
          endedAt
          endedAs
          terminateCause
          downloadOctets
          uploadOctets
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

const UsageFields = graphql(`
  fragment UsageFields on Usage @_unmask {
    countedTo
    downloadOctets
    uploadOctets
    points {
      at
      downloadOctets
      uploadOctets
    }
  }
`);

export const CustomerUsageDocument = graphql(
  `
    query CustomerUsage($id: RecordId!, $from: LocalDate!, $through: LocalDate!, $granularity: UsageGranularity!) {
      customer(id: $id) {
        id
        usage(from: $from, through: $through, granularity: $granularity) {
          ...UsageFields
        }
      }
    }
  `,
  [UsageFields],
);

export const ServiceUsageDocument = graphql(
  `
    query ServiceUsage($id: RecordId!, $from: LocalDate!, $through: LocalDate!, $granularity: UsageGranularity!) {
      service(id: $id) {
        id
        usage(from: $from, through: $through, granularity: $granularity) {
          ...UsageFields
        }
      }
    }
  `,
  [UsageFields],
);

export const UsageServicesDocument = graphql(`
  query UsageServices($id: RecordId!) {
    customer(id: $id) {
      id
      services {
        id
        number
        kind
        planTitle
      }
    }
  }
`);

export const DisconnectSessionDocument = graphql(`
  mutation DisconnectSession($input: DisconnectSessionInput!) {
    disconnectSession(input: $input)
  }
`);

export const ServiceAccessDocument = graphql(`
  query ServiceAccess($id: RecordId!) {
    service(id: $id) {
      id
      planTitle
      access {
        serviceId
        method
        login
        hasPassword
        ipv4Assignment
        ipv4
        macs
        macLogin
        circuitId
        remoteId
        deviceRule
        lineDevice
        lineDeviceAt
        lineDeviceBefore
        refusedDevice
        refusedDeviceAt
        routes
        delegatedPrefix
        routerId
        poolId
        desired
        desiredAt
        isConverged
        isDrift
        speed
        revision
      }
    }
  }
`);

export const RevealPasswordDocument = graphql(`
  mutation RevealAccessPassword($input: AccessStepInput!) {
    revealAccessPassword(input: $input) {
      login
      password
    }
  }
`);

export const ProvisionAccessDocument = graphql(`
  mutation ProvisionAccess($input: ProvisionAccessInput!) {
    provisionAccess(input: $input) {
      serviceId
      login
      ipv4
    }
  }
`);

export const ChangeAccessDocument = graphql(`
  mutation ChangeAccess($input: ChangeAccessInput!) {
    changeAccess(input: $input) {
      serviceId
      login
      revision
    }
  }
`);

export const AccessChoicesDocument = graphql(`
  query AccessChoices($routers: Boolean!, $pools: Boolean!) {
    routers @include(if: $routers) {
      id
      name
      active
    }
    addressPools @include(if: $pools) {
      id
      name
      prefix
      kind
      family
      unitLength
      assigned
      size
    }
  }
`);
