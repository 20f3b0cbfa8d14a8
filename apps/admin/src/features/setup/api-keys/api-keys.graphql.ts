import { graphql } from '@demarc/web-api';

export const ApiKeysDocument = graphql(`
  query ApiKeys {
    apiKeys {
      id
      name
      prefix
      permissions
      everyPartner
      partnerIds
      networks
      createdAt
      createdBy
      expiresAt
      lastUsedAt
      revokedAt
    }
  }
`);

export const KeyRightsDocument = graphql(`
  query KeyRights {
    permissionCatalogue {
      permission
      name
      area
      sentence
    }
  }
`);

export const CreateApiKeyDocument = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      apiKeyId
      secret
    }
  }
`);

export const RevokeApiKeyDocument = graphql(`
  mutation RevokeApiKey($input: ApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKeyId
    }
  }
`);
