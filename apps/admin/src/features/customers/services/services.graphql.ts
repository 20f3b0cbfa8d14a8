import { graphql } from '@demarc/web-api';
import { PlannedLineFields } from '../../../previews/planned-line.graphql';

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
        notice {
          to
          subject
          text
          leaves
        }
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

export const PreviewAccessChangeDocument = graphql(`
  query PreviewAccessChange($serviceId: RecordId!, $planId: RecordId!) {
    previewAccessChange(serviceId: $serviceId, planId: $planId) {
      login
      address
      before {
        downloadKbps
        uploadKbps
      }
      after {
        downloadKbps
        uploadKbps
      }
      desired
      sessions {
        router
        does
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

export const PreviewRenewalDocument = graphql(
  `
    query PreviewRenewal($serviceId: RecordId!, $months: Int) {
      previewRenewal(serviceId: $serviceId, months: $months) {
        hash
        from
        through
        contractEndsOn
        endTakenBack
        priceTakenBack {
          from
          price {
            amount
            currency
          }
        }
        charges {
          ...PlannedLineFields
        }
        net {
          amount
          currency
        }
      }
    }
  `,
  [PlannedLineFields],
);

export const RenewContractDocument = graphql(`
  mutation RenewContract($input: RenewContractInput!) {
    renewContract(input: $input) {
      id
      contractEndsOn
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
