import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { type SourceRows, sourceSetOf } from '../../../test/source-set-of.js';
import type { SourceSet } from '../source/source-set.js';
import { mapLines } from './map-lines.js';
import { mapSectors } from './map-sectors.js';
import { mapServices } from './map-services.js';

type Row = Record<string, unknown>;

function setOf(services: readonly Row[], more: SourceRows = {}): SourceSet {
  return sourceSetOf({
    customers: [{ id: 1, status: 'active', name: 'One', login: 'one' }],
    'tariffs-internet': [
      { id: 1, title: 'Own' },
      { id: 2, title: 'Shared', aggregation: 4 },
    ],
    routers: [
      { id: 1, title: 'bng', authorization_method: 'ppp_dhcp_radius', ip: '10.0.0.1' },
      { id: 2, title: 'tower', authorization_method: 'ppp_secrets', ip: '10.0.0.2' },
    ],
    'internet-services': services.map((service, k) => ({
      id: k + 1,
      customer_id: 1,
      tariff_id: 1,
      status: 'active',
      login: `l${k + 1}`,
      router_id: 1,
      start_date: '2025-01-01',
      ...service,
    })),
    ...more,
  });
}

const found = ({ findings }: { findings: readonly { code: string; entity: string; id: string }[] }): string[] =>
  findings.map(({ code, entity, id }) => `${code} ${entity} ${id}`);

describe('a port id', () => {
  it.each([
    ['000400640102', '0x000400640102'],
    ['00:04:00:64:01:02', '0x000400640102'],
    ['0x4769302F313A3130', '0x4769302f313a3130'],
    ['Gi0/1:100', 'Gi0/1:100'],
  ])('%s is the line %s, by which the service is known', (portId, circuitId) => {
    const set = setOf([{ port_id: portId }]);
    expect(mapLines(set).lines.get('1' as never)).toEqual({ circuitId });
    const [service] = mapServices(set, localDate('2026-03-15'));
    expect(service?.access).toMatchObject({ method: 'ipoe', circuitId, login: 'l1' });
    expect(found(mapLines(set))).toEqual(['LINES_TO_CHECK router 1']);
  });

  it('changes nothing where there is none', () => {
    const set = setOf([{ port_id: '' }]);
    expect(mapLines(set)).toEqual({ lines: new Map(), findings: [] });
    expect(mapServices(set, localDate('2026-03-15'))[0]?.access).toMatchObject({ method: 'pppoe' });
  });

  it('that is any line, or on a router that does not ask for lines, is listed and left out', () => {
    const set = setOf([{ port_id: '*' }, { port_id: 'aabb', router_id: 2 }, { port_id: 'ab'.repeat(250) }]);
    expect(mapLines(set).lines.size).toBe(0);
    expect(found(mapLines(set))).toEqual([1, 2, 3].map((id) => `LINE_NOT_CARRIED service ${id}`));
  });

  it('is the first one’s of those in use on a router; an ended service keeps its own for itself', () => {
    const line = { port_id: 'aabb' };
    const set = setOf([{ ...line, status: 'disabled' }, line, { port_id: 'AA:BB' }, { ...line, router_id: 0 }]);
    expect([...mapLines(set).lines.keys()]).toEqual(['1', '2', '4']);
    expect(found(mapLines(set))).toEqual(['DUPLICATE_LINE service 3', 'LINES_TO_CHECK router 1']);
  });
});

describe('the additional field agent_remote_id', () => {
  const lineWith = (remoteId: unknown): Row => ({
    port_id: 'Gi0/1:10',
    additional_attributes: { agent_remote_id: remoteId },
  });

  it.each([
    ['AA:BB:CC:00:11:22', '0xaabbcc001122'],
    ['cpe-17', 'cpe-17'],
    ['*', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j with a port id is the far end %s of the line', (written, remoteId) => {
    const set = setOf([lineWith(written)]);
    const [service] = mapServices(set, localDate('2026-03-15'));
    expect(service?.access).toMatchObject({ method: 'ipoe', circuitId: 'Gi0/1:10', remoteId });
  });

  it('tells two services on one port apart; what is not one far end is listed and left out', () => {
    const set = setOf([lineWith('a-1'), lineWith('a-2'), lineWith('a-1'), lineWith('a*')]);
    expect([...mapLines(set).lines.keys()]).toEqual(['1', '2']);
    expect(found(mapLines(set))).toEqual([
      'DUPLICATE_LINE service 3',
      'LINE_NOT_CARRIED service 4',
      'LINES_TO_CHECK router 1',
    ]);
  });
});

describe('sectors', () => {
  const SECTORS = [
    { id: 7, router_id: 1, title: 'North', speed_down: 204_800, speed_up: '0', limit_at: 95 },
    { id: 8, router_id: 9, title: 'Nowhere', speed_down: 1, speed_up: 1 },
  ];

  it('come with their capacities, and services stand on them', () => {
    const mapped = mapSectors(setOf([{ sector_id: 7 }, {}], { 'routers-sectors': SECTORS }));
    expect(mapped.sectors).toEqual([
      { sourceId: '7', routerId: '1', name: 'North', downloadKbps: 204_800, uploadKbps: undefined },
    ]);
    expect([...mapped.places]).toEqual([['1', '7']]);
    expect(found(mapped)).toEqual(['SECTOR_NOT_CARRIED sector 8']);
  });

  it('lose services of another router and of tariffs that share their speed, and what is not listed', () => {
    const services = [
      { sector_id: 7, router_id: 2 },
      { sector_id: 7, tariff_id: 2 },
      { sector_id: 5 },
      { sector_id: 8 },
    ];
    const mapped = mapSectors(setOf(services, { 'routers-sectors': SECTORS }));
    expect(mapped.places.size).toBe(0);
    expect(found(mapped)).toEqual([
      'SECTOR_NOT_CARRIED sector 8',
      'SECTOR_NOT_CARRIED service 1',
      'SECTOR_NOT_CARRIED service 2',
      'UNKNOWN_SECTOR service 3',
      'UNKNOWN_SECTOR service 4',
    ]);
  });
});
