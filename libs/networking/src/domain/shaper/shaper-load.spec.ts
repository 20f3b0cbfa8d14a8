import { describe, expect, it } from 'vitest';
import { specimenCircuit, specimenNode } from '../../../test/circuit-specimen.js';
import { nodesBelow, shaperLoad } from './shaper-load.js';

const NODES = [
  specimenNode({ id: 's1', kind: 'site', name: 'Hill' }),
  specimenNode({
    id: 'x1',
    kind: 'sector',
    name: 'North',
    parent: { kind: 'site', id: 's1' },
    downloadKbps: 100_000,
    uploadKbps: 20_000,
  }),
];
const ON_SECTOR = { parent: { kind: 'sector', id: 'x1' } } as const;

it('finds what hangs on a node, itself included', () => {
  expect([...nodesBelow(NODES, 's1')]).toEqual(['s1', 'x1']);
  expect([...nodesBelow(NODES, 'x1')]).toEqual(['x1']);
});

describe('what is sold on the network', () => {
  it('counts open circuits at a node and at those above it, and says how often the tighter direction is sold', () => {
    const circuits = [
      specimenCircuit({ ...ON_SECTOR, guaranteed: { download: 10_000_000, upload: 2_000_000 } }),
      specimenCircuit({ ...ON_SECTOR, rates: { download: 50_000_000, upload: 50_000_000 } }),
    ];
    const [site, sector] = shaperLoad(NODES, circuits);
    expect(sector).toMatchObject({
      circuits: 2,
      soldDownloadKbps: 150_000,
      soldUploadKbps: 70_000,
      guaranteedDownloadKbps: 10_000,
      oversubscription: 3.5,
    });
    expect(site).toMatchObject({ circuits: 2, soldDownloadKbps: 150_000, oversubscription: null, isAssumed: true });
    expect(sector?.isAssumed).toBe(false);
  });

  it('counts neither who is blocked nor who has no speed', () => {
    const circuits = [
      specimenCircuit({ ...ON_SECTOR, state: 'blocked' }),
      specimenCircuit({ ...ON_SECTOR, rates: null }),
    ];
    expect(shaperLoad(NODES, circuits)[1]).toMatchObject({ circuits: 0, soldDownloadKbps: 0, oversubscription: 0 });
  });
});
