import { graphql } from '@demarc/web-api';

export const OnlineSessionsDocument = graphql(`
  query OnlineSessions($after: String, $first: Int!, $search: String, $routerId: RecordId, $names: Boolean!) {
    onlineSessions(after: $after, first: $first, search: $search, routerId: $routerId) {
      nodes {
        key
        login
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

export const DisconnectSessionDocument = graphql(`
  mutation DisconnectSession($input: DisconnectSessionInput!) {
    disconnectSession(input: $input)
  }
`);

export const AccessActionAnswerDocument = graphql(`
  query AccessActionAnswer($customerId: RecordId) {
    accessActions(customerId: $customerId, first: 50) {
      nodes {
        id
        state
        attempts
        errorCause
        elapsedMs
        answeredAt
      }
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
