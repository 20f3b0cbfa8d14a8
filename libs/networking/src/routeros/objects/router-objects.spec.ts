import { describe, expect, it } from 'vitest';
import type { ManagedAccess, ManagedRouter } from './managed-access.js';
import { wantedObjects } from './router-objects.js';
import type { RouterObject } from './router-object.js';

const POLICY = { id: 'plan', rates: { download: 100_000_000, upload: 20_000_000 } };

export function access(number: number, more: Partial<ManagedAccess> = {}): ManagedAccess {
  return {
    serviceId: `service-${number}`,
    serviceNumber: String(number),
    customerId: `customer-${number}`,
    partnerId: 'partner',
    planId: 'plan',
    method: 'pppoe',
    login: `user${number}`,
    password: `secret${number}`,
    ipv4: `10.7.0.${number}`,
    sessionAddress: null,
    poolName: null,
    routes: [],
    ownPrefixes: [],
    isLentPrefix: false,
    linkPrefix: null,
    delegatedPrefix: null,
    macs: [],
    desired: 'open',
    reason: null,
    version: 1,
    policy: POLICY,
    contention: 1,
    sector: null,
    ...more,
  };
}

function router(
  way: ManagedRouter['way'],
  api: Record<string, unknown>,
  more: ManagedRouter['options'] = {},
): ManagedRouter {
  return { way, options: { ...more, api: { mode: 'repair', ...api } } };
}

function shortly(objects: readonly RouterObject[]): string[] {
  return objects.map(
    ({ key, menu, values }) =>
      `${menu} ${key} ${Object.entries(values)
        .map(([field, value]) => `${field}=${value}`)
        .join(' ')}`,
  );
}

describe('PPP secrets', () => {
  it('bear our key, the login and the speed by a profile that all with the same speed share', () => {
    const { objects, unfit } = wantedObjects(router('ppp_secrets', { shaping: 'session' }), [access(1), access(2)]);
    expect(unfit).toEqual([]);
    expect(shortly(objects)).toEqual([
      '/ppp/profile demarc:100M-20M:profile name=demarc-100M-20M rate-limit=20M/100M',
      '/ppp/secret demarc:1:secret name=user1 password=secret1 service=any profile=demarc-100M-20M caller-id= remote-address=10.7.0.1 routes= disabled=no',
      '/ppp/secret demarc:2:secret name=user2 password=secret2 service=any profile=demarc-100M-20M caller-id= remote-address=10.7.0.2 routes= disabled=no',
    ]);
  });

  it('are disabled for who is shut, unless a list shuts them; who has no address is never left to the list', () => {
    const shut = [
      access(1, { desired: 'blocked', reason: 'balance' }),
      access(2, { desired: 'closed', reason: 'service_paused' }),
      access(3, { desired: 'blocked', reason: 'hold', ipv4: null }),
    ];
    const disabled = (blockBy: 'disconnect' | 'address_list'): Record<string, string | undefined> =>
      Object.fromEntries(
        wantedObjects(router('ppp_secrets', {}, { blockBy }), shut).objects.map(({ key, values }) => [
          key,
          values['disabled'] ?? '',
        ]),
      );
    expect(disabled('disconnect')).toMatchObject({
      'demarc:1:secret': 'yes',
      'demarc:2:secret': 'yes',
      'demarc:3:secret': 'yes',
    });
    const byList = wantedObjects(
      router(
        'ppp_secrets',
        {},
        {
          blockBy: 'address_list',
          walledGarden: { lists: { 1: { addressList: 'Held' } }, sessionTimeoutSeconds: 300 },
        },
      ),
      shut,
    );
    expect(disabled('address_list')).toMatchObject({
      'demarc:1:secret': 'no',
      'demarc:2:secret': 'yes',
      'demarc:3:secret': 'yes',
    });
    expect(byList.objects.filter(({ menu }) => menu.endsWith('address-list'))).toMatchObject([
      { key: 'demarc:1:blocked', values: { list: 'Reject_2', address: '10.7.0.1' } },
    ]);
  });

  it('stand on lists with every address and prefix they have, so that nobody goes on by IPv6', () => {
    const six = { linkPrefix: '2001:db8:1::/64', delegatedPrefix: '2001:db8:100::/56' };
    const options = { blockBy: 'address_list', activeAddressList: 'Active' } as const;
    const lists = (...accesses: ManagedAccess[]): string[] =>
      shortly(wantedObjects(router('ppp_secrets', {}, options), accesses).objects).filter((row) =>
        row.includes('/firewall/address-list'),
      );
    expect(lists(access(1, { ...six, desired: 'blocked', reason: 'balance' }), access(2, six))).toEqual([
      '/ip/firewall/address-list demarc:1:blocked list=Reject_2 address=10.7.0.1 disabled=no',
      '/ipv6/firewall/address-list demarc:1:blocked-link list=Reject_2 address=2001:db8:1::/64 disabled=no',
      '/ipv6/firewall/address-list demarc:1:blocked-delegated list=Reject_2 address=2001:db8:100::/56 disabled=no',
      '/ip/firewall/address-list demarc:2:active list=Active address=10.7.0.2 disabled=no',
      '/ipv6/firewall/address-list demarc:2:active-link list=Active address=2001:db8:1::/64 disabled=no',
      '/ipv6/firewall/address-list demarc:2:active-delegated list=Active address=2001:db8:100::/56 disabled=no',
    ]);
    // Without an address that is known they are shut at the door, and need no list.
    expect(lists(access(3, { ...six, ipv4: null, desired: 'blocked', reason: 'balance' }))).toEqual([]);
  });

  it('another speed is another profile, and a row for it is not made for who cannot log in', () => {
    const slow = { ...POLICY, rates: { download: 2_000_000, upload: 1_000_000 }, priority: 8 };
    const { objects, unfit } = wantedObjects(router('ppp_secrets', {}), [
      access(1, { policy: slow }),
      access(2, { login: null }),
      access(3, { password: null }),
      access(4, { method: 'ipoe' }),
    ]);
    expect(objects.map(({ values }) => values['name'])).toEqual([
      expect.stringMatching(/^demarc-2M-1M-[0-9a-f]{6}$/),
      'user1',
    ]);
    expect(unfit.map(({ why }) => why)).toEqual(['no_login', 'no_password', 'other_method']);
  });
});

