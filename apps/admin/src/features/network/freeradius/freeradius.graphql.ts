import { graphql, type ResultOf } from '@demarc/web-api';

export const FreeradiusDocument = graphql(`
  query Freeradius {
    freeradius {
      rest
      sql
      changedAt
      restUser
      restUri
      restListens
      restAskedAt
      restAsked
      sqlLoginAt
      sqlLogin
      sqlReply
      sqlWaiting
      routers
      passwords
    }
  }
`);

export const PreviewFreeradiusDocument = graphql(`
  query PreviewFreeradius($rest: Boolean, $sql: Boolean) {
    previewFreeradius(rest: $rest, sql: $sql) {
      seen
      effects
    }
  }
`);

export const SwitchFreeradiusDocument = graphql(`
  mutation SwitchFreeradius($input: SwitchFreeradiusInput!) {
    switchFreeradius(input: $input) {
      configuration
      hasRouters
    }
  }
`);

export type FreeradiusMode = ResultOf<typeof FreeradiusDocument>['freeradius'];
