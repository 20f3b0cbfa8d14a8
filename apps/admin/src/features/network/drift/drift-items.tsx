import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import {
  Button,
  CodeText,
  DataGrid,
  gridSchema,
  RelativeTime,
  Row,
  Section,
  SimpleTable,
  Stack,
  type TextOf,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiPages, useGridUrlState, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { isAsked, isOurs, ManyActs, RowActs, useProposal } from './drift-acts';
import { differencesOf, type FleetRow } from './fleet-row';
import { RouterDriftDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import { causeWords, menuWords } from './router-words';

export type Item = Omit<ResultOf<typeof RouterDriftDocument>['routerDrift'][number], 'customerId'>;

/** As many as the server gives at once. */
const pageSize = 500;
const gridHeight = 620;
const schema = gridSchema(
  itemColumns((key) => key),
  [],
);

/** Intended beside actual, row by row, with the cause in words and what can be done, for one or for all that are selected. */
export function DriftItems({ router }: { router: FleetRow }) {
  const t = useTexts(routerDriftTexts);
  const { can } = useSession();
  const [state, setState] = useGridUrlState(schema);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const pages = useItems(router);
  const propose = useProposal(router);
  const columns = useMemo(() => itemColumns(t), [t]);
  const may = can('networking.drift.repair') && router.mode !== null && router.mode !== 'PASSIVE';
  const byHand = pages.rows.filter(isAsked);
  const picked = pages.rows.filter((item) => chosen.has(idOf(item)) && (isOurs(item) || isAsked(item)));
  // The plan stands below already; its button is the next step.
  const waits = router.planState === 'PROPOSED';
  const selection = {
    ids: new Set(picked.map(idOf)),
    onChange: setChosen,
    actions: <ManyActs router={router} items={picked} onDone={() => setChosen(new Set())} />,
  };
  return (
    <Section
      title={t('items')}
      description={t('itemsLead')}
      look="plain"
      actions={
        may && (
          <Row>
            {byHand.length > 1 && (
              <Button onClick={() => setChosen(new Set(byHand.map(idOf)))}>
                {t('selectByHand', { count: byHand.length })}
              </Button>
            )}
            {pages.rows.some(isOurs) && (
              <Button tone={waits ? 'default' : 'primary'} busy={propose.running} onClick={propose.all}>
                {t(waits ? 'proposeAnew' : 'propose')}
              </Button>
            )}
          </Row>
        )
      }
    >
      <DataGrid
        label={t('items')}
        columns={columns}
        rowId={idOf}
        state={state}
        onStateChange={setState}
        {...pages}
        {...(may ? { selection, rowActions: (item: Item) => <RowActs router={router} item={item} /> } : {})}
        empty={{ title: t('noItems'), description: t('noItemsText') }}
        height={gridHeight}
      />
    </Section>
  );
}

/** Stays the same when the router is read again; a row that is there twice is told apart by its place. */
function idOf({ menu, name, cause, ordinal, twin }: Item & { readonly twin?: boolean }): string {
  return `${menu} ${name} ${cause}${twin ? ` ${ordinal}` : ''}`;
}

/** Pages of the list, asked for anew whenever the router was read again. */
function useItems(router: FleetRow) {
  const queries = useQueryClient();
  const { routerId, comparedAt } = router;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: apiKey(RouterDriftDocument) });
  }, [queries, comparedAt]);
  const pages = useApiPages({
    document: RouterDriftDocument,
    variables: (after) => ({ routerId, after: after === null ? null : Number(after) }),
    page: ({ routerDrift: rows }) => ({
      rows,
      endCursor: String(rows.at(-1)?.ordinal ?? ''),
      hasMore: rows.length === pageSize,
    }),
  });
  const rows = useMemo(() => {
    const seen = new Set<string>();
    return pages.rows.map((row) => {
      const id = idOf(row);
      const twin = seen.has(id);
      seen.add(id);
      return { ...row, twin };
    });
  }, [pages.rows]);
  return { ...pages, rows, total: { count: differencesOf(router), exact: true } };
}

/** The same of an export file, to look at. */
export function ItemTable({ items }: { items: readonly Item[] }) {
  const t = useTexts(routerDriftTexts);
  return (
    <SimpleTable
      label={t('items')}
      rows={items}
      rowId={({ ordinal }) => String(ordinal)}
      empty={t('noItems')}
      columns={itemColumns(t)}
    />
  );
}

function itemColumns(t: TextOf<typeof routerDriftTexts.entries>) {
  return [
    { id: 'key', header: t('key'), width: 150, cell: ({ name }: Item) => <CodeText value={name} /> },
    { id: 'kind', header: t('kind'), width: 100, cell: ({ menu }: Item) => menuWords(menu) },
    { id: 'intended', header: t('intended'), width: 230, cell: (item: Item) => <Side item={item} side="wanted" /> },
    { id: 'actual', header: t('actual'), width: 230, cell: (item: Item) => <Side item={item} side="actual" /> },
    { id: 'cause', header: t('cause'), width: 150, cell: ({ cause }: Item) => causeWords(t, cause) },
    {
      id: 'since',
      header: t('since'),
      width: 110,
      cell: ({ since }: Item) => (since === null ? '–' : <RelativeTime value={since} />),
    },
  ];
}

/** A row that is on one side only shows what it would be known by; one on both shows the fields that differ. */
function Side({ item, side }: { item: Item; side: 'wanted' | 'actual' }) {
  const t = useTexts(routerDriftTexts);
  if (item.fields.length === 0) return '–';
  if (item.fields.every((field) => field[side] === null)) {
    if (side === 'actual') return t('absent');
    return t(item.remedy === 'ASK' ? 'notOurs' : 'shouldNot');
  }
  return (
    <Stack gap="xs">
      {item.fields
        .filter((field) => field[side] !== null)
        .slice(0, 6)
        .map((field) => (
          <Row key={field.field} gap="xs">
            <CodeText value={`${field.field}=${field[side] === '' ? '""' : field[side]}`} />
          </Row>
        ))}
    </Stack>
  );
}
