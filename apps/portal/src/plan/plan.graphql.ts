import { graphql } from '@demarc/web-api';
import { OwnServiceFields } from '../services/own-service.graphql';

export const PlanDocument = graphql(
  `
    query PortalPlan {
      me {
        id
        onlineSessions(first: 5) {
          nodes {
            key
            startedAt
            ipv4
            downloadOctets
            uploadOctets
          }
        }
        services {
          ...OwnServiceFields
          startsOn
          endsOn
          contractEndsOn
          contractOutcome
          chargedThrough
          quantity
        }
      }
    }
  `,
  [OwnServiceFields],
);

export const PortalUsageDocument = graphql(`
  query PortalUsage($from: LocalDate!, $through: LocalDate!, $granularity: UsageGranularity!) {
    me {
      id
      usage(from: $from, through: $through, granularity: $granularity) {
        downloadOctets
        uploadOctets
        countedTo
        points {
          at
          downloadOctets
          uploadOctets
        }
      }
    }
  }
`);
