import { graphql } from '@demarc/web-api';

/** A service as the list of a customer and the panels on it need it. */
export const ServiceFields = graphql(`
  fragment ServiceFields on Service @_unmask {
    id
    number
    kind
    status
    description
    planId
    planTitle
    quantity
    unitPrice
    currency
    taxInclusive
    taxName
    periodMonths
    startsOn
    endsOn
    chargedThrough
    stillCharged
    bundleServiceId
    contractEndsOn
    contractOutcome
    contractAtEnd
    contractEndedOn
    prices {
      from
      unitPrice
    }
    discount {
      kind
      value
      from
      through
      text
    }
    gps
    customFields
    voice {
      number
      direction
      device
    }
  }
`);
