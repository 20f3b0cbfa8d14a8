import { graphql } from '@demarc/web-api';

export const PaymentMethodsDocument = graphql(`
  query PaymentMethods {
    paymentMethods {
      id
      name
      active
    }
  }
`);

export const PreviewPaymentDocument = graphql(`
  query PreviewPayment($input: PreviewPaymentInput!) {
    previewPayment(input: $input) {
      allocations {
        invoiceId
        invoiceNumber
        amount {
          amount
          currency
        }
        openAfter {
          amount
          currency
        }
      }
      left {
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
      standingAfter
    }
  }
`);

export const RecordPaymentDocument = graphql(`
  mutation RecordPayment($input: RecordPaymentInput!) {
    recordPayment(input: $input) {
      id
      receiptNumber
      amount {
        amount
        currency
      }
    }
  }
`);
