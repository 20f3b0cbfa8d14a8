import { graphql } from '@demarc/web-api';

export const AccessTroubleDocument = graphql(`
  query AccessTroubleList($trouble: AccessTrouble!, $names: Boolean!) {
    accessTrouble(trouble: $trouble) {
      serviceId
      customerId
      customer @include(if: $names) {
        name
        number
      }
      login
      circuitId
      lineDevice
      lineDeviceBefore
      lineDeviceAt
      refusedDevice
      refusedDeviceAt
      desired
      reason
      desiredAt
      convergedAt
      cause
    }
  }
`);

export const AccessBrakeDocument = graphql(`
  query AccessBrake {
    accessBrake {
      percent
      windowMinutes
      atLeast
      held
    }
  }
`);

export const LetClosingsThroughDocument = graphql(`
  mutation LetClosingsThrough($input: LetClosingsThroughInput!) {
    letClosingsThrough(input: $input)
  }
`);

export const SetAccessBrakeDocument = graphql(`
  mutation SetAccessBrake($input: SetAccessBrakeInput!) {
    setAccessBrake(input: $input) {
      percent
      windowMinutes
      atLeast
    }
  }
`);

export const AccessActionsDocument = graphql(`
  query AccessActions($names: Boolean!) {
    accessActions(first: 50) {
      nodes {
        id
        customerId
        customer @include(if: $names) {
          name
          number
        }
        routerName
        kind
        purpose
        state
        attempts
        errorCause
        elapsedMs
        request
        requestedBy
        requestedAt
      }
    }
  }
`);
