import { graphql, type ResultOf } from '@demarc/web-api';

export const AllowanceFields = graphql(`
  fragment AllowanceFields on Allowance @_unmask {
    serviceId
    now {
      why
      until
      isBlocked
      steps {
        by
      }
    }
    quota {
      totalOctets
      usedOctets
      sparedOctets
      leftOctets
      isUsedUp
      binaryUnits
      periodStartsOn
      nextPeriodOn
      automaticTopUps
    }
    grants {
      id
      kind
      octets
      usedOctets
      lastOn
      reason
      givenBy
      givenAt
      takenBackAt
    }
    offers {
      planId
      title
      unitPrice
      currency
      octets
      periods
    }
  }
`);

export const AllowancesDocument = graphql(
  `
    query Allowances($id: RecordId!) {
      customer(id: $id) {
        id
        services {
          id
          description
          status
          allowance {
            ...AllowanceFields
          }
        }
      }
    }
  `,
  [AllowanceFields],
);

export const BuyTopUpDocument = graphql(`
  mutation BuyTopUp($input: BuyTopUpInput!) {
    buyTopUp(input: $input) {
      serviceId
    }
  }
`);

export const GiveDataDocument = graphql(`
  mutation GiveData($input: GiveDataInput!) {
    giveData(input: $input) {
      serviceId
    }
  }
`);

export const TakeBackDataDocument = graphql(`
  mutation TakeBackData($input: TakeBackDataInput!) {
    takeBackData(input: $input) {
      serviceId
    }
  }
`);

export const UndoTakeBackDocument = graphql(`
  mutation UndoTakeBack($input: UndoTakeBackInput!) {
    undoTakeBack(input: $input) {
      serviceId
    }
  }
`);

export const PreviewTakeBackDocument = graphql(`
  query PreviewTakeBack($input: TakeBackWishInput!) {
    previewTakeBack(input: $input) {
      refund
      amount
      currency
      lines {
        kind
        description
        invoiceNumber
        amount
      }
    }
  }
`);

export type ServiceWithAllowance = ResultOf<typeof AllowancesDocument>['customer']['services'][number];