describe('other ways onto the network', () => {
  it('leases are bound to device and address, and refused rather than disabled', () => {
    const dhcp = { method: 'ipoe', macs: ['02:aa:bb:cc:dd:01'] } as const;
    const { objects, unfit } = wantedObjects(router('dhcp_leases', { shaping: 'session', dhcpServer: 'lan' }), [
      access(1, dhcp),
      access(2, { ...dhcp, desired: 'closed' }),
      access(3, { method: 'ipoe' }),
      access(4, { ...dhcp, ipv4: null }),
    ]);
    expect(objects.map(({ values }) => values)).toMatchObject([
      {
        address: '10.7.0.1',
        'mac-address': '02:AA:BB:CC:DD:01',
        server: 'lan',
        'rate-limit': '20M/100M',
        'block-access': 'no',
        disabled: 'no',
      },
      { address: '10.7.0.2', 'block-access': 'yes', disabled: 'no' },
    ]);
    expect(unfit.map(({ why }) => why)).toEqual(['no_mac', 'no_address']);
  });

  it('hotspot users and filter rules are ours by their comment', () => {
    const users = wantedObjects(router('hotspot_users', {}), [access(1, { method: 'hotspot' })]).objects;
    expect(users.map(({ menu }) => menu)).toEqual(['/ip/hotspot/user/profile', '/ip/hotspot/user']);
    const rules = wantedObjects(router('ip_mac_filter', {}), [access(1, { macs: ['02:aa:bb:cc:dd:01'] })]).objects;
    expect(rules).toMatchObject([
      {
        key: 'demarc:1:filter-up',
        values: { chain: 'demarc', 'src-address': '10.7.0.1', 'src-mac-address': '02:AA:BB:CC:DD:01' },
      },
      { key: 'demarc:1:filter-down', values: { chain: 'demarc', 'dst-address': '10.7.0.1' } },
    ]);
  });

  it('beside RADIUS nothing is kept unless it is asked for', () => {
    expect(wantedObjects(router('radius', {}), [access(1)]).objects).toEqual([]);
    const lists = wantedObjects(
      router('radius', { keepLists: true }, { blockBy: 'address_list', activeAddressList: 'Active' }),
      [access(1, { ipv4: null, sessionAddress: '10.9.0.1' }), access(2, { desired: 'blocked', reason: 'balance' })],
    ).objects;
    expect(lists.map(({ values }) => `${values['list']} ${values['address']}`)).toEqual([
      'Active 10.9.0.1',
      'Reject_2 10.7.0.2',
    ]);
  });
});

