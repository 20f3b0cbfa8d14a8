import { graphql, type ResultOf } from '@demarc/web-api';

export const CustomerInvoicesDocument = graphql(`
  query CustomerInvoices($id: RecordId!, $first: Int!, $after: String) {
    customer(id: $id) {
      invoices(first: $first, after: $after) {
        nodes {
          id
          number
          kind
          status
          settlement
          overdue
          issuedOn
          dueOn
          periodFrom
          periodThrough
          gross {
            amount
            currency
          }
          open {
            amount
            currency
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

export const CustomerPaymentsDocument = graphql(`
  query CustomerPayments($id: RecordId!, $first: Int!, $after: String) {
    customer(id: $id) {
      payments(first: $first, after: $after) {
        nodes {
          id
          receiptNumber
          receivedOn
          methodName
          status
          recordedBy
          note
          reversedReason
          amount {
            amount
            currency
          }
          unallocated {
            amount
            currency
          }
          allocations {
            id
            invoiceNumber
            amount {
              amount
              currency
            }
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

export const CustomerCreditNotesDocument = graphql(`
  query CustomerCreditNotes($id: RecordId!) {
    customer(id: $id) {
      creditNotes {
        id
        number
        status
        issuedOn
        note
        gross {
          amount
          currency
        }
        remaining {
          amount
          currency
        }
      }
    }
  }
`);

export const CustomerJournalDocument = graphql(`
  query CustomerJournal($id: RecordId!, $first: Int!, $after: String) {
    customer(id: $id) {
      journal(first: $first, after: $after) {
        nodes {
          id
          occurredOn
          description
          postings {
            account
            name
            debit {
              amount
              currency
            }
            credit {
              amount
              currency
            }
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

export const ReversePaymentDocument = graphql(`
  mutation ReversePayment($input: ReversePaymentInput!) {
    reversePayment(input: $input) {
      id
      status
    }
  }
`);

export const SettingSourcesDocument = graphql(`
  query CustomerSettingSources($id: RecordId!) {
    customer(id: $id) {
      id
      settingSources {
        name
        source
        inherited
        inheritedFrom
      }
    }
  }
`);

export const ChangeBillingSettingsDocument = graphql(`
  mutation ChangeBillingSettings($input: ChangeBillingSettingsInput!) {
    changeBillingSettings(input: $input) {
      customerId
    }
  }
`);

export type CustomerPayment = ResultOf<typeof CustomerPaymentsDocument>['customer']['payments']['nodes'][number];
