import { useState } from 'react';
import { Button, CellGrid, ErrorState, Row, Section, Skeleton, Stack, Text, TextInput, useTexts } from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import type { Pool } from '../pools/pools.graphql';
import { AddressPanel } from './address-panel';
import { cellStates, gridCell, lookOf } from './cell-words';
import { type AddressCell, AddressGridDocument } from './ipam.graphql';
import { ipamTexts } from './ipam-texts';
import { ReservePanel } from './reserve-panel';

interface Range {
  readonly first: string;
  readonly last: string;
}

/** A page of the network, cell by cell. The address in the URL is the one that is open, so that a link leads to it. */
export function GridSection({ pool }: { pool: Pool }) {
  const t = useTexts(ipamTexts);
  const { can } = useSession();
  const [around, setAround] = useUrlParam('around');
  const [page, setPage] = useUrlParam('page');
  const [open, setOpen] = useUrlParam('address', { push: true });
  const [range, setRange] = useState<Range | null>(null);
  const [reserves, setReserves] = useState(false);
  const { data, status, failure, retry } = useApiQuery(
    AddressGridDocument,
    {
      poolId: pool.id,
      around: around === null ? null : around,
      page: Number(page ?? 0),
      names: can('crm.customer.view'),
    },
    { keepPrevious: true },
  );
  const grid = data?.addressGrid;
  const turn = (by: 1 | -1) => {
    if (!grid) return;
    const next = Math.min(Number(grid.pages) - 1, Math.max(0, Number(grid.page) + by));
    setAround(null);
    setPage(String(next));
  };
  const cell = grid?.cells.find(({ address }) => address === open);
  const marked = grid && range ? between(grid.cells, range) : 0;
  return (
    <Section title={t('grid', { prefix: pool.prefix })} actions={grid && <Pages grid={grid} onTurn={turn} />}>
      <Stack>
        <Row>
          <FindAddress key={around} value={around ?? ''} onFind={setAround} />
          {marked > 1 && can('networking.address.reserve') && (
            <Button onClick={() => setReserves(true)}>{t('reserveRange', { count: marked })}</Button>
          )}
        </Row>
        {status === 'loading' && <Skeleton lines={8} />}
        {failure && <ErrorState failure={failure} onRetry={retry} />}
        {grid && (
          <>
            <CellGrid
              label={t('grid', { prefix: pool.prefix })}
              hint={t('hint')}
              cells={grid.cells.map((one) => gridCell(one, t))}
              startAt={
                around === null
                  ? undefined
                  : grid.cells.find(({ address }) => address.split('/')[0] === around)?.address
              }
              onOpen={setOpen}
              onRange={(first, last) => setRange({ first, last })}
              onPage={turn}
            />
            <Legend cells={grid.cells} />
          </>
        )}
      </Stack>
      {cell && <AddressPanel key={cell.address} pool={pool} cell={cell} onClose={() => setOpen(null)} />}
      {reserves && range && (
        <ReservePanel pool={pool} first={range.first} last={range.last} onClose={() => setReserves(false)} />
      )}
    </Section>
  );
}

function between(cells: readonly AddressCell[], { first, last }: Range): number {
  const [from, to] = [first, last].map((address) => cells.findIndex((cell) => cell.address === address));
  return from === undefined || to === undefined || from < 0 || to < 0 ? 0 : to - from + 1;
}

function Pages({
  grid,
  onTurn,
}: {
  grid: { readonly page: string; readonly pages: string };
  onTurn: (by: 1 | -1) => void;
}) {
  const t = useTexts(ipamTexts);
  if (grid.pages === '1') return null;
  return (
    <Row>
      <Button size="small" onClick={() => onTurn(-1)}>
        {t('pageBack')}
      </Button>
      <Text>{t('page', { page: Number(grid.page) + 1, pages: grid.pages })}</Text>
      <Button size="small" onClick={() => onTurn(1)}>
        {t('pageOn')}
      </Button>
    </Row>
  );
}

function FindAddress({ value, onFind }: { value: string; onFind: (address: string | null) => void }) {
  const t = useTexts(ipamTexts);
  const [text, setText] = useState(value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onFind(text.trim() === '' ? null : text.trim());
      }}
    >
      <Row align="end">
        <TextInput label={t('find')} value={text} onChange={setText} placeholder={t('findHelp')} />
        <Button type="submit">{t('show')}</Button>
      </Row>
    </form>
  );
}

/** The signs in words, with how many of each there are on the page. */
function Legend({ cells }: { cells: readonly AddressCell[] }) {
  const t = useTexts(ipamTexts);
  return (
    <ul className="dm-cells-legend" aria-label={t('legend')}>
      {cellStates.map((state) => {
        const count = cells.filter((cell) => cell.state === state).length;
        return count === 0 ? null : (
          <li key={state} data-family={lookOf(state).family}>
            <span aria-hidden="true">{lookOf(state).icon}</span> {t('count', { state: t(state), count })}
          </li>
        );
      })}
    </ul>
  );
}
