import {
  ButtonLink,
  Columns,
  EmptyState,
  EntityLink,
  ErrorState,
  Meter,
  Row,
  Section,
  SimpleTable,
  Stack,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { AlertList } from '../network/monitoring/alert-list';
import { DownList } from '../network/overview/down-list';
import { NocCounters } from '../network/overview/noc-counters';
import { homeTexts } from './home-texts';
import { NetworkNowDocument, PoolFullnessDocument } from './network-now.graphql';

type Now = ResultOf<typeof NetworkNowDocument>['networkNow'];

const refreshMs = 15_000;
const shownPools = 8;

/** What is down and whom it hits, what is full, and who moves most: for those who watch the network. */
export function NetworkNow() {
  const t = useTexts(homeTexts);
  const { data, failure, retry } = useApiQuery(NetworkNowDocument, {}, { refetchEveryMs: refreshMs });
  const { can } = useSession();
  if (failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return null;
  const { networkNow: now, alerts } = data;
  return (
    <Stack>
      <Row>
        <ButtonLink href="/network/overview">{t('toMap')}</ButtonLink>
        <ButtonLink href="/network/overview?view=wall">{t('toWall')}</ButtonLink>
      </Row>
      <NocCounters now={now} />
      <Columns min="lg">
        <DownList rows={now.down} watched={now.devices} isFiltered={false} />
        <Section title={t('alerts')} flush>
          <AlertList alerts={alerts} isOpen />
        </Section>
        {can('networking.pool.view') && <PoolFullness />}
        <Talkers rows={now.talkers} />
      </Columns>
    </Stack>
  );
}

/** The fullest first. */
function PoolFullness() {
  const t = useTexts(homeTexts);
  const { data } = useApiQuery(PoolFullnessDocument, {}, { refetchEveryMs: 60_000 });
  const pools = (data?.addressPools ?? [])
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.assigned / b.size - a.assigned / a.size)
    .slice(0, shownPools);
  return (
    <Section title={t('pools')}>
      {pools.length === 0 ? (
        <EmptyState compact title={t('noPools')} />
      ) : (
        <Stack>
          {pools.map(({ id, name, prefix, assigned, size }) => (
            <Meter
              key={id}
              label={`${name} ${prefix}`}
              value={assigned}
              max={size}
              warnAt={0.9}
              showLabel
              showFigures
            />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Talkers({ rows }: { rows: Now['talkers'] }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  return (
    <Section title={t('talkers')} flush={rows.length > 0}>
      <SimpleTable
        label={t('talkers')}
        rows={rows}
        rowId={({ serviceId, login }) => `${serviceId} ${login ?? ''}`}
        empty={<EmptyState compact title={t('noTalkers')} />}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: ({ customerId, customerName, login }) => (
              <EntityLink href={`/customers/${customerId}?tab=network`}>
                {[customerName, login].filter(Boolean).join(' · ')}
              </EntityLink>
            ),
          },
          { id: 'down', header: '↓', align: 'end', cell: ({ downloadBps }) => format.rate(downloadBps / 1_000) },
          { id: 'up', header: '↑', align: 'end', cell: ({ uploadBps }) => format.rate(uploadBps / 1_000) },
        ]}
      />
    </Section>
  );
}
