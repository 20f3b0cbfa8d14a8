import { graphql } from '@demarc/web-api';

export const LiftHoldDocument = graphql(`
  mutation LiftHold($input: LiftHoldInput!) {
    liftHold(input: $input)
  }
`);

export const PlaceHoldDocument = graphql(`
  mutation PlaceHold($input: PlaceHoldInput!) {
    placeHold(input: $input)
  }
`);

export const WaiveFeeDocument = graphql(`
  mutation WaiveFee($input: WaiveFeeInput!) {
    waiveFee(input: $input)
  }
`);

export const ProtectCustomerDocument = graphql(`
  mutation ProtectCustomer($input: ProtectCustomerInput!) {
    protectCustomer(input: $input)
  }
`);

export const PromiseToPayDocument = graphql(`
  mutation PromiseToPay($input: PromiseToPayInput!) {
    promiseToPay(input: $input) {
      promiseUntil
      status
    }
  }
`);

export const DeactivateCustomerDocument = graphql(`
  mutation DeactivateCustomer($input: CustomerStepInput!) {
    deactivateCustomer(input: $input) {
      id
      lifecycle
    }
  }
`);

export const ArchiveCustomerDocument = graphql(`
  mutation ArchiveCustomer($input: CustomerStepInput!) {
    archiveCustomer(input: $input) {
      id
      lifecycle
    }
  }
`);

export const RestoreCustomerDocument = graphql(`
  mutation RestoreCustomer($input: RestoreCustomerInput!) {
    restoreCustomer(input: $input) {
      id
      lifecycle
    }
  }
`);

export const SetPortalPasswordDocument = graphql(`
  mutation SetPortalPassword($input: SetPortalPasswordInput!) {
    setPortalPassword(input: $input) {
      id
      hasPassword
    }
  }
`);

export const WriteNoteDocument = graphql(`
  mutation WriteNote($input: WriteNoteInput!) {
    writeNote(input: $input)
  }
`);

export const ChangeCustomerDocument = graphql(`
  mutation ChangeCustomer($input: ChangeCustomerInput!) {
    changeCustomer(input: $input) {
      id
      revision
    }
  }
`);
