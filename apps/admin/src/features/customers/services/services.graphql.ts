import { graphql } from '@demarc/web-api';

export const OfferedPlansDocument = graphql(`
  query OfferedPlans($customerId: RecordId!) {
    plansOnOffer(customerId: $customerId) {
      id
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

export const PlannedLineFields = graphql(`
  fragment PlannedLineFields on PlannedLine @_unmask {
    description
    from
    through
    setting
    gross {
      amount
      currency
    }
    why {
      english
    }
  }
`);

export const PreviewPlanChangeDocument = graphql(
  `
    query PreviewPlanChange(
      $serviceId: RecordId!
      $planId: RecordId!
      $changeOn: LocalDate!
      $unitPrice: Decimal
      $options: PlanChangeOptionsInput
      $keepDiscounts: Boolean
    ) {
      previewPlanChange(
        serviceId: $serviceId
        planId: $planId
        changeOn: $changeOn
        unitPrice: $unitPrice
        options: $options
        keepDiscounts: $keepDiscounts
      ) {
        hash
        direction
        oldEndsOn
        newStartsOn
        oldUnitPrice
        newUnitPrice
        feeIsLater
        credits {
          ...PlannedLineFields
        }
        fee {
          ...PlannedLineFields
        }
        charges {
          ...PlannedLineFields
        }
        deferred {
          amount
          currency
        }
        net {
          amount
          currency
        }
        balanceDueBefore {
          amount
          currency
        }
        creditBalanceBefore {
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
  `,
  [PlannedLineFields],
);

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

export const PreviewEndDocument = graphql(
  `
    query PreviewEnd($serviceId: RecordId!, $endsOn: LocalDate!, $refund: EndRefund, $withFee: Boolean) {
      previewEnd(serviceId: $serviceId, endsOn: $endsOn, refund: $refund, withFee: $withFee) {
        hash
        endsOn
        refund
        isNever
        contractEndsOn
        credits {
          ...PlannedLineFields
        }
        fee {
          ...PlannedLineFields
        }
        lastCharges {
          ...PlannedLineFields
        }
        refundDue {
          amount
          currency
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
  `,
  [PlannedLineFields],
);

export const EndServiceDocument = graphql(`
  mutation EndService($input: EndServiceInput!) {
    endService(input: $input) {
      creditNoteId
      invoiceId
      service {
        id
        status
        endsOn
      }
    }
  }
`);

export const PreviewPauseDocument = graphql(
  `
    query PreviewPause($input: PauseServiceInput!) {
      previewPause(input: $input) {
        hash
        from
        through
        billing
        credits {
          ...PlannedLineFields
        }
        charges {
          ...PlannedLineFields
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
  `,
  [PlannedLineFields],
);

export const PauseServiceDocument = graphql(`
  mutation PauseService($input: PauseServiceInput!) {
    pauseService(input: $input) {
      id
      status
      planTitle
    }
  }
`);

export const ResumeServiceDocument = graphql(`
  mutation ResumeService($input: ResumeServiceInput!) {
    resumeService(input: $input) {
      id
      status
    }
  }
`);

export const ServiceChangesDocument = graphql(`
  query ServiceChanges($id: RecordId!) {
    customer(id: $id) {
      id
      planChanges {
        id
        oldServiceId
        newServiceId
        oldPlanTitle
        newPlanTitle
        changeOn
        state
        reason
        madeBy
        madeAt
        undoneBy
        undoneAt
        undoReason
        net {
          amount
          currency
        }
      }
      servicePauses {
        id
        serviceId
        from
        through
        billing
        reason
        madeBy
      }
    }
  }
`);

export const PreviewUndoPlanChangeDocument = graphql(
  `
    query PreviewUndoPlanChange($planChangeId: RecordId!) {
      previewUndoPlanChange(planChangeId: $planChangeId) {
        hash
        feeIsCancelled
        credits {
          ...PlannedLineFields
        }
        charges {
          ...PlannedLineFields
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
  `,
  [PlannedLineFields],
);

export const UndoPlanChangeDocument = graphql(`
  mutation UndoPlanChange($input: UndoPlanChangeInput!) {
    undoPlanChange(input: $input) {
      planChangeId
      service {
        id
        planTitle
      }
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
