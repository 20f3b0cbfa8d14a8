import { graphql, type ResultOf } from '@demarc/web-api';

export const ProvidersDocument = graphql(`
  query PaymentProviders {
    paymentProviders {
      id
      name
      provider
      mode
      active
      keyHint
      webhookSecrets
      partnerId
      connectedAt
      connectedBy
    }
  }
`);

export const NoticesDocument = graphql(`
  query ProviderNotices($state: ProviderNoticeState, $after: String, $first: Int!) {
    providerNotices(state: $state, after: $after, first: $first) {
      nodes {
        accountId
        eventId
        kind
        provider
        state
        fault
        receivedAt
        finishedAt
        customerId
        paymentId
        checkoutId
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      totalCount
      totalIsExact
    }
  }
`);

export const ConnectProviderDocument = graphql(`
  mutation ConnectPaymentProvider($input: ConnectProviderInput!) {
    connectPaymentProvider(input: $input)
  }
`);

export const DisconnectProviderDocument = graphql(`
  mutation DisconnectPaymentProvider($input: DisconnectProviderInput!) {
    disconnectPaymentProvider(input: $input)
  }
`);

export const ReplaceWebhookSecretsDocument = graphql(`
  mutation ReplaceWebhookSecrets($input: ReplaceWebhookSecretsInput!) {
    replaceWebhookSecrets(input: $input)
  }
`);

export const RetryNoticeDocument = graphql(`
  mutation RetryProviderNotice($input: RetryNoticeInput!) {
    retryProviderNotice(input: $input)
  }
`);

export type Provider = ResultOf<typeof ProvidersDocument>['paymentProviders'][number];
