import { graphql, type ResultOf } from '@demarc/web-api';
import { PlannedLineFields } from '../../../previews/planned-line.graphql';

export const CreditPreviewDocument = graphql(`
  query CreditPreview($input: CreditWishInput!) {
    previewCredit(input: $input) {
      isAll
      gross {
        amount
        currency
      }
      lines {
        invoiceLineId
        description
        charged {
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
    }
  }
`);

export const CreditInvoiceDocument = graphql(`
  mutation CreditInvoice($input: CreditInvoiceInput!) {
    creditInvoice(input: $input) {
      id
      number
    }
  }
`);

export const CorrectionPreviewDocument = graphql(`
  query CorrectionPreview($input: CorrectionWishInput!) {
    previewCorrection(input: $input) {
      planHash
      changes
      credited {
        amount
        currency
      }
      invoiced {
        amount
        currency
      }
      balanceAfter {
        amount
        currency
      }
      lines {
        change
        before {
          description
          gross {
            amount
            currency
          }
        }
        after {
          description
          gross {
            amount
            currency
          }
        }
        difference {
          amount
          currency
        }
      }
    }
  }
`);

export const CorrectInvoiceDocument = graphql(`
  mutation CorrectInvoice($input: CorrectInvoiceInput!) {
    correctInvoice(input: $input) {
      creditNote {
        id
        number
      }
      invoice {
        id
        number
      }
    }
  }
`);

export const RelatedDocument = graphql(`
  query InvoiceRelated($id: RecordId!) {
    invoice(id: $id) {
      id
      gross {
        amount
        currency
      }
      lines {
        id
        description
        gross {
          amount
          currency
        }
      }
      corrects {
        id
        number
      }
      correctedBy {
        id
        number
      }
      creditNotes {
        id
        number
        issuedOn
        state
        gross {
          amount
          currency
        }
      }
      previous {
        id
        number
        issuedOn
        gross {
          amount
          currency
        }
        lines {
          id
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

export type Related = ResultOf<typeof RelatedDocument>['invoice'];

export const PreviewCancelDocument = graphql(
  `
    query PreviewCancel($invoiceId: RecordId!, $chargeAgain: Boolean!) {
      previewCancelRecurringInvoice(invoiceId: $invoiceId, chargeAgain: $chargeAgain) {
        hash
        credits {
          ...PlannedLineFields
        }
        credited {
          amount
          currency
        }
        freed {
          amount
          currency
        }
        again {
          ...PlannedLineFields
        }
        balanceDueAfter {
          amount
          currency
        }
        creditBalanceAfter {
          amount
          currency
        }
      }
    }
  `,
  [PlannedLineFields],
);

export const CancelRecurringDocument = graphql(`
  mutation CancelRecurring($input: CancelRecurringInvoiceInput!) {
    cancelRecurringInvoice(input: $input)
  }
`);
