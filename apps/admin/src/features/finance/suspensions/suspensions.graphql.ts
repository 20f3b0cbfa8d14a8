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
      approvedBy
    }
  }
`);

export const BatchDocument = graphql(`
  query SuspensionBatch($id: RecordId!) {
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
      approvedAt
      approvedBy
      appliedAt
      rolledBackAt
      rolledBackBy
      rolledBackReason
      owed {
        amount
        currency
      }
    }
  }
`);

export const BatchItemsDocument = graphql(`
  query SuspensionItems($id: RecordId!, $after: String, $first: Int!) {
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
