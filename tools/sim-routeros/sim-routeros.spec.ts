import fc from 'fast-check';
import { canonicalRow, readExport } from '@demarc/networking/routeros';
import { describe, expect, it } from 'vitest';
import { carryOut, parseCommand } from './commands.ts';
import { SimRouter } from './sim-router.ts';

let nowMs = Date.UTC(2026, 2, 15, 4, 0, 0);
const routerOf = (version = '7.18.2'): SimRouter => new SimRouter({ version, now: () => new Date(nowMs) });
const say = (router: SimRouter, ...words: readonly string[]) => carryOut(router.state, parseCommand(words));

describe('rows of the router', () => {
  it('never get an id again that another row had', () => {
    const router = routerOf();
    const first = router.add('/ppp/secret', { name: 'a' });
    router.remove('/ppp/secret', { name: 'a' });
    expect(router.add('/ppp/secret', { name: 'a' })).not.toBe(first);
    for (let k = 0; k < 30; k += 1) router.add('/ppp/secret', { name: `n${k}` });
    expect(router.rows('/ppp/secret').at(-1)?.['.id']).toBe('*20');
  });

  it('are spelled as RouterOS spells them', () => {
    const router = routerOf();
    router.add('/queue/simple', {
      name: 'q',
      target: '10.0.0.1,10.1.0.0/24',
      'max-limit': '10M/1536k',
      'burst-time': '90',
    });
    router.add('/ip/hotspot/user', { name: 'h', 'limit-uptime': '26:00:00', 'mac-address': '02-00-00-00-00-0a' });
    router.add('/ip/firewall/address-list', { list: 'l', address: '10.0.0.1/32' });
    expect(router.rows('/queue/simple')[0]).toMatchObject({
      target: '10.0.0.1/32,10.1.0.0/24',
      'max-limit': '10000000/1536000',
      'burst-time': '1m30s/1m30s',
    });
    expect(router.rows('/ip/hotspot/user')[0]).toMatchObject({
      'limit-uptime': '1d2h',
      'mac-address': '02:00:00:00:00:0A',
    });
    expect(router.rows('/ip/firewall/address-list')[0]).toMatchObject({ address: '10.0.0.1' });
  });

  it.each([
    ['/ppp/secret', { name: 'a' }, 'failure: secret with the same name already exists'],
    ['/ppp/profile', { name: 'a' }, 'failure: profile with the same name already exists'],
    ['/queue/simple', { name: 'a', target: '10.0.0.1' }, 'failure: already have such name'],
    ['/ip/pool', { name: 'a', ranges: '10.0.0.1' }, 'failure: pool with such name exists'],
    ['/ip/address', { address: '10.0.0.1/24', interface: 'ether1' }, 'failure: already have such address'],
    ['/ip/firewall/address-list', { list: 'a', address: '10.0.0.1' }, 'failure: already have such entry'],
    ['/ip/hotspot/user', { name: 'a' }, 'failure: already have user with this name for this server'],
  ])('of %s are there once', (menu, values: Record<string, string>, trap) => {
    const router = routerOf();
    router.add(menu, values);
    expect(() => router.add(menu, values)).toThrow(trap);
    expect(
      router.rows(menu).filter((row) => Object.entries(values).every(([k, v]) => row[k]?.startsWith(v))),
    ).toHaveLength(1);
  });

  it('that the router made cannot be changed, and of some kinds not removed', () => {
    const router = routerOf();
    const lease = router.addDynamic('/ip/dhcp-server/lease', {
      address: '10.0.0.4',
      'mac-address': '02:00:00:00:00:04',
    });
    const queue = router.addDynamic('/queue/simple', { name: '<pppoe-a>', target: '<pppoe-a>' });
    expect(() => say(router, '/ip/dhcp-server/lease/set', `=.id=${lease}`, '=comment=x')).toThrow(
      'can not change dynamic lease',
    );
    expect(() => say(router, '/queue/simple/remove', `=.id=${queue}`)).toThrow('can not remove dynamic');
    say(router, '/ip/dhcp-server/lease/make-static', `=.id=${lease}`);
    say(router, '/ip/dhcp-server/lease/set', `=.id=${lease}`, '=comment=x');
    expect(router.rows('/ip/dhcp-server/lease')[0]).toMatchObject({ comment: 'x', dynamic: 'false' });
  });

  it('of an address list go when their time is over', () => {
    const router = routerOf();
    router.add('/ip/firewall/address-list', { list: 'l', address: '10.0.0.1', timeout: '1h' });
    nowMs += 1_800_000;
    expect(router.rows('/ip/firewall/address-list')).toMatchObject([{ dynamic: 'true', timeout: '30m' }]);
    nowMs += 1_800_000;
    expect(router.rows('/ip/firewall/address-list')).toEqual([]);
    expect(say(router, '/ip/firewall/address-list/print', '=count-only=').ret).toBe('0');
  });

  it('follow a profile that gets another name, and keep its bare id when it is gone', () => {
    const router = routerOf();
    const id = router.add('/ppp/profile', { name: 'plan' });
    router.add('/ppp/secret', { name: 'a', profile: 'plan' });
    router.change('/ppp/profile', { name: 'plan' }, { name: 'plan-2' });
    expect(router.rows('/ppp/secret')[0]?.['profile']).toBe('plan-2');
    router.remove('/ppp/profile', { name: 'plan-2' });
    expect(router.rows('/ppp/secret')[0]?.['profile']).toBe(id);
  });

  it('are changed together or not at all', () => {
    const router = routerOf();
    const a = router.add('/ppp/secret', { name: 'a' });
    expect(() => say(router, '/ppp/secret/set', `=.id=${a},*7F`, '=comment=x')).toThrow('no such item');
    expect(router.rows('/ppp/secret')[0]).not.toHaveProperty('comment');
    say(router, '/ppp/secret/disable', '=numbers=a');
    expect(say(router, '/ppp/secret/find', '?disabled=true').ret).toBe(a);
  });
});

