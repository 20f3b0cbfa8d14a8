import { graphql, type ResultOf } from '@demarc/web-api';

export const RouterCareDocument = graphql(`
  query RouterCare($id: RecordId!) {
    router(id: $id) {
      id
      name
      vendor
      sources
      hasRadiusSecret
      address
      coaPort
      interimSeconds
      api {
        username
        port
        certificate
      }
      checks {
        kind
        state
        code
        sentence
        advice
        evidence {
          name
          value
          label
          text
        }
        tookMs
        checkedAt
        since
        checkedBy
        askedAt
      }
    }
  }
`);

export const RouterAbilitiesDocument = graphql(`
  query RouterAbilities($id: RecordId!) {
    router(id: $id) {
      id
      abilities {
        method
        changes
        verdict
        acknowledged
        refused
        errorCause
        lastAt
        effectAt
        effectEvidence
      }
    }
  }
`);

export const CheckRouterDocument = graphql(`
  mutation CheckRouter($input: CheckRouterInput!) {
    checkRouter(input: $input) {
      id
    }
  }
`);

export const SetRouterApiDocument = graphql(`
  mutation SetRouterApi($input: SetRouterApiInput!) {
    setRouterApi(input: $input) {
      id
    }
  }
`);

export const ForgetRouterAbilitiesDocument = graphql(`
  mutation ForgetRouterAbilities($input: RouterStepInput!) {
    forgetRouterAbilities(input: $input) {
      id
    }
  }
`);

export const ToolRunsDocument = graphql(`
  query ToolRuns($routerId: RecordId) {
    toolRuns(routerId: $routerId) {
      id
      tool
      target
      routerId
      state
      lines
      code
      fault
      askedBy
      askedAt
      endedAt
    }
  }
`);

export const RunNetworkToolDocument = graphql(`
  mutation RunNetworkTool($input: RunNetworkToolInput!) {
    runNetworkTool(input: $input) {
      id
    }
  }
`);

export const StopNetworkToolDocument = graphql(`
  mutation StopNetworkTool($input: ToolRunStepInput!) {
    stopNetworkTool(input: $input) {
      id
    }
  }
`);

export const RouterBackupsDocument = graphql(`
  query RouterBackups($routerId: RecordId!) {
    routerBackups(routerId: $routerId) {
      askedAt
      triedAt
      fault
      backups {
        id
        takenAt
        seenUntil
        takenBy
        kind
        routerVersion
        octets
        lines
        added
        removed
        foreignLines
      }
    }
  }
`);

export const BackupTextDocument = graphql(`
  query BackupText($id: RecordId!) {
    backupText(id: $id)
  }
`);

export const BackupDiffDocument = graphql(`
  query BackupDiff($from: RecordId!, $to: RecordId!) {
    backupDiff(from: $from, to: $to) {
      menu
      added
      removed
      lines {
        kind
        text
      }
    }
  }
`);

export const BackUpRouterDocument = graphql(`
  mutation BackUpRouter($input: RouterStepInput!) {
    backUpRouter(input: $input) {
      askedAt
    }
  }
`);

export const BackupPolicyDocument = graphql(`
  query BackupPolicy {
    backupPolicy {
      nightly
      hour
      keepDays
      keepAtLeast
    }
  }
`);

export const SetBackupPolicyDocument = graphql(`
  mutation SetBackupPolicy($input: SetBackupPolicyInput!) {
    setBackupPolicy(input: $input) {
      nightly
      hour
      keepDays
      keepAtLeast
    }
  }
`);

export type CaredRouter = ResultOf<typeof RouterCareDocument>['router'];
export type RouterCheck = CaredRouter['checks'][number];
export type KeptBackup = ResultOf<typeof RouterBackupsDocument>['routerBackups']['backups'][number];
export type ToolRun = ResultOf<typeof ToolRunsDocument>['toolRuns'][number];
