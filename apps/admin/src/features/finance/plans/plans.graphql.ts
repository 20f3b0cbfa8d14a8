import { graphql } from '@demarc/web-api';
import { CustomFieldRuleFields } from '../../customers/custom-field.graphql';

export const PlanFields = graphql(`
  fragment PlanFields on Plan @_unmask {
    id
    title
    serviceDescription
    kind
    unitPrice
    currency
    taxInclusive
    periodMonths
    periodWeeks
    prepaidDays
    contractMonths
    contractRenews
    contractAtEnd
    autoReactivate
    activationFee
    activationFeeWhen
    endFee
    earlyEndFee
    changeFee
    firstMonths
    firstMonthsKind
    firstMonthsValue
    selfChangePlanIds
    available
    active
    services
    partnerId
    partnerIds
    billingTypes
    customerCategories
    locationIds
    bundledPlanIds
    voiceKind
    customFields
    taxRate {
      id
      name
      percent
    }
  }
`);

export const PlansDocument = graphql(
  `
    query PlanList($archived: Boolean!, $kind: PlanKind, $search: String) {
      plans(archived: $archived, kind: $kind, search: $search) {
        ...PlanFields
      }
      planFigures {
        planId
        monthly {
          amount
          currency
        }
      }
    }
  `,
  [PlanFields],
);

export const PlanDocument = graphql(
  `
    query Plan($id: RecordId!) {
      plan(id: $id) {
        ...PlanFields
        prices {
          from
          unitPrice
        }
      }
      planFigures(planId: $id) {
        services
        ownPrices
        monthly {
          amount
          currency
        }
      }
      customFields: planFields {
        ...CustomFieldRuleFields
      }
      priceChanges(planId: $id) {
        id
        reach
        from
        priceBefore
        unitPrice
        serviceDescription
        status
        touched
        done
        skipped
        createdBy
        createdAt
        monthly {
          amount
          currency
        }
      }
    }
  `,
  [PlanFields, CustomFieldRuleFields],
);

export const PlanChoicesDocument = graphql(
  `
    query PlanChoices($locations: Boolean!) {
      taxRates {
        id
        name
      }
      plans {
        id
        title
        kind
      }
      locations @include(if: $locations) {
        id
        name
      }
      customFields: planFields {
        ...CustomFieldRuleFields
      }
    }
  `,
  [CustomFieldRuleFields],
);

export const CreatePlanDocument = graphql(`
  mutation CreatePlan($input: CreatePlanInput!) {
    createPlan(input: $input) {
      id
      title
    }
  }
`);

export const EditPlanDocument = graphql(`
  mutation EditPlan($input: EditPlanInput!) {
    editPlan(input: $input) {
      id
      title
    }
  }
`);

export const ArchivePlanDocument = graphql(`
  mutation ArchivePlan($input: ArchivePlanInput!) {
    archivePlan(input: $input) {
      id
      active
    }
  }
`);

export const RestorePlanDocument = graphql(`
  mutation RestorePlan($input: ArchivePlanInput!) {
    restorePlan(input: $input) {
      id
      active
    }
  }
`);

export const PreviewPriceChangeDocument = graphql(`
  query PreviewPriceChange($input: PriceChangeInput!, $after: String) {
    previewPriceChange(input: $input, first: 100, after: $after) {
      hash
      priceBefore
      touched
      customers
      hasMore
      endCursor
      monthly {
        amount
        currency
      }
      rows {
        serviceId
        number
        oldPrice
        newPrice
        oldDescription
        newDescription
        from
        customer {
          id
          name
          number
        }
      }
    }
  }
`);

export const ChangePlanPriceDocument = graphql(`
  mutation ChangePlanPrice($input: ApplyPriceChangeInput!) {
    changePlanPrice(input: $input) {
      id
      touched
    }
  }
`);

export const PriceChangeItemsDocument = graphql(`
  query PriceChangeItems($id: RecordId!, $after: String) {
    priceChangeItems(id: $id, first: 100, after: $after) {
      totalCount
      totalIsExact
      nodes {
        serviceId
        number
        oldPrice
        newPrice
        oldDescription
        newDescription
        from
        state
        resultCode
        customer {
          id
          name
          number
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
