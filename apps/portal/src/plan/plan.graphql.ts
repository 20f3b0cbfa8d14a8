import { graphql } from '@demarc/web-api';

export const PlanDocument = graphql(`
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
        id
        kind
        status
        description
        planTitle
        startsOn
        endsOn
        chargedThrough
        unitPrice
        currency
        taxInclusive
        quantity
      }
    }
  }
`);
