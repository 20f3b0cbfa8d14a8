import { graphql } from '@demarc/web-api';

export const TimelineDocument = graphql(`
  query Timeline($customerId: RecordId!, $kinds: [TimelineKind!], $first: Int!, $after: String) {
    timeline(customerId: $customerId, kinds: $kinds, first: $first, after: $after) {
      nodes {
        id
        at
        kind
        sentence
        by
        linkKind
        linkId
        amount {
          amount
          currency
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
