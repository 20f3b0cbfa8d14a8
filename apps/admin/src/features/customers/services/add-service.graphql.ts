import { graphql } from '@demarc/web-api';
import { PlannedLineFields } from '../../../previews/planned-line.graphql';
import { CustomFieldRuleFields } from '../custom-field.graphql';

export const OfferedPlansDocument = graphql(
  `
    query OfferedPlans($customerId: RecordId!) {
      customFields(entity: SERVICE) {
        ...CustomFieldRuleFields
      }
      plansOnOffer(customerId: $customerId) {
        id
      }
      sold: plansOnOffer(customerId: $customerId, oneTime: true) {
        id
        title
        unitPrice
        currency
      }
      plans {
        id
        kind
        title
        unitPrice
        currency
        taxInclusive
        periodMonths
        contractMonths
        bundledPlanIds
        available
        active
        partnerIds
        taxRate {
          name
          percent
        }
      }
    }
  `,
  [CustomFieldRuleFields],
);

export const AddServiceDocument = graphql(`
  mutation AddService($input: AddServiceInput!) {
    addService(input: $input) {
      id
      number
      planTitle
      status
    }
  }
`);

export const PreviewAddServiceDocument = graphql(
  `
    query PreviewAddService($input: AddServiceInput!) {
      previewAddService(input: $input) {
        hash
        startsOn
        billingFrom
        contractEndsOn
        isPending
        contains
        bills {
          kind
          on
          lines {
            ...PlannedLineFields
          }
          own {
            amount
            currency
          }
          gross {
            amount
            currency
          }
        }
        waiting {
          description
          quantity
          unitPrice
        }
      }
    }
  `,
  [PlannedLineFields],
);

export const ServiceFieldRulesDocument = graphql(
  `
    query ServiceFieldRules {
      customFields(entity: SERVICE) {
        ...CustomFieldRuleFields
      }
    }
  `,
  [CustomFieldRuleFields],
);

export const EditServiceDocument = graphql(`
  mutation EditService($input: EditServiceInput!) {
    editService(input: $input) {
      id
      unitPrice
      description
    }
  }
`);
