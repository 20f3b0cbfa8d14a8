import { graphql } from '@demarc/web-api';

export const RouterComparisonsDocument = graphql(`
  query RouterComparisons {
    routerComparisons {
      routerId
      name
      revision
      way
      mode
      shaping
      isConnected
      comparedAt
      failedAt
      fault
      version
      tookMs
      intended
      same
      missing
      differ
      extra
      unfit
      ignored
      rests
      planId
      planState
      planDigest
      planSteps
      planNeedsSecond
    }
  }
`);

export const RouterDriftDocument = graphql(`
  query RouterDrift($routerId: RecordId!, $after: Int) {
    routerDrift(routerId: $routerId, after: $after) {
      ordinal
      menu
      name
      key
      cause
      remedy
      customerId
      since
      fields {
        field
        wanted
        actual
      }
    }
  }
`);

export const RouterRowDecisionsDocument = graphql(`
  query RouterRowDecisions($routerId: RecordId!) {
    routerRowDecisions(routerId: $routerId) {
      menu
      name
      verdict
      reason
      decidedBy
      decidedAt
    }
  }
`);

export const RouterPlansDocument = graphql(`
  query RouterPlans($routerId: RecordId!) {
    routerPlans(routerId: $routerId) {
      id
      kind
      ofPlanId
      afterPlanId
      state
      digest
      steps
      finished
      sessionsEnded
      services
      base
      needsSecond
      proposedBy
      proposedAt
      approvedBy
      approvedAt
      startedAt
      finishedAt
      nextAttemptAt
      commands
      note
    }
  }
`);

export const RouterPlanStepsDocument = graphql(`
  query RouterPlanSteps($id: RecordId!) {
    routerPlan(id: $id) {
      id
      stepList {
        ordinal
        verb
        menu
        name
        cause
        command
        inverse
        endsSession
        state
        answer
        toldAt
        proof {
          field
          wanted
          actual
        }
      }
    }
  }
`);

export const RouterKeepingDocument = graphql(`
  query RouterKeeping($id: RecordId!) {
    router(id: $id) {
      id
      options {
        api {
          mode
          shaping
          keepLists
          compareMinutes
          window {
            from
            to
          }
          adoptImported
          pppService
          profile
          localAddress
          dhcpServer
          hotspotServer
        }
      }
    }
  }
`);

export const CompareRoutersDocument = graphql(`
  mutation CompareRouters($input: CompareRoutersInput!) {
    compareRouters(input: $input)
  }
`);

export const ProposeRouterPlanDocument = graphql(`
  mutation ProposeRouterPlan($input: ProposeRouterPlanInput!) {
    proposeRouterPlan(input: $input)
  }
`);

export const ApproveRouterPlanDocument = graphql(`
  mutation ApproveRouterPlan($input: ApproveRouterPlanInput!) {
    approveRouterPlan(input: $input) {
      id
      state
    }
  }
`);

export const DiscardRouterPlanDocument = graphql(`
  mutation DiscardRouterPlan($input: RouterPlanStepInput!) {
    discardRouterPlan(input: $input) {
      id
      state
    }
  }
`);

export const RollBackRouterPlanDocument = graphql(`
  mutation RollBackRouterPlan($input: RouterPlanStepInput!) {
    rollBackRouterPlan(input: $input) {
      id
      state
    }
  }
`);

export const RouterRowsPreviewDocument = graphql(`
  query RouterRowsPreview($input: PreviewRouterRowsInput!) {
    routerRowsPreview(input: $input) {
      digest
      needsSecond
      rows {
        menu
        name
        code
        message
      }
    }
  }
`);

export const DecideRouterRowsDocument = graphql(`
  mutation DecideRouterRows($input: DecideRouterRowsInput!) {
    decideRouterRows(input: $input) {
      decided
      refused {
        menu
        name
        code
      }
    }
  }
`);

export const SetRouterKeepingDocument = graphql(`
  mutation SetRouterKeeping($input: SetRouterKeepingInput!) {
    setRouterKeeping(input: $input)
  }
`);

export const CompareExportDocument = graphql(`
  query CompareRouterExport($input: CompareRouterExportInput!) {
    compareRouterExport(input: $input) {
      version
      intended
      same
      notUnderstood
      items {
        ordinal
        menu
        name
        key
        cause
        remedy
        customerId
        since
        fields {
          field
          wanted
          actual
        }
      }
    }
  }
`);

export const ProposeRouterPlansDocument = graphql(`
  mutation ProposeRouterPlans($input: ProposeRouterPlansInput!) {
    proposeRouterPlans(input: $input)
  }
`);

export const ApproveRouterPlansDocument = graphql(`
  mutation ApproveRouterPlans($input: ApproveRouterPlansInput!) {
    approveRouterPlans(input: $input) {
      id
      state
    }
  }
`);
