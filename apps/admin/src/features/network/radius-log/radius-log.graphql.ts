import { graphql } from '@demarc/web-api';

export const RadiusLogDocument = graphql(`
  query RadiusLog(
    $first: Int!
    $login: String
    $routerId: RecordId
    $outcome: LoginOutcome
    $code: String
    $device: String
    $customerId: RecordId
    $isOfStaff: Boolean
    $names: Boolean!
  ) {
    radiusLog(
      first: $first
      login: $login
      routerId: $routerId
      outcome: $outcome
      code: $code
      device: $device
      customerId: $customerId
      isOfStaff: $isOfStaff
    ) {
      nodes {
        id
        at
        outcome
        code
        sentence
        fix
        method
        event
        checks {
          name
          state
          sentence
        }
        routerId
        routerName
        sourceAddress
        login
        customerId
        customer @include(if: $names) {
          name
          number
        }
        callingStation
        nasPort
        line
        staffId
        staffName
        isSigned
        isOverTls
        detail
      }
      totalCount
      totalIsExact
    }
  }
`);
