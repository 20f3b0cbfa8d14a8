import { useMemo } from 'react';
import {
  ButtonLink,
  Columns,
  DataGrid,
  Figure,
  type FilterField,
  FilterBar,
  type GridState,
  gridSchema,
  Money,
  Notice,
  Page,
  Section,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { ExportList } from '../exports/export-list';
import { ExportCreditNotesDocument } from '../exports/exports.graphql';
import { daysOf, idsOf, lastOnly, oneOf } from '../list-question';
import { usePartnerFilter } from '../use-partners';
import { creditNoteColumns } from './credit-note-columns';
import { CreditNoteListDocument, CreditNoteSumsDocument } from './credit-note-list.graphql';
import { creditNoteListTexts } from './credit-note-list-texts';

const pageSize = 50;
const states = ['LEFT', 'USED'] as const;
const schema = gridSchema(
  creditNoteColumns((key) => key),
  ['state', 'on', 'partner'],
);

/** Every credit note: filtered, summed and paged by the server, with the address as the only state. */
export function CreditNotesScreen() {
  const t = useTexts(creditNoteListTexts);
  return (
    <Guarded title={t('title')} needs={['billing.invoice.view']}>
      <CreditNoteList />
    </Guarded>
  );
}

function CreditNoteList() {
  const t = useTexts(creditNoteListTexts);
  const links = useLinks();
  const [state, setState, ignored] = useGridUrlState(schema);
  const filter = useMemo(() => creditNoteFilter(state), [state]);
  const pages = useApiPages({
    document: CreditNoteListDocument,
    variables: (after) => ({ filter, after, first: pageSize }),
    page: ({ creditNoteList: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  const sums = useApiQuery(CreditNoteSumsDocument, { filter }, { keepPrevious: true }).data;
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <ExportList
          document={ExportCreditNotesDocument}
          filter={filter}
          idOf={({ exportCreditNotes }) => exportCreditNotes.id}
        />
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      {sums !== undefined && sums.creditNoteTotals.length > 0 && <Sums totals={sums.creditNoteTotals} />}
      <DataGrid
        label={t('title')}
        columns={creditNoteColumns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        total={sums ? { count: sums.creditNoteList.totalCount, exact: sums.creditNoteList.totalIsExact } : null}
        onOpen={({ id }) => links.navigate(`/credit-notes/${id}`)}
        empty={{
          title: t('emptyTitle'),
          description: t('emptyText'),
          action: <ButtonLink href="/invoices">{t('invoices')}</ButtonLink>,
        }}
        toolbar={<Filters state={state} onStateChange={setState} />}
        height="fill"
      />
    </Page>
  );
}

function Sums({ totals }: { totals: ResultOf<typeof CreditNoteSumsDocument>['creditNoteTotals'] }) {
  const t = useTexts(creditNoteListTexts);
  const format = useFormat();
  return (
    <Section title={t('sums')} look="plain" level={3}>
      <Columns min="sm" gap="sm">
        {totals.map(({ gross, remaining }) => (
          <Figure
            key={gross.currency}
            label={t('sumGross')}
            value={<Money value={gross} />}
            hint={t('sumLeft', { amount: format.money(remaining) })}
          />
        ))}
      </Columns>
    </Section>
  );
}

interface FiltersProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

function Filters({ state, onStateChange }: FiltersProps) {
  const t = useTexts(creditNoteListTexts);
  const partners = usePartnerFilter();
  const fields: readonly FilterField[] = [
    {
      id: 'state',
      label: t('state'),
      kind: 'choices',
      choices: states.map((value) => ({ value, label: t(value) })),
    },
    { id: 'on', label: t('issuedOn'), kind: 'days' },
    ...partners,
  ];
  return (
    <FilterBar
      state={state}
      onStateChange={(next) => onStateChange(lastOnly(next, 'state'))}
      fields={fields}
      searchLabel={t('search')}
    />
  );
}

function creditNoteFilter(state: GridState) {
  const chosen = oneOf(state, 'state', states);
  const partnerIds = idsOf(state, 'partner');
  return {
    ...(state.text === '' ? {} : { text: state.text }),
    ...(chosen === undefined ? {} : { remaining: chosen === 'LEFT' }),
    ...daysOf(state, 'on'),
    ...(partnerIds.length === 0 ? {} : { partnerIds: [...partnerIds] }),
  };
}