describe('what a test may ask', () => {
  it('a snapshot is the same text as long as nobody touched anything', () => {
    const router = routerOf();
    const a = router.add('/ip/firewall/filter', { chain: 'forward', comment: 'a' });
    const b = router.add('/ip/firewall/filter', { chain: 'forward', comment: 'b' });
    const before = router.snapshot();
    nowMs += 60_000;
    say(router, '/ip/firewall/filter/print');
    expect(router.snapshot()).toBe(before);
    say(router, '/ip/firewall/filter/move', `=numbers=${b}`, `=destination=${a}`);
    expect(router.snapshot()).not.toBe(before);
    say(router, '/ip/firewall/filter/move', `=numbers=${b}`);
    expect(router.snapshot()).toBe(before);
  });

  it('commands are counted by menu, refused writes too, hands on the router not', () => {
    const router = routerOf();
    router.add('/ppp/secret', { name: 'by hand' });
    say(router, '/ppp/secret/print');
    say(router, '/ppp/secret/add', '=name=a');
    expect(() => say(router, '/ppp/secret/add', '=name=a')).toThrow();
    expect(router.count('/ppp/secret')).toEqual({ reads: 1, writes: 2 });
    expect(router.writes).toBe(2);
    router.resetCounts();
    expect(router.writes).toBe(0);
  });
});

const word = fc.string({
  unit: fc.constantFrom(...'ab9 -_"\\$?=;#[]{}()\n\r\t\'~ééřž日'),
  minLength: 1,
  maxLength: 120,
});
const rate = fc.constantFrom('0/0', '512k/1M', '10M/20M', '1G/1G', '1234567/64000');
const flag = fc.constantFrom('yes', 'no');
const secrets = fc.uniqueArray(
  fc.record(
    {
      name: word,
      password: word,
      comment: word,
      disabled: flag,
      'remote-address': fc.constantFrom('10.0.0.1', 'pool-a'),
    },
    { requiredKeys: ['name'] },
  ),
  { selector: ({ name }) => name, maxLength: 8 },
);
const queues = fc.uniqueArray(
  fc.record(
    {
      name: word,
      target: fc.constantFrom('10.0.0.1', '10.0.0.0/24,br1'),
      'max-limit': rate,
      'burst-time': fc.constantFrom('0', '16', '10s/20s'),
      comment: word,
    },
    { requiredKeys: ['name'] },
  ),
  { selector: ({ name }) => name, maxLength: 8 },
);
const users = fc.uniqueArray(
  fc.record(
    {
      name: word,
      password: word,
      'limit-uptime': fc.constantFrom('1d', '30:00:00', '90m'),
      'limit-bytes-total': fc.nat().map(String),
      disabled: flag,
    },
    { requiredKeys: ['name'] },
  ),
  { selector: ({ name }) => name, maxLength: 8 },
);

describe('an export', () => {
  const told = new Set(['last-logged-out', 'uptime', 'bytes-in', 'bytes-out', 'bytes', 'rate']);
  const rowsBy = (router: SimRouter, menu: string): unknown[] =>
    router
      .rows(menu)
      .map((row) =>
        canonicalRow(
          menu,
          Object.fromEntries(
            Object.entries(row).filter(([field]) => !told.has(field) && field !== 'dynamic' && field !== 'invalid'),
          ),
        ),
      );

  it.each([
    ['7.18.2', { showSensitive: true }, undefined],
    ['7.18.2', { showSensitive: true, terse: true }, undefined],
    ['6.49.10', {}, 'windows-1250'],
    ['6.49.10', { terse: true }, 'windows-1250'],
  ] as const)(
    'of %s %j, read again, has the rows that print has',
    { timeout: 60_000 },
    (version, options, codePage) => {
      fc.assert(
        fc.property(secrets, queues, users, (secretRows, queueRows, userRows) => {
          const router = routerOf(version);
          router.manners.codePage = codePage;
          const menus = { '/ppp/secret': secretRows, '/queue/simple': queueRows, '/ip/hotspot/user': userRows };
          for (const [menu, rows] of Object.entries(menus))
            for (const row of rows)
              router.add(
                menu,
                Object.fromEntries(
                  Object.entries(row).map(([k, v]) => [k, codePage ? String(v).replace(/日/g, 'č') : String(v)]),
                ),
              );
          const file = readExport(Buffer.from(router.exportFile(options), 'latin1'), codePage);
          expect(file.notUnderstood).toEqual([]);
          for (const menu of Object.keys(menus)) {
            const read = (file.menus.get(menu) ?? []).map(({ values }) => canonicalRow(menu, values));
            expect(read).toEqual(rowsBy(router, menu));
          }
        }),
        { numRuns: 100 },
      );
    },
  );

  it('of RouterOS 7 keeps passwords to itself unless asked', () => {
    const router = routerOf();
    router.add('/ppp/secret', { name: 'a', password: 'geheim' });
    expect(router.exportFile()).not.toContain('geheim');
    expect(router.exportFile({ showSensitive: true })).toContain('password=geheim');
  });
});
