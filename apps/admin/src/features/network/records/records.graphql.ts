import { graphql } from '@demarc/web-api';

export const NetworkRecordsDocument = graphql(`
  query NetworkRecords {
    networkRecords {
      kept {
        rawDays
        hourDays
        dayMonths
        sessionDays
        loginDays
      }
      stored {
        kind
        partitions
        since
        bytes
        bytesADay
      }
    }
  }
`);

export const SetNetworkRetentionDocument = graphql(`
  mutation SetNetworkRetention($input: SetRetentionInput!) {
    setNetworkRetention(input: $input) {
      rawDays
      hourDays
      dayMonths
      sessionDays
      loginDays
    }
  }
`);
