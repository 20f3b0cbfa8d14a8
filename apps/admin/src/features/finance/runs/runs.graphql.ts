import { graphql, type ResultOf } from '@demarc/web-api';

export const RunsDocument = graphql(`
  query BillingRuns {
    billingRuns(first: 100) {
      id
      forDate
      status
      partnerId
      planned
      held
      issued
      failed
      changed
      createdAt
      createdBy
      approvedBy
      gross {
        amount
        currency
      }
    }
  }
`);

export const RunDocument = graphql(`
  query BillingRun($id: RecordId!) {
    billingRun(id: $id) {
      id
      forDate
      status
      planHash
      partnerId
      accounts
      planned
      held
      issued
      failed
      changed
      createdAt
      createdBy
      approvedAt
      approvedBy
      finishedAt
      gross {
        amount
        currency
      }
      net {
        amount
        currency
      }
      tax {
        amount
        currency
      }
      lastGross {
        amount
        currency
      }
      difference {
        amount
        currency
      }
      causes {
        cause
        customers
        difference {
          amount
          currency
        }
      }
      flags {
        flag
        customers
      }
    }
  }
`);

export const RunItemsDocument = graphql(`
  query BillingRunItems(
    $id: RecordId!
    $status: BillingRunItemStatus
    $cause: String
    $flag: String
    $after: String
    $first: Int!
  ) {
    billingRun(id: $id) {
      id
      items(status: $status, cause: $cause, flag: $flag, after: $after, first: $first) {
        nodes {
          customerId
          status
          cause
          flags
          reason
          invoiceId
          customer {
            id
            number
            name
          }
          gross {
            amount
            currency
          }
          lastGross {
            amount
            currency
          }
          difference {
            amount
            currency
          }
          lines {
            serviceId
            description
            from
            through
            days
            periodDays
            quantity
            unitPrice
            taxPercent
            net {
              amount
              currency
            }
            gross {
              amount
              currency
            }
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

/** The invoices before a date, so that the planned lines stand beside those that the customer knows. */
export const InvoicesBeforeDocument = graphql(`
  query InvoicesBefore($customerId: RecordId!, $through: LocalDate!) {
    invoices(customerId: $customerId, through: $through, first: 10) {
      nodes {
        id
        number
        kind
        status
        issuedOn
        runId
        lines {
          id
          serviceId
          description
          gross {
            amount
            currency
          }
        }
      }
    }
  }
`);

export const PreviewRunDocument = graphql(`
  mutation PreviewBillingRun($input: PreviewRunInput!) {
    previewBillingRun(input: $input) {
      id
    }
  }
`);

export const ApproveRunDocument = graphql(`
  mutation ApproveBillingRun($input: RunStepInput!) {
    approveBillingRun(input: $input) {
      id
      status
    }
  }
`);

export const IssueRunDocument = graphql(`
  mutation IssueBillingRun($input: RunStepInput!) {
    issueBillingRun(input: $input) {
      id
      status
    }
  }
`);

export const CancelRunDocument = graphql(`
  mutation CancelBillingRun($input: CancelRunInput!) {
    cancelBillingRun(input: $input) {
      id
      status
    }
  }
`);

export const HoldRunItemDocument = graphql(`
  mutation HoldBillingRunItem($input: HoldRunItemInput!) {
    holdBillingRunItem(input: $input) {
      id
      planHash
    }
  }
`);

export type Run = ResultOf<typeof RunDocument>['billingRun'];

export type RunItem = ResultOf<typeof RunItemsDocument>['billingRun']['items']['nodes'][number];
