import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimRouter, type SimRouterOptions } from '../../../../../tools/sim-routeros/sim-router.ts';
import {
  readFacts,
  RouterClient,
  where,
  anyOf,
  not,
  has,
  type RouterClientOptions,
  type RouterItemId,
} from '../index.js';

let router: SimRouter;
let client: RouterClient | undefined;

async function begin(options: SimRouterOptions = {}): Promise<void> {
  router = new SimRouter(options);
  await router.start();
}

async function logIn(options: RouterClientOptions = {}): Promise<RouterClient> {
  client = await RouterClient.open(
    { host: '127.0.0.1', port: router.port, security: { kind: 'plain' } },
    { user: 'admin', password: 'secret' },
    options,
  );
  return client;
}

beforeEach(() => begin());
afterEach(async () => {
  vi.restoreAllMocks();
  client?.close();
  await router.stop();
});

describe('a login', () => {
  it('is plain since 6.43', async () => {
    const { identity, version } = await readFacts(await logIn());
    expect(identity).toBe('sim-routeros');
    expect(version).toMatchObject({ major: 7, minor: 18, patch: 2 });
  });

  it('answers the challenge of a router before 6.43, offered or asked for', async () => {
    await router.stop();
    await begin({ version: '6.42.12' });
    await logIn();
    client?.close();
    expect((await readFacts(await logIn({ login: 'challenge' }))).version?.text).toBe('6.42.12');
    expect(router.logins).toBe(2);
  });

  it.each(['6.42.12', '6.49.10', '7.18.2'])('with a wrong password is refused by %s, in its words', async (version) => {
    await router.stop();
    await begin({ version, users: { admin: 'other' } });
    await expect(logIn()).rejects.toMatchObject({
      code: 'ROUTER_LOGIN_REFUSED',
      routerSays: version.startsWith('6.42') ? 'cannot log in' : 'invalid user name or password (6)',
    });
    await expect.poll(() => router.openConnections).toBe(0);
  });
});

describe('rows', () => {
  it('are added, read, changed, unset and removed', async () => {
    const menu = '/ppp/secret';
    const open = await logIn();
    const id = await open.add(menu, { name: 'anna', 'remote-address': '10.0.0.9', comment: 'Žofia "1" = \\' });
    expect(id).toMatch(/^\*[0-9A-F]+$/);
    if (!id) return;
    expect(await open.print(menu, { fields: ['.id', 'name', 'comment', 'remote-address'] })).toEqual([
      { '.id': id, name: 'anna', comment: 'Žofia "1" = \\', 'remote-address': '10.0.0.9' },
    ]);
    await open.set(menu, id, { disabled: 'yes', comment: undefined });
    await open.unset(menu, id, 'remote-address');
    expect(router.rows(menu)).toMatchObject([{ disabled: 'true', comment: 'Žofia "1" = \\' }]);
    expect(router.rows(menu)[0]).not.toHaveProperty('remote-address');
    await open.remove(menu, id);
    expect(await open.count(menu)).toBe(0);
    expect(router.count(menu)).toEqual({ reads: 2, writes: 4 });
  });

  it('are found by queries', async () => {
    for (const [name, disabled] of Object.entries({ a: 'no', b: 'yes', c: 'no' }))
      router.add('/ppp/secret', { name, disabled, ...(name === 'c' && { 'remote-address': '10.0.0.1' }) });
    const open = await logIn();
    const names = async (query: readonly string[]): Promise<unknown> =>
      (await open.print('/ppp/secret', { fields: ['name'], where: query })).map(({ name }) => name);
    expect(await names(where({ disabled: 'false' }))).toEqual(['a', 'c']);
    expect(await names(where({ name: 'b', disabled: 'false' }))).toEqual([]);
    expect(await names(anyOf(where({ name: 'a' }), where({ name: 'b' })))).toEqual(['a', 'b']);
    expect(await names(not(where({ name: 'a' })))).toEqual(['b', 'c']);
    expect(await names(has('remote-address'))).toEqual(['c']);
    expect(await open.count('/ppp/secret', where({ disabled: 'true' }))).toBe(1);
  });

  it('that are none come as none, with `!empty` and without', async () => {
    expect(await (await logIn()).print('/ppp/active')).toEqual([]);
    client?.close();
    await router.stop();
    await begin({ version: '7.12.1' });
    expect(await (await logIn()).print('/ppp/active')).toEqual([]);
  });

  it('keep their order, and are moved', async () => {
    const open = await logIn();
    const ids: (RouterItemId | undefined)[] = [];
    for (const comment of ['a', 'b', 'c'])
      ids.push(await open.add('/ip/firewall/filter', { chain: 'forward', comment }));
    const [a, b, c] = ids;
    if (!a || !b || !c) throw new Error('no ids');
    await open.move('/ip/firewall/filter', c, a);
    await open.move('/ip/firewall/filter', a);
    expect((await open.print('/ip/firewall/filter')).map(({ comment }) => comment)).toEqual(['c', 'b', 'a']);
  });
});

