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
      kind
      automatic
      issueOn
      issueHour
      stoppedReason
      gross {
        amount
        currency
      }
    }
  }
`);

/** Previews that wait for a person, or for the hour at which they go out. */
export const WaitingRunsDocument = graphql(`
  query WaitingBillingRuns {
    billingRuns(first: 5, waiting: true) {
      id
      kind
      forDate
      planned
      issueOn
      issueHour
      stoppedReason
      gross {
        amount
        currency
      }
    }
  }
`);

const RunSumFragment = graphql(`
  fragment RunSum on BillingRunSum @_unmask {
    key
    invoices
    net {
      amount
      currency
    }
    tax {
      amount
      currency
    }
    gross {
      amount
      currency
    }
  }
`);

export const RunDocument = graphql(
  `
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
        mailed
        failed
        changed
        createdAt
        createdBy
        approvedAt
        approvedBy
        finishedAt
        kind
        datedOn
        floating
        baseOn
        automatic
        issueOn
        issueHour
        stoppedReason
        refreshedAt
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
        byTax {
          ...RunSum
        }
        byPartner {
          ...RunSum
        }
        byCurrency {
          ...RunSum
        }
      }
    }
  `,
  [RunSumFragment],
);

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
          causes {
            cause
            difference {
              amount
              currency
            }
          }
          flags
          reason
          invoiceId
          baseInvoiceId
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

/** The document of the run before, so that the planned lines stand beside those that the customer knows. */
export const BaseInvoiceDocument = graphql(`
  query BaseInvoice($id: RecordId!) {
    invoice(id: $id) {
      id
      number
      issuedOn
      lines {
        id
        serviceId
        description
        from
        through
        quantity
        unitPrice
        taxPercent
        gross {
          amount
          currency
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

export const TakeBackRunItemDocument = graphql(`
  mutation TakeBackBillingRunItem($input: TakeBackRunItemInput!) {
    takeBackBillingRunItem(input: $input) {
      id
      status
    }
  }
`);

export const RefreshRunDocument = graphql(`
  mutation RefreshBillingRun($input: RefreshRunInput!) {
    refreshBillingRun(input: $input) {
      id
      status
    }
  }
`);

export type Run = ResultOf<typeof RunDocument>['billingRun'];

export type RunItem = ResultOf<typeof RunItemsDocument>['billingRun']['items']['nodes'][number];
