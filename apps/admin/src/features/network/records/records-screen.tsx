import { useState } from 'react';
import { Button, BytesText, DateText, ErrorState, Page, Section, SimpleTable, Skeleton, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { useApiQuery } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { KeepRecords } from './keep-records';
import { NetworkRecordsDocument } from './records.graphql';
import { recordsTexts } from './records-texts';

export type Records = ResultOf<typeof NetworkRecordsDocument>['networkRecords'];
type Stored = Records['stored'][number];

export function RecordsScreen() {
  const t = useTexts(recordsTexts);
  return (
    <Guarded title={t('title')} needs={['networking.retention.manage']}>
      <NetworkRecords />
    </Guarded>
  );
}

function NetworkRecords() {
  const t = useTexts(recordsTexts);
  const [asked, setAsked] = useState(false);
  const { data, status, failure, retry } = useApiQuery(NetworkRecordsDocument, {});
  const records = data?.networkRecords;
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        <Button tone="primary" onClick={() => setAsked(true)}>
          {t('change')}
        </Button>
      }
    >
      {status === 'loading' && <Skeleton lines={6} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {records && (
        <Section flush>
          <StoredTable records={records} />
        </Section>
      )}
      {records && asked && <KeepRecords kept={records.kept} onClose={() => setAsked(false)} />}
    </Page>
  );
}

function StoredTable({ records: { kept, stored } }: { records: Records }) {
  const t = useTexts(recordsTexts);
  return (
    <SimpleTable
      label={t('title')}
      rows={stored}
      rowId={({ kind }) => kind}
      columns={[
        { id: 'what', header: t('what'), cell: ({ kind }) => t(kind) },
        {
          id: 'howLong',
          header: t('howLong'),
          cell: ({ kind }) => {
            const { months, days } = keptOf(kept, kind);
            return months === undefined ? t('days', { count: days }) : t('months', { count: months });
          },
        },
        { id: 'since', header: t('since'), cell: ({ since }) => (since === null ? '–' : <DateText value={since} />) },
        { id: 'now', header: t('now'), align: 'end', cell: ({ bytes }) => <BytesText value={bytes} /> },
        {
          id: 'aDay',
          header: t('aDay'),
          align: 'end',
          cell: ({ bytesADay }) => (bytesADay === null ? t('unknown') : <BytesText value={bytesADay} />),
        },
        {
          id: 'inAll',
          header: t('inAll'),
          align: 'end',
          cell: ({ kind, bytesADay }) =>
            bytesADay === null ? (
              '–'
            ) : (
              <BytesText value={String(BigInt(bytesADay) * BigInt(keptOf(kept, kind).days))} />
            ),
        },
      ]}
    />
  );
}

function keptOf(kept: Records['kept'], kind: Stored['kind']): { readonly days: number; readonly months?: number } {
  const { rawDays, hourDays, dayMonths, sessionDays, loginDays } = kept;
  switch (kind) {
    case 'USAGE_RAW':
      return { days: rawDays };
    case 'USAGE_HOURS':
      return { days: hourDays };
    case 'SESSIONS':
    case 'PORT_BLOCKS':
      return { days: sessionDays };
    case 'LOGINS':
      return { days: loginDays };
    case 'USAGE_DAYS':
    case 'USAGE_GROUPS':
      return { days: Math.round(dayMonths * 30.44), months: dayMonths };
  }
}
