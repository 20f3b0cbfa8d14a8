import { graphql, type ResultOf, type VariablesOf } from '@demarc/web-api';

export const PlanRulesDocument = graphql(`
  query PlanRules($id: RecordId!) {
    plan(id: $id) {
      id
      title
      accessPolicy {
        planId
        downloadKbps
        uploadKbps
        guaranteedPercent
        guaranteedRates {
          downloadKbps
          uploadKbps
        }
        contention
        priority
        downloadProfile
        uploadProfile
        burst {
          downloadKbps
          uploadKbps
          thresholdDownloadKbps
          thresholdUploadKbps
          seconds
        }
        relativeBurst {
          limitPercent
          thresholdPercent
          seconds
        }
        hours {
          name
          windows {
            days
            from
            until
          }
          change {
            percent
            downloadKbps
            uploadKbps
          }
        }
        fairUse {
          weekStartsOn
          monthStartsOn
          trafficWindows {
            days
            from
            until
          }
          onlineWindows {
            days
            from
            until
          }
          rules {
            name
            notifies
            action {
              blocks
              change {
                percent
                downloadKbps
                uploadKbps
              }
            }
            trafficWindows {
              days
              from
              until
            }
            onlineWindows {
              days
              from
              until
            }
            conditions {
              kind
              period
              direction
              octets
              seconds
              windows {
                days
                from
                until
              }
            }
          }
        }
        quota {
          limitOctets
          period
          direction
          binaryUnits
          grantsFirst
          charge
          refund
          atLimit {
            blocks
            change {
              percent
              downloadKbps
              uploadKbps
            }
          }
          bonus {
            windows {
              days
              from
              until
            }
            countedPercent
            limitOctets
            afterUsedUp
          }
          offers {
            planId
            octets
            periods
          }
          automatic {
            planId
            atMost
          }
          rollover {
            periods
            limitOctets
          }
          notices {
            percent
            of
          }
        }
      }
    }
    plans(kind: ONE_TIME) {
      id
      title
    }
  }
`);

export const DefineFairUseDocument = graphql(`
  mutation DefineFairUse($input: DefineFairUseInput!) {
    defineFairUse(input: $input) {
      planId
    }
  }
`);

export const DefineQuotaDocument = graphql(`
  mutation DefineQuota($input: DefineQuotaInput!) {
    defineQuota(input: $input) {
      planId
    }
  }
`);

export const TryPolicyDocument = graphql(`
  query TryPolicy($input: TryPolicyInput!) {
    tryPolicy(input: $input) {
      rulePlace
      warning
      now {
        downloadKbps
        uploadKbps
        isBlocked
        why
        until
        steps {
          by
          name
          downloadKbps
          uploadKbps
          blocks
        }
      }
      quota {
        usedOctets
        totalOctets
        leftOctets
      }
    }
  }
`);

export type LoadedPlan = ResultOf<typeof PlanRulesDocument>['plan'];
export type LoadedPolicy = NonNullable<LoadedPlan['accessPolicy']>;
export type FairUse = NonNullable<VariablesOf<typeof DefineFairUseDocument>['input']['fairUse']>;
export type Quota = NonNullable<VariablesOf<typeof DefineQuotaDocument>['input']['quota']>;
export type TryInput = VariablesOf<typeof TryPolicyDocument>['input'];
