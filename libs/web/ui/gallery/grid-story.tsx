import { useMemo, useState } from 'react';
import {
  ActionMenu,
  Button,
  DataGrid,
  EntityLink,
  FilterBar,
  Money,
  NumberText,
  Page,
  RelativeTime,
  SidePanel,
  StatusTag,
  Text,
  emptyGridState,
  type GridColumn,
  type GridState,
} from '../src/index';
import type { StoryProps } from './story';
import { StoryFrame } from './story-frame';

interface CustomerRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly status: 'ACTIVE' | 'BLOCKED' | 'NEW' | 'INACTIVE';
  readonly balance: string;
  readonly services: number;
  readonly area: string;
  readonly seen: string;
}

const names = [
  'Ana Ruiz',
  'Bruno Silva',
  'Carla Méndez',
  'Ana María de los Ángeles Fernández Etcheverry',
  'Club Náutico del Este S.A.',
  'Dmytro Koval',
  'مريم حداد',
];
const statuses = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'BLOCKED', 'NEW', 'INACTIVE'] as const;

function makeRows(count: number): readonly CustomerRow[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `c${at}`,
    number: 10_000 + at,
    name: names[at % names.length] ?? '',
    status: statuses[at % statuses.length] ?? 'ACTIVE',
    balance: ((((at * 7919) % 20_000) - 10_000) / 100).toFixed(2),
    services: (at % 4) + 1,
    area: at % 3 === 0 ? 'Norte' : 'Centro',
    seen: new Date(Date.parse('2026-11-21T11:40:00Z') - at * 700_000).toISOString(),
  }));
}

const columns: readonly GridColumn<CustomerRow>[] = [
  {
    id: 'name',
    header: 'Customer',
    sortable: true,
    width: 260,
    cell: (row) => (
      <EntityLink href={`/record?id=${row.id}`} number={`#${row.number}`}>
        {row.name}
      </EntityLink>
    ),
  },
  { id: 'status', header: 'Status', width: 120, cell: (row) => <StatusTag kind="customer" value={row.status} quiet /> },
  {
    id: 'balance',
    header: 'Balance',
    align: 'end',
    sortable: true,
    width: 120,
    cell: (row) => <Money value={{ amount: row.balance, currency: 'EUR' }} />,
  },
  { id: 'services', header: 'Services', align: 'end', width: 90, cell: (row) => <NumberText value={row.services} /> },
  { id: 'area', header: 'Area', width: 120, cell: (row) => row.area },
  { id: 'partner', header: 'Partner', width: 140, cell: () => 'Partner Norte' },
  { id: 'seen', header: 'Last seen', width: 120, cell: (row) => <RelativeTime value={row.seen} /> },
  { id: 'number', header: 'Number', hiddenByDefault: true, width: 90, align: 'end', cell: (row) => row.number },
];

const fields = [
  {
    id: 'status',
    label: 'Status',
    kind: 'choices',
    choices: [
      { value: 'ACTIVE', label: 'Active' },
      { value: 'BLOCKED', label: 'Blocked' },
    ],
  },
  { id: 'since', label: 'Since', kind: 'days' },
] as const;

function firstState(params: URLSearchParams): GridState {
  const filtered = params.get('state') === 'filter-empty' || params.has('filtered');
  return {
    ...emptyGridState,
    sort: { column: 'name', direction: 'asc' },
    filters: filtered ? { status: ['BLOCKED', 'ACTIVE'] } : {},
  };
}

/** `#/grid?state=loading|failed|empty|filter-empty`, `&selected`, `&panel`. */
export function GridStory({ params }: StoryProps) {
  const kind = params.get('state') ?? 'ready';
  const all = useMemo(() => makeRows(kind === 'few' ? 12 : 5000), [kind]);
  const [loaded, setLoaded] = useState(100);
  const [state, setState] = useState<GridState>(() => firstState(params));
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(params.has('selected') ? ['c1', 'c2', 'c5'] : []));
  const [open, setOpen] = useState<string | null>(params.has('panel') ? 'c3' : null);
  const rows = kind === 'ready' || kind === 'few' ? all.slice(0, loaded) : [];
  return (
    <StoryFrame>
      <Page
        title="Customers"
        fill
        actions={
          <Button tone="primary" shortcut="C">
            Add customer
          </Button>
        }
      >
        <FilterBar state={state} onStateChange={setState} searchLabel="Name, number, phone, login" fields={fields} />
        <DataGrid
          label="Customers"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          state={state}
          onStateChange={setState}
          status={kind === 'loading' ? 'loading' : kind === 'failed' ? 'failed' : 'ready'}
          failure={{
            code: 'UNAVAILABLE',
            message: 'The list could not be read. Try again in a moment.',
            traceId: 'r-7f3a',
          }}
          onRetry={() => undefined}
          total={{ count: rows.length === 0 ? 0 : all.length, exact: true }}
          hasMore={loaded < all.length}
          onLoadMore={() => setLoaded((now) => Math.min(all.length, now + 100))}
          onOpen={(row) => setOpen(row.id)}
          openId={open}
          selection={{
            ids,
            onChange: setIds,
            onSelectAll: () => undefined,
            actions: (
              <>
                <Button size="small">Message</Button>
                <Button size="small">Change plan</Button>
              </>
            ),
          }}
          rowActions={(row) => (
            <ActionMenu
              size="small"
              label={`Actions for ${row.name}`}
              actions={[{ id: 'pay', label: 'Take payment', href: '/fields' }]}
            />
          )}
          totals={{
            label: 'Whole filter',
            cells: {
              balance: <Money value={{ amount: '-48211.75', currency: 'EUR' }} />,
              services: <NumberText value={12_488} />,
            },
          }}
          empty={{
            title: 'No customer yet',
            description: 'Import from Splynx or CSV, or add the first one.',
            action: <Button tone="primary">Add customer</Button>,
          }}
        />
        {open !== null && (
          <SidePanel
            title={names[Number(open.slice(1)) % names.length]}
            description="#10003 · Partner Norte"
            onClose={() => setOpen(null)}
            footer={<Button tone="primary">Take payment</Button>}
          >
            <Text>What a panel holds: the facts of one row, without leaving the list.</Text>
          </SidePanel>
        )}
      </Page>
    </StoryFrame>
  );
}
