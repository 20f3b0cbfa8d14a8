import { graphql } from '@demarc/web-api';
import { OwnServiceFields } from '../services/own-service.graphql';

export const PlanDocument = graphql(
  `
    query PortalPlan($from: LocalDate!, $through: LocalDate!) {
      me {
        id
        usage(from: $from, through: $through, granularity: DAY) {
          downloadOctets
          uploadOctets
          countedTo
          points {
            at
            downloadOctets
            uploadOctets
          }
        }
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
          chargedThrough
          quantity
        }
      }
    }
  `,
  [OwnServiceFields],
);
