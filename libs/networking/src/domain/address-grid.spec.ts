import { describe, expect, it } from 'vitest';
import { type CellHolding, type CellSession, gridCells, type GridNetwork, gridWindow } from './address-grid.js';
import { prefixText, readPrefix } from './prefix-text.js';
import type { Prefix } from './prefix.js';

function net(text: string): Prefix {
  const prefix = readPrefix(text);
  if (!prefix) throw new Error(`${text} is no network`);
  return prefix;
}

const STATIC: GridNetwork = { prefix: net('203.0.113.0/24'), kind: 'static', unitLength: 32 };

function states(
  network: GridNetwork,
  holdings: readonly CellHolding[],
  sessions: readonly CellSession[],
  taken: readonly string[] = [],
): Record<string, string> {
  const { units } = gridWindow(network, null);
  const cells = gridCells(network, units, { holdings, sessions, taken: taken.map(net) });
  return Object.fromEntries(
    cells.filter(({ state }) => state !== 'free').map(({ unit, state }) => [prefixText(unit), state]),
  );
}

const held = (text: string, serviceId: string | null = 's', kind: CellHolding['kind'] = 'static'): CellHolding => ({
  prefix: net(text),
  kind,
  serviceId,
});
const online = (text: string, serviceId: string | null = 's'): CellSession => ({ prefix: net(text), serviceId });

describe('the grid', () => {
  it('shows a /24 on one page, and of larger networks the page with the address that is looked for', () => {
    expect(gridWindow(STATIC, null)).toMatchObject({ page: 0n, pages: 1n });
    const wide: GridNetwork = { prefix: net('100.64.0.0/10'), kind: 'pool', unitLength: 32 };
    const window = gridWindow(wide, net('100.65.7.9').first);
    expect([window.pages, window.page, window.units[9] && prefixText(window.units[9])]).toEqual([
      16_384n,
      263n,
      '100.65.7.9/32',
    ]);
    expect(gridWindow(wide, net('10.0.0.1').first).page).toBe(0n);
    const homes: GridNetwork = { prefix: net('2001:db8::/32'), kind: 'delegation', unitLength: 56 };
    expect(gridWindow(homes, null, 65_535n).units.map(prefixText).at(-1)).toBe('2001:db8:ffff:ff00::/56');
  });

  it('tells what is given, kept and free apart, and the ends of an IPv4 network', () => {
    expect(
      states(
        STATIC,
        [
          held('203.0.113.7/32'),
          held('203.0.113.8/30', 's', 'route'),
          held('203.0.113.20/32', null, 'quarantine'),
          held('203.0.113.1/32', null, 'device'),
          held('203.0.113.2/32', null, 'reserved'),
        ],
        [],
      ),
    ).toEqual({
      '203.0.113.0/32': 'end',
      '203.0.113.255/32': 'end',
      '203.0.113.1/32': 'device',
      '203.0.113.2/32': 'reserved',
      '203.0.113.7/32': 'held',
      '203.0.113.8/32': 'held',
      '203.0.113.9/32': 'held',
      '203.0.113.10/32': 'held',
      '203.0.113.11/32': 'held',
      '203.0.113.20/32': 'quarantine',
    });
  });

  it('points at sessions on an address that is not theirs, and hides what is another partner’s', () => {
    const small: GridNetwork = { prefix: net('203.0.113.0/29'), kind: 'static', unitLength: 32 };
    expect(
      states(
        small,
        [held('203.0.113.1/32', 'a'), held('203.0.113.2/32', 'b'), held('203.0.113.3/32', null, 'reserved')],
        [
          online('203.0.113.1/32', 'a'),
          online('203.0.113.2/32', 'a'),
          online('203.0.113.3/32', 'c'),
          online('203.0.113.4/32', 'c'),
        ],
        ['203.0.113.1/32', '203.0.113.5/32'],
      ),
    ).toEqual({
      '203.0.113.0/32': 'end',
      '203.0.113.1/32': 'held',
      '203.0.113.2/32': 'stray',
      '203.0.113.3/32': 'stray',
      '203.0.113.4/32': 'stray',
      '203.0.113.5/32': 'taken',
      '203.0.113.7/32': 'end',
    });
    expect(states({ ...small, kind: 'pool' }, [], [online('203.0.113.4/32')])['203.0.113.4/32']).toBe('online');
  });
});
