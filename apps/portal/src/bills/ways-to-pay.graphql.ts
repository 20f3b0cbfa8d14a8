import { graphql } from '@demarc/web-api';

export const WaysToPayDocument = graphql(`
  query PortalWaysToPay {
    me {
      id
      number
      waysToPay {
        online
        payee
        bankName
        bankAccount
        phone
        email
      }
    }
  }
`);
