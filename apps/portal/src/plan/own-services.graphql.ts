import { graphql, type ResultOf } from '@demarc/web-api';

export const OwnRulesDocument = graphql(`
  query OwnServiceRules {
    ownServiceRules {
      mayPause
      mostPausedDays
    }
    me {
      id
      planChanges {
        id
        state
        newPlanTitle
        changeOn
      }
      servicePauses {
        id
        serviceId
        from
        through
      }
    }
  }
`);

export const OwnChoicesDocument = graphql(`
  query OwnPlanChoices($serviceId: RecordId!) {
    ownPlanChoices(serviceId: $serviceId) {
      id
      description
      unitPrice
      currency
      taxInclusive
    }
  }
`);

const Line = graphql(`
  fragment OwnLine on PlannedLine @_unmask {
    description
    from
    through
    gross {
      amount
      currency
    }
    why {
      english
    }
  }
`);

export const PreviewOwnChangeDocument = graphql(
  `
    query PreviewOwnPlanChange($serviceId: RecordId!, $planId: RecordId!) {
      previewOwnPlanChange(serviceId: $serviceId, planId: $planId) {
        hash
        newStartsOn
        newUnitPrice
        feeIsLater
        credits {
          ...OwnLine
        }
        fee {
          ...OwnLine
        }
        charges {
          ...OwnLine
        }
        net {
          amount
          currency
        }
        balanceDueAfter {
          amount
          currency
        }
        creditBalanceAfter {
          amount
          currency
        }
      }
    }
  `,
  [Line],
);

export const ChangeOwnPlanDocument = graphql(`
  mutation ChangeOwnPlan($input: ChangeOwnPlanInput!) {
    changeOwnPlan(input: $input) {
      service {
        id
        description
      }
    }
  }
`);

export const PreviewOwnPauseDocument = graphql(
  `
    query PreviewOwnPause($input: PauseOwnServiceInput!) {
      previewOwnPause(input: $input) {
        hash
        from
        through
        billing
        credits {
          ...OwnLine
        }
        charges {
          ...OwnLine
        }
        net {
          amount
          currency
        }
      }
    }
  `,
  [Line],
);

export const PauseOwnServiceDocument = graphql(`
  mutation PauseOwnService($input: PauseOwnServiceInput!) {
    pauseOwnService(input: $input) {
      id
      status
    }
  }
`);

export const ResumeOwnServiceDocument = graphql(`
  mutation ResumeOwnService($input: ResumeOwnServiceInput!) {
    resumeOwnService(input: $input) {
      id
      status
    }
  }
`);

export type OwnLine = ResultOf<typeof Line>;
