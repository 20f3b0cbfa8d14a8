import { graphql } from '@demarc/web-api';

export const BillsDocument = graphql(`
  query PortalBills($after: String) {
    me {
      id
      account {
        balanceDue {
          amount
          currency
        }
        creditBalance {
          amount
          currency
        }
      }
      invoices(first: 25, after: $after) {
        nodes {
          id
          number
          issuedOn
          dueOn
          gross {
            amount
            currency
          }
          open {
            amount
            currency
          }
          settlement
          overdue
          status
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      payments(first: 25) {
        nodes {
          id
          receivedOn
          receiptNumber
          methodName
          status
          amount {
            amount
            currency
          }
        }
      }
      proformas(first: 25) {
        nodes {
          id
          number
          status
          issuedOn
          dueOn
          gross {
            amount
            currency
          }
        }
      }
      deposits {
        id
        receiptNumber
        receiptUrl
        takenOn
        left {
          amount
          currency
        }
      }
      creditNotes {
        id
        number
        issuedOn
        gross {
          amount
          currency
        }
      }
    }
  }
`);

export const BillDocument = graphql(`
  query PortalBill($id: RecordId!) {
    invoice(id: $id) {
      id
      number
      issuedOn
      dueOn
      periodFrom
      periodThrough
      status
      settlement
      overdue
      note
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
      settled {
        amount
        currency
      }
      open {
        amount
        currency
      }
      lines {
        id
        description
        from
        through
        quantity
        gross {
          amount
          currency
        }
        why {
          english
        }
      }
      allocations {
        id
        madeAt
        receiptNumber
        creditNoteNumber
        amount {
          amount
          currency
        }
      }
    }
  }
`);

export const StartCheckoutDocument = graphql(`
  mutation PortalStartCheckout($input: StartCheckoutInput!) {
    startCheckout(input: $input) {
      id
      url
      state
    }
  }
`);

export const CheckoutDocument = graphql(`
  query PortalCheckout($id: RecordId!) {
    checkout(id: $id) {
      id
      state
      receiptNumber
      amount {
        amount
        currency
      }
    }
  }
`);
