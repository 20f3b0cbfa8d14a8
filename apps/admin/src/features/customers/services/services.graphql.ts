import { graphql } from '@demarc/web-api';

export const OfferedPlansDocument = graphql(`
  query OfferedPlans {
    plans {
      id
      kind
      title
      unitPrice
      currency
      taxInclusive
      periodMonths
      contractMonths
      available
      active
      partnerIds
      taxRate {
        name
        percent
      }
    }
  }
`);

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

export const PreviewPlanChangeDocument = graphql(`
  query PreviewPlanChange($serviceId: RecordId!, $planId: RecordId!, $changeOn: LocalDate!, $unitPrice: Decimal) {
    previewPlanChange(serviceId: $serviceId, planId: $planId, changeOn: $changeOn, unitPrice: $unitPrice) {
      hash
      direction
      oldEndsOn
      newStartsOn
      credits {
        description
        from
        through
        gross {
          amount
          currency
        }
        why {
          english
        }
      }
      fee {
        description
        from
        through
        gross {
          amount
          currency
        }
        why {
          english
        }
      }
      charges {
        description
        from
        through
        gross {
          amount
          currency
        }
        why {
          english
        }
      }
      net {
        amount
        currency
      }
      balanceDueAfter {
        amount
        currency
      }
      creditBalanceAfter {
        amount
        currency
      }
    }
  }
`);

export const ChangePlanDocument = graphql(`
  mutation ChangePlan($input: ChangePlanInput!) {
    changePlan(input: $input) {
      oldServiceId
      net {
        amount
        currency
      }
      service {
        id
        planTitle
      }
    }
  }
`);

export const EditServiceDocument = graphql(`
  mutation EditService($input: EditServiceInput!) {
    editService(input: $input) {
      id
      unitPrice
      description
    }
  }
`);

export const EndServiceDocument = graphql(`
  mutation EndService($input: EndServiceInput!) {
    endService(input: $input) {
      id
      status
      endsOn
    }
  }
`);

export const PauseServiceDocument = graphql(`
  mutation PauseService($input: ServiceStepInput!) {
    pauseService(input: $input) {
      id
      status
    }
  }
`);

export const ResumeServiceDocument = graphql(`
  mutation ResumeService($input: ServiceStepInput!) {
    resumeService(input: $input) {
      id
      status
    }
  }
`);

export const ArchiveServiceDocument = graphql(`
  mutation ArchiveService($input: ServiceStepInput!) {
    archiveService(input: $input) {
      id
      status
    }
  }
`);
