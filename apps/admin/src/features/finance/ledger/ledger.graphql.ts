import { graphql, type ResultOf } from '@demarc/web-api';

export const BalanceCheckDocument = graphql(`
  query BalanceCheck($customerId: RecordId) {
    balanceCheck(customerId: $customerId) {
      currency
      shown
      ledger
      documents
      differing
      agrees
    }
  }
`);

export const ChartDocument = graphql(`
  query Chart($plans: Boolean!) {
    ledgerAccounts {
      code
      name
      kind
      ownCode
      added
      active
      revision
    }
    revenueMappings {
      id
      fromAccount
      planId
      planTitle
      accountCode
    }
    plans @include(if: $plans) {
      id
      title
    }
  }
`);

export const EditLedgerAccountDocument = graphql(`
  mutation EditLedgerAccount($input: EditLedgerAccountInput!) {
    editLedgerAccount(input: $input) {
      code
    }
  }
`);

export const AddRevenueAccountDocument = graphql(`
  mutation AddRevenueAccount($input: AddRevenueAccountInput!) {
    addRevenueAccount(input: $input) {
      code
    }
  }
`);

export const MapRevenueDocument = graphql(`
  mutation MapRevenue($input: MapRevenueInput!) {
    mapRevenue(input: $input) {
      accountCode
    }
  }
`);

export type Chart = ResultOf<typeof ChartDocument>;
export type LedgerAccount = Chart['ledgerAccounts'][number];
export type RevenueMapping = Chart['revenueMappings'][number];
