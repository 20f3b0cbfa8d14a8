import { graphql, type ResultOf } from '@demarc/web-api';

export const PlanPoliciesDocument = graphql(`
  query PlanPolicies {
    plans(kind: INTERNET) {
      id
      title
      accessPolicy {
        downloadKbps
        uploadKbps
        guaranteedPercent
        guaranteedRates {
          downloadKbps
          uploadKbps
        }
        relativeBurst {
          limitPercent
          thresholdPercent
          seconds
        }
        hours {
          name
        }
        fairUse {
          rules {
            name
          }
        }
        quota {
          limitOctets
        }
        contention
        priority
        downloadProfile
        uploadProfile
        version
        changedAt
        burst {
          downloadKbps
          uploadKbps
          thresholdDownloadKbps
          thresholdUploadKbps
          seconds
        }
      }
    }
  }
`);

export const DefineAccessPolicyDocument = graphql(`
  mutation DefineAccessPolicy($input: DefineAccessPolicyInput!) {
    defineAccessPolicy(input: $input) {
      planId
      version
    }
  }
`);

export type PlanWithPolicy = ResultOf<typeof PlanPoliciesDocument>['plans'][number];
