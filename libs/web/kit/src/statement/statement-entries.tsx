import { DateText, EmptyState, FactList, Money, SimpleTable, useTexts } from '@demarc/ui';
import type { Statement } from './statement.graphql';
import { statementTexts } from './statement-texts';

/** The days and the ends of a statement. */
export function StatementEnds({ statement: { from, through, opening, closing } }: { statement: Statement }) {
  const t = useTexts(statementTexts);
  return (
    <FactList
      columns={2}
      facts={[
        { id: 'from', label: t('from'), value: <DateText value={from} /> },
        { id: 'through', label: t('through'), value: <DateText value={through} /> },
        { id: 'opening', label: t('opening'), value: <Money value={opening} /> },
        { id: 'closing', label: t('closing'), value: <Money value={closing} /> },
      ]}
    />
  );
}

/** What moved the account, with what was owed after each. */
export function StatementEntries({ statement: { entries } }: { statement: Statement }) {
  const t = useTexts(statementTexts);
  return (
    <SimpleTable
      label={t('entries')}
      rows={entries.map((entry, at) => ({ ...entry, at }))}
      rowId={({ at }) => String(at)}
      empty={<EmptyState compact title={t('none')} />}
      columns={[
        { id: 'on', header: t('on'), cell: ({ on }) => <DateText value={on} /> },
        { id: 'what', header: t('what'), cell: ({ text }) => text },
        { id: 'charged', header: t('charged'), align: 'end', cell: ({ charged }) => <Money value={charged} /> },
        { id: 'credited', header: t('credited'), align: 'end', cell: ({ credited }) => <Money value={credited} /> },
        { id: 'owed', header: t('owed'), align: 'end', cell: ({ owed }) => <Money value={owed} /> },
      ]}
    />
  );
}
