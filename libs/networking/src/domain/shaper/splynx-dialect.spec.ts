import { describe, expect, it } from 'vitest';
import { specimenCircuit, specimenNode } from '../../../test/circuit-specimen.js';
import { splynxMonitoring, splynxOnline, splynxServices, splynxTariffs } from './splynx-dialect.js';

describe('answers in the dialect of a Splynx', () => {
  it('makes a tariff of each speed that holds, so that who is slowed is slow for the shaper too', () => {
    const full = specimenCircuit();
    const slowed = specimenCircuit({
      number: '1002',
      rates: { download: 5_000_000, upload: 1_000_000 },
      adjusted: { by: 'fair_use', name: 'Evening' },
    });
    const tariffs = new Map(splynxTariffs([full, slowed, full]).map((one) => [one.id, one]));
    const speeds = splynxServices([full, slowed]).map((service) =>
      'tariff_id' in service ? tariffs.get(String(service.tariff_id))?.speed_download : undefined,
    );
    expect(tariffs.size).toBe(2);
    expect(speeds).toEqual([100_000, 5_000]);
  });

  it('tells a single address before networks, all of them, and an empty text where there is none', () => {
    const [service] = splynxServices([
      specimenCircuit({ ipv4: ['198.51.100.0/29', '192.0.2.10'], ipv6: ['2001:db8:1::/64', '2001:db8:2::/56'] }),
    ]);
    expect(service).toMatchObject({
      ipv4: '192.0.2.10',
      ipv4_route: '198.51.100.0/29',
      ipv6: '2001:db8:1::/64',
      ipv6_delegated: '2001:db8:2::/56',
      access_device: 0,
    });
    expect(splynxServices([specimenCircuit({ ipv4: [], ipv6: [], macs: [] })])[0]).toMatchObject({
      ipv4: '',
      ipv4_route: '',
      ipv6: '',
      ipv6_delegated: '',
      mac: '',
    });
  });

  it('tells only of what is in use', () => {
    const circuits = [specimenCircuit({ state: 'blocked' }), specimenCircuit({ rates: null, isOnline: true })];
    expect([splynxServices(circuits), splynxTariffs(circuits), splynxOnline(circuits, [])]).toEqual([[], [], []]);
  });

  it('shows sectors as access points on their site', () => {
    const nodes = [
      specimenNode({ id: 's1', kind: 'site', name: 'Hill' }),
      specimenNode({ id: 'x1', kind: 'sector', name: 'North', parent: { kind: 'site', id: 's1' } }),
    ];
    expect(splynxMonitoring(nodes)).toMatchObject([
      { id: 's1', title: 'Hill', type: 1, parent_id: 0 },
      { id: 'x1', title: 'North', type: 5, parent_id: 's1' },
    ]);
  });
});
