import { graphql } from '@demarc/web-api';
import { ServiceFields } from '../services/service-fields.graphql';

/** Everything that stays in place while the tabs change, and the overview. Parts that the person may not see are not asked for. */
export const CustomerDocument = graphql(
  `
    query Customer($id: RecordId!, $money: Boolean!, $services: Boolean!, $invoices: Boolean!) {
      customer(id: $id) {
        id
        number
        name
        category
        lifecycle
        revision
        login
        email
        billingEmail
        phones
        contactPerson
        street
        city
        zip
        country
        gps
        vatId
        language
        companyNumber
        identityDocument
        bornOn
        hasPassword
        addedByName
        createdAt
        customFields
        partner {
          id
          name
        }
        location {
          id
          name
        }
        parent {
          id
          number
          name
        }
        subAccounts {
          id
          number
          name
        }
        account @include(if: $money) {
          balanceDue {
            amount
            currency
          }
          creditBalance {
            amount
            currency
          }
          standing
          standingSince
          status
          promiseUntil
          openHolds
          billingType
          billingDay
          periodMonths
          mode
          dueDays
          blockingDays
          deactivationDays
          minimumBalance {
            amount
            currency
          }
          billingEnabled
          autoInvoice
          proformas
          proformaDay
          proformaMonths
          taxExempt
        }
        holds @include(if: $money) {
          id
          reason
          placedBy
          placedAt
          liftedAt
        }
        whatHappensNext @include(if: $money) {
          standing
          next {
            kind
            on
            hour
            dueOn
            title
            invoiceId
            serviceId
            feeRuleId
            occurrence
            amount {
              amount
              currency
            }
          }
          protectedReason
          protectedUntil
          reconnectionFee {
            amount
            currency
          }
          toRestore {
            amount
            currency
          }
        }
        services @include(if: $services) {
          ...ServiceFields
        }
      }
      invoices(customerId: $id, openOnly: true, first: 20) @include(if: $invoices) {
        nodes {
          id
          number
          kind
          overdue
          dueOn
          open {
            amount
            currency
          }
        }
      }
    }
  `,
  [ServiceFields],
);