describe('queues', () => {
  it('hold customers to all that their policy says, upload first', () => {
    const policy = {
      ...POLICY,
      burst: { rate: { download: 200e6, upload: 40e6 }, threshold: { download: 80e6, upload: 16e6 }, seconds: 30 },
      priority: 3,
      guaranteed: { download: 10e6, upload: 2e6 },
    };
    const [queue] = wantedObjects(router('radius', { shaping: 'simple_queue' }), [
      access(1, { policy, routes: ['10.8.0.0/29'] }),
    ]).objects;
    expect(queue?.values).toEqual({
      name: 'demarc-1',
      target: '10.7.0.1/32,10.8.0.0/29',
      parent: 'none',
      'max-limit': '20M/100M',
      'limit-at': '2M/10M',
      'burst-limit': '40M/200M',
      'burst-threshold': '16M/80M',
      'burst-time': '30s/30s',
      priority: '3/3',
      disabled: 'no',
    });
  });

  it('hold all that is theirs, IPv6 with it; with PCQ, which counts by address, who has more than one has a queue of their own', () => {
    const six = access(1, { ownPrefixes: ['2001:db8:1::/64', '2001:db8:100::/56'] });
    const targets = (shaping: string): string[] =>
      wantedObjects(router('radius', { shaping }), [six, access(2)]).objects.flatMap(
        ({ kind, values }) => (kind === 'queue' ? values['target'] : kind === 'member' ? values['address'] : []) ?? [],
      );
    expect(targets('simple_queue')).toEqual(['10.7.0.1/32,2001:db8:1::/64,2001:db8:100::/56', '10.7.0.2/32']);
    expect(targets('pcq')).toEqual(['10.7.0.2', '10.7.0.1/32,2001:db8:1::/64,2001:db8:100::/56']);
  });

  it('are not for who is lent a prefix, where the answer to the login can hold them', () => {
    const lent = access(1, { isLentPrefix: true });
    expect(wantedObjects(router('radius', { shaping: 'simple_queue' }), [lent]).objects).toEqual([]);
    expect(wantedObjects(router('ppp_secrets', { shaping: 'simple_queue' }), [lent]).objects).toHaveLength(2);
  });

  it('those who share a speed stand below a parent: their number through the ratio, never less than one alone', () => {
    const shared = (count: number): string | undefined =>
      wantedObjects(
        router('radius', { shaping: 'simple_queue_tree' }),
        Array.from({ length: count }, (_, k) => access(k + 1, { contention: 10 })),
      ).objects.find(({ kind }) => kind === 'parent')?.values['max-limit'];
    expect(shared(3)).toBe('20M/100M');
    expect(shared(40)).toBe('80M/400M');
    const { objects } = wantedObjects(router('radius', { shaping: 'simple_queue_tree' }), [
      access(1, { contention: 10 }),
      access(2),
    ]);
    expect(objects.map(({ values }) => [values['name'], values['parent'], values['target']])).toEqual([
      ['demarc-100M-20M-x10', 'none', '10.7.0.1/32'],
      ['demarc-1', 'demarc-100M-20M-x10', '10.7.0.1/32'],
      ['demarc-2', 'none', '10.7.0.2/32'],
    ]);
  });

  it('PCQ shares types, marks and trees among all of a speed, and a list says who they are', () => {
    const { objects } = wantedObjects(router('radius', { shaping: 'pcq' }), [access(1), access(2)]);
    expect(
      objects.map(({ menu, values }) => `${menu} ${values['name'] ?? values['list'] ?? values['new-packet-mark']}`),
    ).toEqual([
      '/queue/type demarc-100M-20M-down',
      '/ip/firewall/mangle demarc-100M-20M-down',
      '/queue/tree demarc-100M-20M-down',
      '/queue/type demarc-100M-20M-up',
      '/ip/firewall/mangle demarc-100M-20M-up',
      '/queue/tree demarc-100M-20M-up',
      '/ip/firewall/address-list demarc-100M-20M',
      '/ip/firewall/address-list demarc-100M-20M',
    ]);
    expect(objects[0]?.values).toMatchObject({ 'pcq-rate': '100M', 'pcq-classifier': 'dst-address' });
  });

  it('those on a sector share its capacity below a parent, whatever their plans', () => {
    const sector = { id: '0190', downloadKbps: 300_000, uploadKbps: null };
    const { objects } = wantedObjects(router('radius', { shaping: 'simple_queue_tree' }), [
      access(1, { sector }),
      access(2, { sector, policy: { ...POLICY, rates: { download: 5e6, upload: 1e6 } } }),
      access(3),
    ]);
    expect(objects.map(({ key, values }) => [key, values['parent'], values['max-limit'], values['target']])).toEqual([
      ['demarc:sector-0190:parent', 'none', '0/300M', '10.7.0.1/32,10.7.0.2/32'],
      ['demarc:1:queue', 'demarc-sector-0190', '20M/100M', '10.7.0.1/32'],
      ['demarc:2:queue', 'demarc-sector-0190', '1M/5M', '10.7.0.2/32'],
      ['demarc:3:queue', 'none', '20M/100M', '10.7.0.3/32'],
    ]);
    const plain = wantedObjects(router('radius', { shaping: 'simple_queue' }), [access(1, { sector })]).objects;
    expect(plain.map(({ values }) => values['parent'])).toEqual(['none']);
  });

  it('with PCQ, trees of those on a sector stand below its trees, and those of a shared plan are held to its share', () => {
    const sector = { id: '0190', downloadKbps: 300_000, uploadKbps: 50_000 };
    const trees = (...accesses: ManagedAccess[]): string[] =>
      wantedObjects(router('radius', { shaping: 'pcq' }), accesses)
        .objects.filter(({ menu, values }) => menu === '/queue/tree' && values['name']?.endsWith('-down'))
        .map(
          ({ values }) => `${values['name']} < ${values['parent']} ${values['queue'] ?? '-'} ${values['max-limit']}`,
        );
    expect(trees(access(1, { sector }), access(2))).toEqual([
      'demarc-sector-0190-down < global - 300M',
      expect.stringMatching(/^demarc-100M-20M-s[0-9a-f]{6}-down < demarc-sector-0190-down demarc-100M-20M-down 0$/),
      'demarc-100M-20M-down < global demarc-100M-20M-down 0',
    ]);
    const shared = Array.from({ length: 30 }, (_, k) => access(k + 1, { contention: 10 }));
    expect(trees(...shared)).toEqual(['demarc-100M-20M-x10-down < global demarc-100M-20M-down 300M']);
  });

  it('are for addresses that stay: who is lent one is held by the answer to the login, and by nothing else told', () => {
    const lent = access(1, { ipv4: null, sessionAddress: '10.9.0.1' });
    expect(wantedObjects(router('radius', { shaping: 'simple_queue' }), [lent])).toEqual({ objects: [], unfit: [] });
    const secrets = wantedObjects(router('ppp_secrets', { shaping: 'simple_queue' }), [lent]);
    expect(secrets.objects.filter(({ menu }) => menu === '/queue/simple')).toEqual([]);
    expect(secrets.unfit).toMatchObject([{ why: 'no_address' }]);
    const noPlan = wantedObjects(router('radius', { shaping: 'pcq' }), [access(2, { policy: null })]);
    expect(noPlan.unfit).toMatchObject([{ why: 'no_policy', name: 'user2' }]);
  });
});
