import { graphql } from '@demarc/web-api';

export const OwnDataDocument = graphql(`
  query OwnData {
    me {
      id
      services {
        id
        description
        allowance {
          serviceId
          now {
            why
            until
            isBlocked
            steps {
              by
              blocks
            }
          }
          quota {
            totalOctets
            usedOctets
            sparedOctets
            leftOctets
            nextPeriodOn
          }
          offers {
            planId
            title
            unitPrice
            currency
            octets
          }
        }
      }
    }
  }
`);

export const BuyOwnDataDocument = graphql(`
  mutation BuyOwnData($input: BuyTopUpInput!) {
    buyTopUp(input: $input) {
      serviceId
    }
  }
`);
