import { graphql } from '@demarc/web-api';

export const JobQueuesDocument = graphql(`
  query JobQueues {
    jobQueues {
      name
      cron
      waiting
      later
      running
      failed
      doneLastDay
      oldestWaitingAt
      lastDoneAt
    }
  }
`);

export const FailedJobsDocument = graphql(`
  query FailedJobs($queue: String) {
    failedJobs(queue: $queue, first: 100) {
      id
      queue
      tries
      addedAt
      failedAt
      error
      trace
      payload
    }
  }
`);

export const RetryJobDocument = graphql(`
  mutation RetryJob($input: FailedJobInput!) {
    retryJob(input: $input) {
      jobId
      queue
    }
  }
`);

export const DiscardJobDocument = graphql(`
  mutation DiscardJob($input: FailedJobInput!) {
    discardJob(input: $input) {
      jobId
      queue
    }
  }
`);

export const MessagesDocument = graphql(`
  query MessageList($after: String, $first: Int!, $state: MessageState) {
    messages(after: $after, first: $first, state: $state) {
      nodes {
        id
        createdAt
        purpose
        recipient
        subject
        body
        confidential
        state
        tries
        failure
        sentAt
        customerId
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

export const ResendMessageDocument = graphql(`
  mutation ResendMessage($input: ResendMessageArgs!) {
    resendMessage(input: $input) {
      messageId
    }
  }
`);
