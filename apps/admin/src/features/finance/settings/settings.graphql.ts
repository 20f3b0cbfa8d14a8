import { graphql } from '@demarc/web-api';

export const BillingSettingsDocument = graphql(`
  query BillingSettings($partnerId: RecordId) {
    billingSettings(partnerId: $partnerId) {
      alignment
      autoInvoice
      autoIssue
      autoIssueDays
      autoIssueHour
      autoPreviewDays
      autoRuns
      billingDay
      billingType
      blockByOneTimeInvoices
      blockOnRestDays
      blockingDays
      blockingOn
      brakeFree
      looseDebitsFirst
      blockingHour
      deactivationFollowsBlock
      suspendSecondPersonAbove
      suspendFirst
      suspendWaitMinutes
      suspendStopAbove
      promisesPerYear
      promiseDays
      promiseHoldsFees
      brokenPromiseBlocks
      depositNumbers
      brakePercent
      changeFeeToCheaper
      changeFeeToDearer
      changeInvoice
      changeMinimumInvoice
      prepaidChangeRefund
      prepaidChangeFeeToDearer
      prepaidChangeFeeToCheaper
      pauseBilling
      pauseReducedPercent
      pauseCredit
      pauseMostDays
      pauseByCustomer
      endRefund
      endOnFirstDay
      contractNoticeDays
      contractNoticeWhenRenewed
      changeRefund
      creditNoteNumbers
      dayCount
      deactivationDays
      deactivationOn
      documentDate
      dueDays
      futureItemsAlone
      holidays
      invoiceNumbers
      mailDocuments
      minimumBalance
      mode
      oneTimeNumbers
      own
      periodMonths
      periodPrice
      prepaidExpiryDayServed
      prepaidHour
      prepaidInvoice
      prepaidDailyInvoice
      proformaDay
      proformaDueDays
      proformaFor
      proformaInvoiceOnPayment
      proformaMonths
      proformaNumbers
      receiptNumbers
      refundLimit
      restDays
      secondPersonAbove
      statementNumbers
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
