import {
  EmptyState,
  ErrorState,
  FamilyTag,
  IpText,
  RelativeTime,
  Row,
  Section,
  Skeleton,
  Stack,
  type StatusFamily,
  Text,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { customerNetworkTexts } from './network-texts';
import { ConnectionsDocument } from './network.graphql';

type Connection = ResultOf<typeof ConnectionsDocument>['customer']['connections'][number];
const refreshMs = 15_000;

const families: Readonly<Record<Connection['state'], StatusFamily>> = {
  WORKING: 'good',
  ON_ITS_WAY: 'waiting',
  OFFLINE: 'attention',
  REFUSED: 'bad',
  BLOCKED: 'bad',
  CLOSED: 'off',
};

/** Why it is, or is not, working, in the server's words; asked for anew while it is looked at. */
export function ConnectionCard({ customerId }: { customerId: string }) {
  const t = useTexts(customerNetworkTexts);
  const { data, failure, retry } = useApiQuery(ConnectionsDocument, { id: customerId }, { refetchEveryMs: refreshMs });
  const connections = data?.customer.connections;
  return (
    <Section
      title={t('connection')}
      actions={<UiLink href={`/customers/${customerId}?tab=usage`}>{t('sessions')}</UiLink>}
    >
      {failure !== null && connections === undefined && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && connections === undefined && <Skeleton lines={3} />}
      {connections?.length === 0 && (
        <EmptyState compact title={t('noConnection')} description={t('noConnectionText')} />
      )}
      <Stack>
        {connections?.map((connection) => (
          <Verdict key={connection.serviceId} connection={connection} />
        ))}
      </Stack>
    </Section>
  );
}

function Verdict({
  connection: { state, login, sentence, advice, lastRejectAt, lastRejectCode, onlineSince },
}: {
  connection: Connection;
}) {
  const t = useTexts(customerNetworkTexts);
  return (
    <Stack gap="xs">
      <Row gap="xs">
        <FamilyTag family={families[state]}>{t(state)}</FamilyTag>
        <IpText value={login} />
      </Row>
      <Text>{sentence}</Text>
      {advice !== null && <Text tone="secondary">{advice}</Text>}
      {onlineSince === null && lastRejectAt !== null && (
        <Text size="small" tone="muted">
          {t('lastReject', { when: '' })}
          <RelativeTime value={lastRejectAt} />
          {lastRejectCode === null ? '' : ` · ${lastRejectCode}`}
        </Text>
      )}
    </Stack>
  );
}
