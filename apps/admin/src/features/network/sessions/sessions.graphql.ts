import { graphql, type ResultOf } from '@demarc/web-api';

export const OnlineSessionsDocument = graphql(`
  query OnlineSessions(
    $after: String
    $first: Int!
    $search: String
    $routerId: RecordId
    $planId: RecordId
    $partnerId: RecordId
    $network: String
    $sort: SessionSort!
    $ascending: Boolean!
    $names: Boolean!
  ) {
    onlineSessions(
      after: $after
      first: $first
      search: $search
      routerId: $routerId
      planId: $planId
      partnerId: $partnerId
      network: $network
      sort: $sort
      ascending: $ascending
    ) {
      nodes {
        key
        login
        serviceId
        customerId
        customer @include(if: $names) {
          name
          number
        }
        routerId
        routerName
        ipv4
        ipv6
        mac
        nasPort
        startedAt
        lastHeardAt
        downloadOctets
        uploadOctets
        downloadBps
        uploadBps
        isUpToDate
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      totalCount
      totalIsExact
    }
  }
`);

export const DisconnectSessionsDocument = graphql(`
  mutation DisconnectSessions($input: SessionsInput!) {
    disconnectSessions(input: $input)
  }
`);

export const ReapplyPolicyDocument = graphql(`
  mutation ReapplyPolicy($input: SessionsInput!) {
    reapplyPolicy(input: $input) {
      at
      sessions {
        sessionKey
        serviceId
        way
      }
    }
  }
`);

export const SessionAnswersDocument = graphql(`
  query SessionAnswers($ids: [RecordId!], $serviceIds: [RecordId!], $since: Instant) {
    accessActions(ids: $ids, serviceIds: $serviceIds, since: $since, first: 200) {
      nodes {
        id
        sessionKey
        kind
        state
        attempts
        errorCause
        elapsedMs
        request
        routerName
        requestedAt
      }
    }
  }
`);

export const RecentUsageDocument = graphql(`
  query RecentUsage($serviceIds: [RecordId!]!, $hours: Int!) {
    recentUsage(serviceIds: $serviceIds, hours: $hours) {
      serviceId
      points {
        at
        downloadBps
        uploadBps
      }
    }
  }
`);

export const SessionFiltersDocument = graphql(`
  query SessionFilters($routers: Boolean!, $plans: Boolean!, $partners: Boolean!, $pools: Boolean!) {
    routers @include(if: $routers) {
      id
      name
    }
    plans @include(if: $plans) {
      id
      title
      kind
    }
    partners @include(if: $partners) {
      id
      name
    }
    addressPools @include(if: $pools) {
      id
      name
      prefix
    }
  }
`);

export const PastSessionsOfAllDocument = graphql(`
  query PastSessionsOfAll(
    $after: String
    $first: Int!
    $search: String
    $routerId: RecordId
    $network: String
    $at: Instant
    $names: Boolean!
  ) {
    pastSessions(after: $after, first: $first, search: $search, routerId: $routerId, network: $network, at: $at) {
      nodes {
        key
        login
        customerId
        customer @include(if: $names) {
          name
          number
        }
        routerName
        ipv4
        ipv6
        mac
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
      totalCount
      totalIsExact
    }
  }
`);

export const RouterNamesDocument = graphql(`
  query RouterNames {
    routers {
      id
      name
    }
  }
`);

export type RecentUsages = ResultOf<typeof RecentUsageDocument>['recentUsage'];
