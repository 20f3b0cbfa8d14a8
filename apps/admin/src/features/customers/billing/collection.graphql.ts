import { graphql, type ResultOf } from '@demarc/web-api';

export const DepositsDocument = graphql(`
  query Deposits($id: RecordId!) {
    customer(id: $id) {
      id
      deposits {
        id
        receiptNumber
        takenOn
        takenBy
        methodName
        note
        amount {
          amount
          currency
        }
        left {
          amount
          currency
        }
        receiptUrl
        steps {
          receiptUrl
          kind
          on
          by
          reason
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`);

export const PromisesDocument = graphql(`
  query Promises($id: RecordId!) {
    customer(id: $id) {
      id
      promises {
        id
        kind
        untilOn
        byCustomer
        note
        madeOn
        madeBy
        status
        endedOn
        amount {
          amount
          currency
        }
      }
    }
  }
`);

export const FeesDocument = graphql(`
  query Fees($id: RecordId!) {
    customer(id: $id) {
      id
      fees {
        id
        kind
        title
        forDate
        status
        invoiceId
        invoiceNumber
        waivedBy
        waivedReason
        amount {
          amount
          currency
        }
      }
    }
  }
`);

export const TakeDepositDocument = graphql(`
  mutation TakeDeposit($input: TakeDepositInput!) {
    takeDeposit(input: $input)
  }
`);

export const UseDepositDocument = graphql(`
  mutation UseDeposit($input: UseDepositInput!) {
    useDeposit(input: $input)
  }
`);

export const GiveBackDepositDocument = graphql(`
  mutation GiveBackDeposit($input: GiveBackDepositInput!) {
    giveBackDeposit(input: $input)
  }
`);

export const ForfeitDepositDocument = graphql(`
  mutation ForfeitDeposit($input: ForfeitDepositInput!) {
    forfeitDeposit(input: $input)
  }
`);

export type Deposit = ResultOf<typeof DepositsDocument>['customer']['deposits'][number];
export type Fee = ResultOf<typeof FeesDocument>['customer']['fees'][number];
