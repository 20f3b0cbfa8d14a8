import { graphql } from '@demarc/web-api';

export const BillingSettingsDocument = graphql(`
  query BillingSettings($partnerId: RecordId) {
    billingSettings(partnerId: $partnerId) {
      alignment
      billingDay
      blockByOneTimeInvoices
      blockOnRestDays
      blockingDays
      blockingOn
      brakeFree
      brakePercent
      changeFeeToCheaper
      changeFeeToDearer
      changeInvoice
      changeRefund
      creditNoteNumbers
      dayCount
      deactivationDays
      deactivationOn
      dueDays
      holidays
      invoiceNumbers
      minimumBalance
      mode
      own
      periodMonths
      receiptNumbers
      refundLimit
      restDays
      secondPersonAbove
      suspendWithoutApproval
      taxRequired
      taxRounding
      toleratedDebt
    }
  }
`);

export const ChangePolicyDocument = graphql(`
  mutation ChangeBillingPolicy($input: ChangePolicyInput!) {
    changeBillingPolicy(input: $input) {
      own
    }
  }
`);
