import { FileDown } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  ButtonLink,
  Columns,
  DateInput,
  DateText,
  EmptyState,
  ErrorState,
  FactList,
  Money,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { PanelProps } from '../record/panel-props';
import { type Statement, StatementDocument } from './statement.graphql';
import { statementTexts } from './statement-texts';

/** The account over a period, on the screen as on the paper that a press opens. */
export function StatementPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(statementTexts);
  const [from, setFrom] = useState('');
  const [through, setThrough] = useState('');
  const { data, failure, retry } = useApiQuery(
    StatementDocument,
    { id: customer.id, from: from === '' ? null : from, through: through === '' ? null : through },
    { keepPrevious: true },
  );
  const statement = data?.customer.statement;
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          {statement !== undefined && failure === null && (
            <ButtonLink tone="primary" href={statement.url} download icon={<FileDown size={16} aria-hidden="true" />}>
              {t('pdf')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('text')}</Text>
        <Columns>
          <DateInput label={t('from')} value={from} onChange={setFrom} optional />
          <DateInput label={t('through')} value={through} onChange={setThrough} optional />
        </Columns>
        {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
        {failure === null && statement === undefined && <Skeleton lines={6} />}
        {failure === null && statement !== undefined && <Shown statement={statement} />}
      </Stack>
    </SidePanel>
  );
}

function Shown({ statement }: { statement: Statement }) {
  const t = useTexts(statementTexts);
  const { from, through, opening, closing, entries } = statement;
  return (
    <>
      <FactList
        columns={2}
        facts={[
          { id: 'from', label: t('from'), value: <DateText value={from} /> },
          { id: 'through', label: t('through'), value: <DateText value={through} /> },
          { id: 'opening', label: t('opening'), value: <Money value={opening} /> },
          { id: 'closing', label: t('closing'), value: <Money value={closing} /> },
        ]}
      />
      <SimpleTable
        label={t('count')}
        rows={entries.map((entry, at) => ({ ...entry, at }))}
        rowId={({ at }) => String(at)}
        empty={<EmptyState compact title={t('none')} />}
        columns={[
          { id: 'on', header: t('on'), cell: ({ on }) => <DateText value={on} /> },
          { id: 'what', header: t('what'), cell: ({ text }) => text },
          {
            id: 'charged',
            header: t('charged'),
            align: 'end',
            cell: ({ charged }) => (charged === null ? '–' : <Money value={charged} />),
          },
          {
            id: 'credited',
            header: t('credited'),
            align: 'end',
            cell: ({ credited }) => (credited === null ? '–' : <Money value={credited} />),
          },
          { id: 'owed', header: t('owed'), align: 'end', cell: ({ owed }) => <Money value={owed} /> },
        ]}
      />
    </>
  );
}
