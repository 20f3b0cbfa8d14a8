import { graphql, type ResultOf } from '@demarc/web-api';

export const PosturesDocument = graphql(`
  query Postures {
    routerPostures {
      routerId
      name
      revision
      verdict
      transport
      policy
      lastSeenAt
      signedSince
      unsignedSeenAt
      unsignedRefusedAt
      secretStrength
      secretLength
      secretSharedWith
      connectedSince
      certificateExpiresAt
      findings {
        subject
        state
        code
        sentence
        advice
      }
    }
  }
`);

export const RouterPostureDocument = graphql(`
  query RouterPosture($id: RecordId!) {
    router(id: $id) {
      id
      posture {
        routerId
        revision
        verdict
        policy
        tlsPort
        findings {
          subject
          state
          code
          sentence
          advice
        }
      }
    }
  }
`);

export const SetSigningPolicyDocument = graphql(`
  mutation SetSigningPolicy($input: SetSigningPolicyInput!) {
    setSigningPolicy(input: $input) {
      id
    }
  }
`);

export const PreviewRequireSigningDocument = graphql(`
  query PreviewRequireSigning($days: Int!) {
    previewRequireSigning(days: $days) {
      routerId
      name
      revision
      policy
      outlook
      sentence
      signedSince
      unsignedSeenAt
    }
  }
`);

export const RequireSigningDocument = graphql(`
  mutation RequireSigning($input: RequireSigningInput!) {
    requireSigning(input: $input)
  }
`);

export type PostureRow = ResultOf<typeof PosturesDocument>['routerPostures'][number];
export type Finding = PostureRow['findings'][number];
export type Forecast = ResultOf<typeof PreviewRequireSigningDocument>['previewRequireSigning'][number];
