import { graphql } from '@demarc/web-api';

export const LastMailFragment = graphql(`
  fragment LastMail on DocumentMail @_unmask {
    postedAt
    state
    sentAt
    failure
  }
`);

export const SendDocumentDocument = graphql(`
  mutation SendDocument($input: SendDocumentInput!) {
    sendDocument(input: $input) {
      to
    }
  }
`);

export const UnmailedDocument = graphql(`
  query UnmailedDocuments($runId: RecordId, $reason: UnmailedReason, $first: Int!) {
    unmailedDocuments(runId: $runId, reason: $reason, first: $first) {
      nodes {
        id
        kind
        documentId
        number
        customer {
          id
          number
          name
        }
      }
      totalCount
    }
  }
`);
