import { graphql } from '@demarc/web-api';

export const PrepaidDocument = graphql(`
  query CustomerPrepaid($id: RecordId!) {
    customer(id: $id) {
      id
      prepaid {
        cost {
          amount
          currency
        }
        periodsLeft
        expiresOn
        lastsThrough
        daysLeft
        missing {
          amount
          currency
        }
        expiryDayServed
        isBlocked
        invoice
        toBeInvoiced {
          amount
          currency
        }
        services {
          serviceId
          description
          expiresOn
          isServed
        }
      }
    }
  }
`);

export const ChargePrepaidDocument = graphql(`
  mutation ChargePrepaid($input: ChargePrepaidInput!) {
    chargePrepaid(input: $input)
  }
`);
