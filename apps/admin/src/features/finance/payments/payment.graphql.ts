import { graphql, type ResultOf } from '@demarc/web-api';

export const PaymentDocument = graphql(`
  query Payment($id: RecordId!) {
    payment(id: $id) {
      id
      receiptNumber
      status
      origin
      receivedOn
      recordedAt
      recordedBy
      methodName
      provider
      note
      reversedOn
      reversedReason
      customerId
      amount {
        amount
        currency
      }
      unallocated {
        amount
        currency
      }
      customer {
        id
        number
        name
      }
      allocations {
        id
        madeAt
        invoiceId
        invoiceNumber
        amount {
          amount
          currency
        }
      }
    }
    refunds(paymentId: $id) {
      id
      kind
      state
      reason
      requestedBy
      createdAt
      updatedAt
      fault
      amount {
        amount
        currency
      }
    }
  }
`);

export const OpenInvoicesDocument = graphql(`
  query OpenInvoicesOf($customerId: RecordId!) {
    invoices(customerId: $customerId, openOnly: true, first: 100) {
      nodes {
        id
        number
        issuedOn
        dueOn
        overdue
        open {
          amount
          currency
        }
      }
    }
  }
`);

export const AllocatePaymentDocument = graphql(`
  mutation AllocatePayment($input: AllocatePaymentInput!) {
    allocatePayment(input: $input) {
      id
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

export const RefundPaymentDocument = graphql(`
  mutation RefundPayment($input: RefundPaymentInput!) {
    refundPayment(input: $input) {
      id
      state
    }
  }
`);

export const PreviewMoneyStepDocument = graphql(`
  query PreviewMoneyStep($input: PreviewMoneyStepInput!) {
    previewMoneyStep(input: $input) {
      invoices {
        invoiceId
        invoiceNumber
        openBefore {
          amount
          currency
        }
        openAfter {
          amount
          currency
        }
      }
      balanceDueBefore {
        amount
        currency
      }
      creditBalanceBefore {
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
      standingBefore
      standingAfter
    }
  }
`);

export const HandBackDocument = graphql(`
  mutation HandBackMoney($input: HandBackMoneyInput!) {
    handBackMoney(input: $input)
  }
`);

export const MoveAllocationDocument = graphql(`
  mutation MoveAllocation($input: MoveAllocationInput!) {
    moveAllocation(input: $input)
  }
`);

export const WriteOffDocument = graphql(`
  mutation WriteOffInvoice($input: WriteOffInvoiceInput!) {
    writeOffInvoice(input: $input)
  }
`);

export const UndoWriteOffDocument = graphql(`
  mutation UndoWriteOff($input: UndoWriteOffInput!) {
    undoWriteOff(input: $input)
  }
`);

export const WriteOffsDocument = graphql(`
  query WriteOffs($id: RecordId!) {
    invoice(id: $id) {
      id
      writeOffs {
        id
        reason
        writtenOn
        writtenBy
        undoneOn
        undoneBy
        undoneReason
        amount {
          amount
          currency
        }
      }
    }
  }
`);

export type LoadedPayment = ResultOf<typeof PaymentDocument>;
export type Payment = LoadedPayment['payment'];
