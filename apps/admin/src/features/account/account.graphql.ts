import { graphql } from '@demarc/web-api';

export const OwnSessionsDocument = graphql(`
  query OwnSessions {
    sessions {
      id
      address
      createdAt
      current
      lastSeenAt
      userAgent
    }
  }
`);

export const ChangeOwnPasswordDocument = graphql(`
  mutation ChangeOwnPassword($input: ChangeOwnPasswordInput!) {
    changeOwnPassword(input: $input) {
      changed
    }
  }
`);

export const EndOwnSessionDocument = graphql(`
  mutation EndOwnSession($input: SessionInput!) {
    endSession(input: $input) {
      ended
    }
  }
`);

export const EndOtherSessionsDocument = graphql(`
  mutation EndOtherSessions($input: EndSessionsInput!) {
    endSessions(input: $input) {
      ended
    }
  }
`);
