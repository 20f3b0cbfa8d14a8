import { graphql, type ResultOf } from '@demarc/web-api';

export const RouterTlsDocument = graphql(`
  query RouterTls($id: RecordId!) {
    router(id: $id) {
      id
      posture {
        routerId
        tlsPort
      }
      tls {
        fingerprints
        names
        changes
        isOnly
        certificateSubject
        certificateExpiresAt
        lastConnectedAt
        connections {
          address
          protocol
          certificateSubject
          fingerprint
          connectedAt
          heardAt
        }
      }
    }
  }
`);

export const RadsecStrangersDocument = graphql(`
  query RadsecStrangers {
    radsecStrangers {
      at
      address
      sentence
      detail
      fingerprint
    }
  }
`);

export const SetRouterTlsDocument = graphql(`
  mutation SetRouterTls($input: SetRouterTlsInput!) {
    setRouterTls(input: $input) {
      id
    }
  }
`);

export type RouterTlsState = ResultOf<typeof RouterTlsDocument>['router']['tls'];