describe('a refusal', () => {
  it.each([
    ['already_exists', 'failure: secret with the same name already exists', { name: 'double' }],
    ['bad_value', 'input does not match any value of profile', { name: 'x', profile: 'nowhere' }],
    ['bad_value', 'missing value(s) of argument(s) name', { comment: 'nameless' }],
    ['no_such_command', 'unknown parameter', { name: 'x', colour: 'red' }],
  ])('means %s when the router says: %s', async (meaning, routerSays, values: Record<string, string>) => {
    router.add('/ppp/secret', { name: 'double' });
    await expect((await logIn()).add('/ppp/secret', values)).rejects.toMatchObject({
      code: 'ROUTER_TRAP',
      outcome: 'refused',
      routerSays,
      meaning,
    });
  });

  it('tells a row that is gone from one that may not be changed', async () => {
    const open = await logIn();
    await expect(open.remove('/ppp/secret', '*7F')).rejects.toMatchObject({
      meaning: 'no_such_item',
      category: 'missing_item_or_command',
    });
    const id = router.addDynamic('/ip/dhcp-server/lease', { address: '10.0.0.4', 'mac-address': '02:00:00:00:00:04' });
    await expect(open.set('/ip/dhcp-server/lease', id as `*${string}`, { comment: 'x' })).rejects.toMatchObject({
      meaning: 'not_changeable',
    });
    router.manners.readOnly = true;
    await expect(open.add('/ppp/secret', { name: 'x' })).rejects.toMatchObject({ meaning: 'not_permitted' });
    await expect(open.print('/no/such/menu')).rejects.toMatchObject({ meaning: 'no_such_command' });
  });

  it('leaves the line to others', async () => {
    const open = await logIn();
    const results = await Promise.allSettled([
      open.remove('/ppp/secret', '*7F'),
      open.print('/system/identity'),
      open.add('/ppp/secret', { name: 'b' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('of our own hits names that would say something else', async () => {
    const open = await logIn();
    await expect(open.print('/ppp/secret\u0000/print')).rejects.toThrow(RangeError);
    await expect(open.add('/ppp/secret', { 'a=b': 'c' })).rejects.toThrow(RangeError);
    await expect(open.set('/ppp/secret', '*1,*2' as `*${string}`, {})).rejects.toThrow(RangeError);
    expect(() => where({ '#': 'x' })).toThrow(RangeError);
  });
});

describe('many commands', () => {
  it('share the line, at most so many at once, each with its own answer', async () => {
    let most = 0;
    let now = 0;
    router.manners.latencyMs = () => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => (now -= 1), 5);
      return 5;
    };
    const open = await logIn({ pace: { start: 3, most: 3 } });
    const ids = await Promise.all(Array.from({ length: 40 }, (_, k) => open.add('/ppp/secret', { name: `n${k}` })));
    expect(new Set(ids).size).toBe(40);
    expect(most).toBeLessThanOrEqual(3);
    const names = new Map(router.rows('/ppp/secret').map((row) => [row['.id'], row['name']]));
    expect(ids.map((id) => names.get(id ?? ''))).toEqual(ids.map((_, k) => `n${k}`));
  });

  it('become fewer at once when the router takes far longer than before', async () => {
    let nowMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const takes = (ms: number) => (): number => {
      nowMs += ms;
      return 0;
    };
    router.manners.latencyMs = takes(10);
    const open = await logIn({ pace: { start: 8, most: 8 } });
    for (let k = 0; k < 10; k += 1) await open.print('/system/identity');
    expect(open.pace.limit).toBe(8);
    router.manners.latencyMs = takes(1_000);
    await open.print('/system/identity');
    expect(open.pace.limit).toBe(4);
  });

  it('come out right whatever pieces the network makes of them', async () => {
    router.manners.fragmentOctets = 1;
    for (let k = 0; k < 20; k += 1) router.add('/ppp/secret', { name: `n${k}`, comment: '李小龙'.repeat(k) });
    const rows = await (await logIn()).print('/ppp/secret');
    expect(rows.map(({ comment }) => comment ?? '')).toEqual(Array.from({ length: 20 }, (_, k) => '李小龙'.repeat(k)));
  });

  it('say bytes that are no UTF-8 as bytes, and lose none', async () => {
    router.add('/ppp/secret', { name: 'x', comment: 'Chloé Dvořák' });
    router.manners.codePage = 'windows-1250';
    expect((await (await logIn()).print('/ppp/secret'))[0]?.['comment']).toBe('Chlo\\E9 Dvo\\F8\\E1k');
  });
});

describe('listening', () => {
  it('tells of rows that come, change and go, until the reader stops', async () => {
    const open = await logIn();
    const seen: unknown[] = [];
    const following = (async () => {
      for await (const news of open.listen('/ppp/active', { fields: ['.id', 'name'] })) {
        seen.push(news);
        if (seen.length === 2) break;
      }
    })();
    await expect.poll(() => router.count('/ppp/active').reads).toBe(1);
    const id = router.addDynamic('/ppp/active', { name: 'anna' });
    router.removeDynamic('/ppp/active', { name: 'anna' });
    await following;
    expect(seen).toEqual([
      { kind: 'row', row: { '.id': id, name: 'anna' } },
      { kind: 'gone', id },
    ]);
    expect(await open.count('/ppp/active')).toBe(0);
  });

  it('ends by its signal without a fault, and with one when the line breaks', async () => {
    const open = await logIn();
    const stop = new AbortController();
    const follow = async (signal?: AbortSignal): Promise<void> => {
      for await (const news of open.listen('/log', signal ? { signal } : {})) expect(news).toBeDefined();
    };
    const first = follow(stop.signal);
    await expect.poll(() => router.count('/log').reads).toBe(1);
    stop.abort();
    await first;
    const second = follow();
    await expect.poll(() => router.count('/log').reads).toBe(2);
    router.cutAll();
    await expect(second).rejects.toMatchObject({ code: 'ROUTER_CLOSED' });
  });
});

describe('tools', () => {
  it('ping from the router row by row', async () => {
    const open = await logIn();
    const rows: unknown[] = [];
    await open.call('/tool/ping', { address: '10.0.0.1', count: '3' }, { onRow: (row) => rows.push(row) });
    expect(rows).toHaveLength(3);
    expect((await open.call('/tool/ping', { address: '192.0.2.9', count: '1' })).rows).toMatchObject([
      { status: 'timeout' },
    ]);
    expect((await open.call('/tool/traceroute', { address: '10.0.2.2' })).rows).toHaveLength(3);
  });
});
