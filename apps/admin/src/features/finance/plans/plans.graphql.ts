import { graphql } from '@demarc/web-api';

export const PlansDocument = graphql(`
  query PlanList($archived: Boolean!, $kind: PlanKind, $search: String) {
    plans(archived: $archived, kind: $kind, search: $search) {
      id
      title
      serviceDescription
      kind
      unitPrice
      currency
      taxInclusive
      periodMonths
      contractMonths
      available
      active
      services
      partnerId
      partnerIds
      bundledPlanIds
      taxRate {
        id
        name
        percent
      }
    }
  }
`);

export const PlanChoicesDocument = graphql(`
  query PlanChoices {
    taxRates {
      id
      name
    }
    plans {
      id
      title
      kind
    }
  }
`);

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
