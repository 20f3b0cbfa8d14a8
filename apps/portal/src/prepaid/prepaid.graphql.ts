import { graphql } from '@demarc/web-api';

export const PortalPrepaidDocument = graphql(`
  query PortalPrepaid {
    me {
      id
      prepaid {
        cost {
          amount
          currency
        }
        expiresOn
        lastsThrough
        daysLeft
        missing {
          amount
          currency
        }
        isBlocked
        invoice
        toBeInvoiced {
          amount
          currency
        }
      }
      accountLinks {
        customerId
        mainCustomerId
        label
        mainLabel
        mode
        from
        through
      }
    }
  }
`);
