import { useState } from 'react';
import {
  Button,
  ButtonLink,
  EmptyState,
  EntityLink,
  Notice,
  NumberText,
  RelativeTime,
  Section,
  SimpleTable,
  Text,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { Acknowledge } from '../monitoring/acknowledge';
import { monitoringTexts } from '../monitoring/monitoring-texts';
import type { Down } from './noc.graphql';
import { nocTexts } from './noc-texts';

const namedHidden = 3;

export interface DownListProps {
  readonly rows: readonly Down[];
  readonly watched: number;
  /** Something is down, and the filter hides it. */
  readonly isFiltered: boolean;
}

/** What to look at, by the customers hit; what follows from it stands with it. */
export function DownList({ rows, watched, isFiltered }: DownListProps) {
  const t = useTexts(nocTexts);
  // Good news takes one line, and leaves the room to the map.
  if (rows.length === 0 && watched > 0 && !isFiltered) return <Notice family="good">{t('nothingDown')}</Notice>;
  return (
    <Section title={t('downNow')} flush={rows.length > 0}>
      <SimpleTable
        label={t('downNow')}
        rows={rows}
        rowId={({ deviceId }) => deviceId}
        empty={<Nothing isFiltered={isFiltered} />}
        columns={[
          { id: 'device', header: t('device'), cell: (row) => <What row={row} /> },
          {
            id: 'hit',
            header: t('hit'),
            align: 'end',
            cell: ({ customersHit }) => <NumberText value={customersHit} />,
          },
          {
            id: 'since',
            header: t('sinceWhen'),
            cell: ({ since }) => (since === null ? '–' : <RelativeTime value={since} />),
          },
          { id: 'do', header: t('do'), cell: (row) => <Handling row={row} /> },
        ]}
      />
    </Section>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts(nocTexts);
  if (isFiltered) return <EmptyState compact title={t('noneShown')} />;
  return (
    <EmptyState
      compact
      title={t('nothingWatched')}
      description={t('nothingWatchedText')}
      action={<ButtonLink href="/network/monitoring">{t('toMonitoring')}</ButtonLink>}
    />
  );
}

function What({ row: { deviceId, name, siteName, hides, hidesDown } }: { row: Down }) {
  const t = useTexts(nocTexts);
  const names = hides.slice(0, namedHidden).join(', ');
  const hidden =
    hidesDown > namedHidden ? t('hidesMore', { names, count: hidesDown - namedHidden }) : t('hides', { names });
  return (
    <div>
      <EntityLink href={`/network/monitoring/${deviceId}`}>{name}</EntityLink>{' '}
      <Text as="span" size="small" tone="secondary">
        {[siteName === name ? null : siteName, hidesDown > 0 ? hidden : null].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}

function Handling({ row: { alertId, acknowledgedBy, note, name } }: { row: Down }) {
  const t = useTexts(nocTexts);
  const monitoring = useTexts(monitoringTexts);
  const { can } = useSession();
  const [isAsking, setAsking] = useState(false);
  if (acknowledgedBy !== null)
    return <Text size="small">{[t('ackedBy', { name: acknowledgedBy }), note].filter(Boolean).join(': ')}</Text>;
  if (alertId === null)
    return (
      <Text size="small" tone="secondary">
        {t('notRaised')}
      </Text>
    );
  if (!can('networking.alert.handle')) return null;
  return (
    <>
      <Button size="small" aria-label={monitoring('ackOf', { said: name })} onClick={() => setAsking(true)}>
        {monitoring('ack')}
      </Button>
      {isAsking && <Acknowledge alertId={alertId} said={name} onClose={() => setAsking(false)} />}
    </>
  );
}
