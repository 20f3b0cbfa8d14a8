import { describe, expect, it } from 'vitest';
import { specimenCircuit, specimenNode } from '../../../test/circuit-specimen.js';
import { COLUMNS, csvOf, isAssumed, networkJson, shapedDevices, UNKNOWN_MBPS } from './libreqos.js';
import { nodeNames } from './node-names.js';

const SITE = specimenNode({ id: 's1', kind: 'site', name: 'Hill' });
const SECTOR = specimenNode({
  id: 'x1',
  kind: 'sector',
  name: 'North',
  parent: { kind: 'site', id: 's1' },
  downloadKbps: 300_000,
  uploadKbps: 100_000,
});

function field(row: readonly string[] | undefined, column: (typeof COLUMNS)[number]): string | undefined {
  return row?.[COLUMNS.indexOf(column)];
}

describe('the list of shaped devices', () => {
  it('says the speed that holds, in whole megabits with a minimum of at least one and a maximum of at least two', () => {
    const slow = specimenCircuit({ rates: { download: 1_100_000, upload: 256_000 } });
    const [row] = shapedDevices([slow], []).rows;
    expect(row?.slice(8, 12)).toEqual(['1', '1', '2', '2']);
    const [tenths] = shapedDevices([slow], [], 'decimal').rows;
    expect(tenths?.slice(8, 12)).toEqual(['0.1', '0.1', '1.1', '0.26']);
  });

  it('gives what is guaranteed as the minimum, and never more than the maximum', () => {
    const sure = specimenCircuit({ guaranteed: { download: 40_000_000, upload: 99_000_000 } });
    expect(shapedDevices([sure], []).rows[0]?.slice(8, 12)).toEqual(['40', '20', '100', '20']);
  });

  it('keeps who is blocked in a queue of the least speed, and leaves out who is closed', () => {
    const blocked = specimenCircuit({ state: 'blocked' });
    const closed = specimenCircuit({ id: 'b', number: '1002', state: 'closed', ipv4: ['192.0.2.11'] });
    const { rows, leftOut } = shapedDevices([blocked, closed], []);
    expect(rows.map((row) => [row[0], ...row.slice(8, 12)])).toEqual([['1001', '1', '1', '2', '2']]);
    expect(leftOut.map(({ circuit, why }) => [circuit.number, why])).toEqual([['1002', 'closed']]);
  });

  it('says of each that is left out why', () => {
    const circuits = [
      specimenCircuit({ number: '1', ipv4: [] }),
      specimenCircuit({ number: '2', rates: null }),
      specimenCircuit({ number: '3', ipv4: ['192.0.2.3'] }),
      specimenCircuit({ number: '4', ipv4: ['192.0.2.3'] }),
    ];
    const { rows, leftOut } = shapedDevices(circuits, []);
    expect(rows.map(([number]) => number)).toEqual(['3']);
    expect(leftOut.map(({ circuit, why }) => [circuit.number, why])).toEqual([
      ['1', 'no_address'],
      ['2', 'no_rate'],
      ['4', 'address_taken'],
    ]);
  });

  it('tells no address twice, and keeps the others of who has one taken', () => {
    const { rows } = shapedDevices(
      [
        specimenCircuit({ number: '1', ipv4: ['192.0.2.3'], ipv6: ['2001:db8::/56'] }),
        specimenCircuit({ number: '2', ipv4: ['192.0.2.3', '192.0.2.4'], ipv6: ['2001:db8::/56'] }),
      ],
      [],
    );
    expect(rows.map((row) => [field(row, 'IPv4'), field(row, 'IPv6')])).toEqual([
      ['192.0.2.3', '2001:db8::/56'],
      ['192.0.2.4', ''],
    ]);
  });

  it('writes names with quotes, commas and line breaks so that a row stays a row', () => {
    const { rows } = shapedDevices([specimenCircuit({ customerName: 'The "Old"\nMill, Ltd' })], []);
    const text = csvOf(rows);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('1001,"The ""Old"" Mill, Ltd (501)",1001-1,"The ""Old"" Mill, Ltd",,');
  });

  it('names the parent as the tree does', () => {
    const [row] = shapedDevices([specimenCircuit({ parent: { kind: 'sector', id: 'x1' } })], [SITE, SECTOR]).rows;
    expect(field(row, 'Parent Node')).toBe('Hill / North');
    expect(networkJson([SITE, SECTOR])).toEqual({
      Hill: {
        downloadBandwidthMbps: UNKNOWN_MBPS,
        uploadBandwidthMbps: UNKNOWN_MBPS,
        type: 'Site',
        children: { 'Hill / North': { downloadBandwidthMbps: 300, uploadBandwidthMbps: 100, type: 'AP' } },
      },
    });
  });

  it('says what a site and a router can carry, and which capacities nobody has said', () => {
    const known = specimenNode({ id: 's2', kind: 'site', name: 'Dale', downloadKbps: 2_000_000, uploadKbps: 900_400 });
    expect(networkJson([known])).toEqual({
      Dale: { downloadBandwidthMbps: 2_000, uploadBandwidthMbps: 900, type: 'Site' },
    });
    const half = specimenNode({ id: 'r1', kind: 'router', name: 'NAS', downloadKbps: 1_000 });
    expect([SITE, SECTOR, known, half].filter(isAssumed).map(({ id }) => id)).toEqual(['s1', 'r1']);
  });

  it('puts at the top whose parent is not told', () => {
    expect(Object.keys(networkJson([SECTOR]))).toEqual(['North']);
  });
});

describe('names of nodes', () => {
  it('are there once, whatever sites, routers and sectors are called', () => {
    const nodes = [
      SITE,
      specimenNode({ id: 's2', kind: 'site', name: 'Hill' }),
      specimenNode({ id: 'r1', kind: 'router', name: 'Hill' }),
      specimenNode({ id: 'r2', kind: 'router', name: 'Hill / North' }),
      SECTOR,
      specimenNode({ id: 'x2', kind: 'sector', name: 'North', parent: { kind: 'site', id: 's2' } }),
    ];
    const names = [...nodeNames(nodes).values()];
    expect(new Set(names).size).toBe(nodes.length);
    expect(nodeNames(nodes).get('r1')).toBe('Hill (router)');
  });
});
