import { useState } from 'react';
import {
  ButtonLink,
  Columns,
  DateInput,
  DateText,
  EmptyState,
  ErrorState,
  FactList,
  Money,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { billsTexts } from './bills-texts';
import { OwnStatementDocument } from './statement.graphql';

type Statement = ResultOf<typeof OwnStatementDocument>['me']['statement'];

/** The customer's account over a period that they choose; the last twelve months at first. */
export function StatementScreen() {
  const t = useTexts(billsTexts);
  const [from, setFrom] = useState('');
  const [through, setThrough] = useState('');
  const { data, failure, retry } = useApiQuery(
    OwnStatementDocument,
    { from: from === '' ? null : from, through: through === '' ? null : through },
    { keepPrevious: true },
  );
  const statement = failure === null ? data?.me.statement : undefined;
  return (
    <Page
      title={t('statement')}
      back={{ href: '/bills', label: t('back') }}
      actions={
        statement && (
          <ButtonLink href={statement.url} download>
            {t('pdf')}
          </ButtonLink>
        )
      }
    >
      <Columns>
        <DateInput label={t('from')} value={from === '' ? (statement?.from ?? '') : from} onChange={setFrom} />
        <DateInput
          label={t('through')}
          value={through === '' ? (statement?.through ?? '') : through}
          onChange={setThrough}
        />
      </Columns>
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && statement === undefined && <Skeleton lines={8} />}
      {statement && <Movements statement={statement} />}
    </Page>
  );
}

function Movements({ statement }: { statement: Statement }) {
  const t = useTexts(billsTexts);
  const { opening, closing, entries } = statement;
  return (
    <>
      <FactList
        columns={2}
        facts={[
          { id: 'opening', label: t('opening'), value: <Money value={opening} /> },
          { id: 'closing', label: t('closing'), value: <Money value={closing} /> },
        ]}
      />
      <Section title={t('what')} flush>
        <SimpleTable
          label={t('statement')}
          rows={entries.map((entry, at) => ({ ...entry, at }))}
          rowId={({ at }) => String(at)}
          empty={<EmptyState compact title={t('nothingMoved')} />}
          columns={[
            { id: 'on', header: t('date'), cell: ({ on }) => <DateText value={on} /> },
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
      </Section>
    </>
  );
}
