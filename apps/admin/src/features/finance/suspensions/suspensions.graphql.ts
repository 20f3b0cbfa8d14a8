import { graphql, type ResultOf } from '@demarc/web-api';

export const BatchesDocument = graphql(`
  query SuspensionBatches {
    suspensionBatches(first: 100) {
      id
      forDate
      status
      partnerId
      due
      excluded
      activeCustomers
      braked
      createdAt
      createdBy
      madeByItself
      approvedBy
      approvedByItself
      waiting
      resumeAt
    }
  }
`);

export const BatchDocument = graphql(`
  query SuspensionBatch($id: RecordId!, $network: Boolean!) {
    suspensionBatch(id: $id) {
      id
      forDate
      status
      planHash
      partnerId
      due
      excluded
      activeCustomers
      braked
      createdAt
      createdBy
      madeByItself
      approvedAt
      approvedBy
      approvedByItself
      firstCount
      waitMinutes
      stopAbove
      resumeAt
      haltedAt
      haltedBy
      haltedByItself
      haltedReason
      waiting
      suspended
      failed
      appliedAt
      rolledBackAt
      rolledBackBy
      rolledBackReason
      owed {
        amount
        currency
      }
      routers @include(if: $network) {
        routerId
        name
        customers
        state
        answeredAt
        lastSeenAt
      }
    }
  }
`);

export const BatchItemsDocument = graphql(`
  query SuspensionItems($id: RecordId!, $after: String, $first: Int!, $network: Boolean!, $contacts: Boolean!) {
    suspensionBatch(id: $id) {
      id
      items(after: $after, first: $first) {
        nodes {
          customerId
          fromStanding
          toStanding
          invoiceId
          chargedOn
          since
          outcome
          excludedReason
          appliedAt
          networkFailedAt
          lastContact @include(if: $contacts) {
            kind
            at
            about
            state
            by
          }
          network @include(if: $network) {
            sessions
            routers
            way
            garden
            proof
            convergedAt
            answer
          }
          customer {
            id
            number
            name
          }
          owed {
            amount
            currency
          }
          toPay {
            amount
            currency
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
        totalCount
        totalIsExact
      }
    }
  }
`);

export const PreviewSuspensionsDocument = graphql(`
  mutation PreviewSuspensions($input: PreviewSuspensionsInput!) {
    previewSuspensions(input: $input) {
      batch {
        id
      }
    }
  }
`);

export const ApproveSuspensionsDocument = graphql(`
  mutation ApproveSuspensions($input: ApproveSuspensionsInput!) {
    approveSuspensions(input: $input) {
      id
      status
    }
  }
`);

export const GoOnDocument = graphql(`
  mutation GoOnWithSuspensions($input: GoOnWithSuspensionsInput!) {
    goOnWithSuspensions(input: $input) {
      id
      status
    }
  }
`);

export const StopDocument = graphql(`
  mutation StopSuspensions($input: StopSuspensionsInput!) {
    stopSuspensions(input: $input) {
      id
      status
    }
  }
`);

export const EndDocument = graphql(`
  mutation EndSuspensions($input: StopSuspensionsInput!) {
    endSuspensions(input: $input) {
      id
      status
    }
  }
`);

export const GiveTimeDocument = graphql(`
  mutation GiveTimeOnList($input: PromiseToPayInput!) {
    promiseToPay(input: $input) {
      promiseUntil
    }
  }
`);

export const ProtectOnListDocument = graphql(`
  mutation ProtectOnList($input: ProtectCustomerInput!) {
    protectCustomer(input: $input)
  }
`);

export const PreviewRollbackDocument = graphql(`
  query PreviewRollback($batchId: RecordId!, $until: LocalDate!, $customerIds: [RecordId!]) {
    previewRollback(batchId: $batchId, until: $until, customerIds: $customerIds) {
      hash
      items {
        customerId
        standing
        standingAfter
        status
        statusAfter
        stays
        services {
          serviceId
          status
          after
        }
      }
    }
  }
`);

export const RollBackDocument = graphql(`
  mutation RollBackSuspensions($input: RollBackSuspensionsInput!) {
    rollBackSuspensions(input: $input)
  }
`);

export type Batch = ResultOf<typeof BatchDocument>['suspensionBatch'];
export type BatchItem = ResultOf<typeof BatchItemsDocument>['suspensionBatch']['items']['nodes'][number];
