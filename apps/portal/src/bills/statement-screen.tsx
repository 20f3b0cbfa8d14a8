import { useState } from 'react';
import { ButtonLink, Columns, DateInput, ErrorState, Page, Section, Skeleton, useTexts } from '@demarc/ui';
import { StatementEnds, StatementEntries, useApiQuery } from '@demarc/web-kit';
import { billsTexts } from './bills-texts';
import { OwnStatementDocument } from './statement.graphql';

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
      {statement && (
        <>
          <StatementEnds statement={statement} />
          <Section title={t('what')} flush>
            <StatementEntries statement={statement} />
          </Section>
        </>
      )}
    </Page>
  );
}
