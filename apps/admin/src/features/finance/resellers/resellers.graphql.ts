import { graphql, type ResultOf } from '@demarc/web-api';

export const ResellersDocument = graphql(`
  query Resellers($partnerId: RecordId) {
    resellers(partnerId: $partnerId) {
      partnerId
      name
      usualPercent
      lastDay
      terms {
        id
        from
        percent
        basis
        withFees
        setBy
      }
      progress {
        currency
        nextFrom
        unpaid {
          amount
          currency
        }
      }
    }
  }
`);

const SettledSums = graphql(`
  fragment SettledSums on ResellerCustomer @_unmask {
    gross {
      amount
      currency
    }
    tax {
      amount
      currency
    }
    notShared {
      amount
      currency
    }
    base {
      amount
      currency
    }
    share {
      amount
      currency
    }
    kept {
      amount
      currency
    }
  }
`);

const SettledCustomer = graphql(
  `
    fragment SettledCustomer on ResellerCustomer @_unmask {
      customerId
      documents
      customer {
        id
        name
        number
      }
      ...SettledSums
    }
  `,
  [SettledSums],
);

const SettledLine = graphql(`
  fragment SettledLine on ResellerLine @_unmask {
    documentId
    isCreditNote
    number
    issuedOn
    percent
    why {
      english
      rule
      inputs
      steps
    }
    base {
      amount
      currency
    }
    gross {
      amount
      currency
    }
    share {
      amount
      currency
    }
    kept {
      amount
      currency
    }
  }
`);

export const NextSettlementDocument = graphql(
  `
    query NextSettlement($input: NextSettlementInput!) {
      previewResellerSettlement(input: $input) {
        from
        through
        hash
        gross {
          amount
          currency
        }
        base {
          amount
          currency
        }
        share {
          amount
          currency
        }
        kept {
          amount
          currency
        }
        customers {
          ...SettledCustomer
        }
      }
    }
  `,
  [SettledCustomer],
);

export const NextSettlementLinesDocument = graphql(
  `
    query NextSettlementLines($input: NextSettlementInput!, $customerId: RecordId) {
      previewResellerSettlement(input: $input) {
        customers(customerId: $customerId) {
          lines {
            ...SettledLine
          }
        }
      }
    }
  `,
  [SettledLine],
);

export const SettlementsDocument = graphql(`
  query ResellerSettlements($partnerId: RecordId) {
    resellerSettlements(partnerId: $partnerId) {
      id
      number
      from
      through
      settledOn
      settledBy
      state
      payouts {
        id
        paidOn
        methodName
        reference
        takenBackOn
        takenBackReason
      }
      undoneOn
      undoneReason
      canUndo
      base {
        amount
        currency
      }
      share {
        amount
        currency
      }
      kept {
        amount
        currency
      }
    }
  }
`);

export const SettlementCustomersDocument = graphql(
  `
    query ResellerSettlementCustomers($id: RecordId!) {
      resellerSettlement(id: $id) {
        customers {
          ...SettledCustomer
        }
      }
    }
  `,
  [SettledCustomer],
);

export const SettlementLinesDocument = graphql(
  `
    query ResellerSettlementLines($id: RecordId!, $customerId: RecordId) {
      resellerSettlement(id: $id) {
        customers(customerId: $customerId) {
          lines {
            ...SettledLine
          }
        }
      }
    }
  `,
  [SettledLine],
);

export const PayoutMethodsDocument = graphql(`
  query PayoutMethods {
    paymentMethods {
      id
      name
      active
      ledgerAccount
    }
  }
`);

export const SetResellerTermsDocument = graphql(`
  mutation SetResellerTerms($input: SetResellerTermsInput!) {
    setResellerTerms(input: $input)
  }
`);

export const SettleResellerDocument = graphql(`
  mutation SettleReseller($input: SettleResellerInput!) {
    settleReseller(input: $input) {
      id
      number
    }
  }
`);

export const PayResellerDocument = graphql(`
  mutation PayReseller($input: PayResellerInput!) {
    payReseller(input: $input) {
      id
      number
    }
  }
`);

export const TakeBackPayoutDocument = graphql(`
  mutation TakeBackResellerPayout($input: TakeBackResellerPayoutInput!) {
    takeBackResellerPayout(input: $input) {
      id
      number
    }
  }
`);

export const UndoSettlementDocument = graphql(`
  mutation UndoResellerSettlement($input: UndoResellerSettlementInput!) {
    undoResellerSettlement(input: $input) {
      id
      number
    }
  }
`);

export type Reseller = ResultOf<typeof ResellersDocument>['resellers'][number];
export type Settlement = ResultOf<typeof SettlementsDocument>['resellerSettlements'][number];
export type SettledCustomerRow = ResultOf<typeof SettledCustomer>;
export type SettledLineRow = ResultOf<typeof SettledLine>;
