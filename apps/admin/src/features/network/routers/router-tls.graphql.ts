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
        certificateFingerprint
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
    revokedCertificates(routerId: $id) {
      fingerprint
      subject
      reason
      revokedAt
      revokedBy
    }
  }
`);

export const RevokeCertificateDocument = graphql(`
  mutation RevokeCertificate($input: RevokeCertificateInput!) {
    revokeCertificate(input: $input) {
      fingerprint
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

export type RevokedCertificate = ResultOf<typeof RouterTlsDocument>['revokedCertificates'][number];
export type RouterTlsState = ResultOf<typeof RouterTlsDocument>['router']['tls'];
