import { graphql } from '@demarc/web-api';

export const RoutersDocument = graphql(`
  query Routers {
    routers {
      id
      name
      partnerId
      locationId
      siteId
      downloadKbps
      uploadKbps
      vendor
      model
      address
      sources
      messageAuthenticator
      hasRadiusSecret
      isKnownOverTls
      coaPort
      interimSeconds
      active
      lastSeenAt
      unsignedSeenAt
      onlineSessions
      checks {
        kind
        state
      }
      createdAt
      revision
      options {
        blockBy
        blockedAddressList
        activeAddressList
        sessionTimeoutSeconds
        idleTimeoutSeconds
        explainRejects
        lineBy
        circuitFrom
        walledGardenSeconds
        walledGarden {
          list
          addressList
          pool
        }
      }
    }
  }
`);

export const NetworkPlacesDocument = graphql(`
  query NetworkPlaces($partners: Boolean!, $locations: Boolean!, $sites: Boolean!) {
    partners @include(if: $partners) {
      id
      name
    }
    locations @include(if: $locations) {
      id
      name
    }
    sites @include(if: $sites) {
      id
      name
    }
  }
`);

export const AddRouterDocument = graphql(`
  mutation AddRouter($input: AddRouterInput!) {
    addRouter(input: $input) {
      id
      name
    }
  }
`);

export const ChangeRouterDocument = graphql(`
  mutation ChangeRouter($input: ChangeRouterInput!) {
    changeRouter(input: $input) {
      id
      name
    }
  }
`);

export const RetireRouterDocument = graphql(`
  mutation RetireRouter($input: RouterStepInput!) {
    retireRouter(input: $input) {
      id
      name
    }
  }
`);

export const RevealRadiusSecretDocument = graphql(`
  mutation RevealRadiusSecret($input: RouterStepInput!) {
    revealRadiusSecret(input: $input) {
      secret
    }
  }
`);
