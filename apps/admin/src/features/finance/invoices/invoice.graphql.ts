import { graphql, type ResultOf } from '@demarc/web-api';
import { LastMailFragment } from '../documents/mail.graphql';

/** A line of a document with its why, on invoices and credit notes alike. */
const DocumentLineFields = graphql(`
  fragment DocumentLineFields on DocumentLine @_unmask {
    id
    position
    description
    from
    through
    quantity
    unit
    unitPrice
    taxName
    taxPercent
    net {
      amount
      currency
    }
    gross {
      amount
      currency
    }
    why {
      english
      rule
      inputs
      steps
    }
  }
`);

export const InvoiceDocument = graphql(
  `
    query Invoice($id: RecordId!) {
      invoice(id: $id) {
        id
        number
        kind
        origin
        status
        settlement
        overdue
        issuedOn
        dueOn
        periodFrom
        periodThrough
        note
        runId
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
        customer {
          id
          number
          name
        }
        lastMail {
          ...LastMail
        }
        lines {
          ...DocumentLineFields
        }
        allocations {
          id
          madeAt
          paymentId
          receiptNumber
          creditNoteId
          creditNoteNumber
          amount {
            amount
            currency
          }
        }
      }
    }
  `,
  [LastMailFragment, DocumentLineFields],
);

export const CreditNoteDocument = graphql(
  `
    query CreditNote($id: RecordId!) {
      creditNote(id: $id) {
        id
        number
        status
        issuedOn
        note
        invoiceId
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
        remaining {
          amount
          currency
        }
        customer {
          id
          number
          name
        }
        lastMail {
          ...LastMail
        }
        lines {
          ...DocumentLineFields
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
    }
  `,
  [LastMailFragment, DocumentLineFields],
);

export const VoidInvoiceDocument = graphql(`
  mutation VoidInvoice($input: VoidInvoiceInput!) {
    voidInvoice(input: $input) {
      id
      number
      allocations {
        creditNoteId
        creditNoteNumber
      }
    }
  }
`);

export const UndoAllocationDocument = graphql(`
  mutation UndoAllocation($input: UndoAllocationInput!) {
    undoAllocation(input: $input)
  }
`);

export type Invoice = ResultOf<typeof InvoiceDocument>['invoice'];
