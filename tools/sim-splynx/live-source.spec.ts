import { afterEach, describe, expect, it } from 'vitest';
import { SeededRandom, SettableClock, SystemClock } from '@demarc/kernel';
import { Dataset } from './dataset.ts';
import { parseExact, type ExactRow } from './exact-json.ts';
import { SplynxSimulator, type SimulatorOptions } from './server.ts';
import { SAMPLE_PROVIDER } from '../../libs/migration/test/sample-provider.js';
import { readSourceSet } from '../../libs/migration/src/domain/source/read-source-set.js';
import type { ApiSettings } from '../../libs/migration/src/source/splynx/api-client.js';
import { SplynxDirectory } from '../../libs/migration/src/source/splynx/directory.adapter.js';
import { SplynxServer } from '../../libs/migration/src/source/splynx/http.adapter.js';
import { openSplynxServer } from '../../libs/migration/src/source/splynx/open-server.js';
import { readSource } from '../../libs/migration/src/source/splynx/read-source.js';
import { SourceError } from '../../libs/migration/src/source/splynx/splynx-source.js';

const KEY = { key: 'import-key', secret: 'import-secret' };
const noWait = (): Promise<void> => Promise.resolve();

describe('a live Splynx server', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });

  async function simulate(options: Partial<SimulatorOptions> = {}): Promise<SplynxSimulator> {
    const simulator = await SplynxSimulator.start({
      dataset: Dataset.fromFolder(SAMPLE_PROVIDER),
      apiKey: { ...KEY, allowBasic: true, checkNonce: true },
      ...options,
    });
    open.push(simulator);
    return simulator;
  }

  function connect(simulator: SplynxSimulator, settings: Partial<ApiSettings> = {}): SplynxServer {
    const server = new SplynxServer(
      { url: simulator.url, credentials: KEY, signIn: 'basic', pageSize: 40, ...settings },
      new SystemClock(),
      new SeededRandom('import'),
      noWait,
    );
    open.push({ stop: () => server.close() });
    return server;
  }

  it.each(['basic', 'signed', 'token'] as const)(
    'gives the same system as its files do, signed in by %s',
    async (signIn) => {
      const simulator = await simulate();
      const live = readSourceSet(await readSource(connect(simulator, { signIn })));
      const files = readSourceSet(await readSource(await SplynxDirectory.open(SAMPLE_PROVIDER)));
      const closed = new Set(
        files.customers
          .filter((customer) => ['blocked', 'disabled'].includes(customer.status))
          .map((customer) => customer.id),
      );
      expect(live).toEqual({
        ...files,
        statusChanges: files.statusChanges.filter((change) => closed.has(change.customerId)),
      });
      expect(simulator.mostConnections).toBe(1);
      expect(
        simulator.requests.filter((request) => !['GET', 'HEAD'].includes(request.method)).map((request) => request.url),
      ).toEqual(signIn === 'token' ? ['/api/2.0/admin/auth/tokens'] : []);
    },
  );

  it('reads the same from an old server that prints every number in quotes', async () => {
    const plain = readSourceSet(await readSource(connect(await simulate())));
    const quoted = readSourceSet(await readSource(connect(await simulate({ switches: { asStrings: true } }))));
    expect(quoted).toEqual(plain);
  });

  it('gets through where requests fail and connections drop, and gives no row twice', async () => {
    const simulator = await simulate({ switches: { failEvery: 7, dropEvery: 11 } });
    const rows = await collect(connect(simulator, { pageSize: 10 }), 'invoices');
    expect(rows).toHaveLength(125);
    expect(new Set(rows).size).toBe(125);
  });

  it('gives up after its attempts and says which collection', async () => {
    const simulator = await simulate({ switches: { failEvery: 1 } });
    const failure = await readSource(connect(simulator, { attempts: 3 })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(String(failure)).toContain('administration/partners answered 503');
    expect(simulator.requests).toHaveLength(3);
  });

  it.each([
    ['ignores paging', { ignorePaging: true }],
    ['repeats rows past the end', { repeatLastPage: true }],
  ] as const)('gives each row once where the server %s', async (_what, switches) => {
    const rows = await collect(connect(await simulate({ switches }), { pageSize: 25 }), 'invoices');
    expect(rows).toHaveLength(125);
    expect(new Set(rows).size).toBe(125);
  });

  it('goes on behind the last row that was read', async () => {
    const rows = await collect(connect(await simulate()), 'invoices', '2120');
    expect(rows).toEqual(['2121', '2122', '2123', '2124', '2125']);
  });

  it('calls a collection that it may not see not readable, never empty', async () => {
    const simulator = await simulate({
      switches: { forbidden: new Set(['payments']), disabled: new Set(['routers']) },
    });
    const server = connect(simulator);
    expect(await server.readable('payments')).toMatchObject({ kind: 'not_readable' });
    expect(await server.readable('routers')).toMatchObject({ kind: 'not_readable' });
    const set = readSourceSet(await readSource(server));
    expect([...set.notReadable.keys()]).toEqual(['routers', 'payments']);
    expect(set.invoices).toHaveLength(125);
  });

  it('tells an empty collection from one that it may not see', async () => {
    const dataset = new Dataset(
      new Map([
        ['customers', rowsOf('[{"id":1,"status":"active","name":"A"}]')],
        ['invoices', []],
      ]),
    );
    const server = connect(await simulate({ dataset }));
    expect(await server.readable('invoices')).toEqual({ kind: 'readable' });
    expect(await server.count('invoices')).toBe(0);
    expect(await server.readable('payments')).toMatchObject({ kind: 'not_readable' });
  });

  it('counts with HEAD what it then reads', async () => {
    const server = connect(await simulate());
    expect(await server.count('internet-services')).toBe(57);
    expect(await collect(server, 'internet-services')).toHaveLength(57);
  });

  it('renews an access token before it runs out', async () => {
    const clock = new SettableClock(new Date('2026-03-15T08:00:00Z'));
    const simulator = await simulate({ nowMs: () => clock.now().getTime() });
    const server = new SplynxServer(
      { url: simulator.url, credentials: KEY, signIn: 'token', pageSize: 40 },
      clock,
      new SeededRandom('token'),
      noWait,
    );
    open.push({ stop: () => server.close() });
    await collect(server, 'payments');
    clock.advance(31 * 60_000);
    expect(await collect(server, 'payments')).toHaveLength(111);
    expect(simulator.signIn.issuedTokens).toBe(2);
  });

  it('signs in for a token also after another client counted its nonces in hundredths of a second', async () => {
    const simulator = await simulate();
    await collect(connect(simulator, { signIn: 'signed' }), 'invoices');
    expect(await collect(connect(simulator, { signIn: 'token' }), 'invoices')).toHaveLength(125);
  });

  it('refuses a wrong secret in one sentence', async () => {
    const server = connect(await simulate(), { credentials: { key: KEY.key, secret: 'wrong' }, signIn: 'token' });
    await expect(readSource(server)).rejects.toThrow('does not accept the key and secret');
  });

  it('refuses to send the key over an open line', () => {
    const settings = { url: 'http://isp.example.net', credentials: KEY, signIn: 'basic' } as const;
    expect(() => new SplynxServer(settings, new SystemClock(), new SeededRandom('x'))).toThrow('https://');
  });

  it('asks at most four times a second', async () => {
    const clock = new SettableClock(new Date('2026-03-15T08:00:00Z'));
    const simulator = await simulate();
    const waits: number[] = [];
    const server = new SplynxServer(
      { url: simulator.url, credentials: KEY, signIn: 'basic', pageSize: 10 },
      clock,
      new SeededRandom('pace'),
      (ms) => {
        waits.push(ms);
        clock.advance(ms);
        return Promise.resolve();
      },
    );
    open.push({ stop: () => server.close() });
    await collect(server, 'invoices');
    expect(simulator.requests).toHaveLength(13);
    expect(waits).toEqual(Array.from({ length: 12 }, () => 250));
  });
});

async function collect(
  server: SplynxServer,
  name: 'invoices' | 'payments' | 'internet-services',
  after?: string,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const row of server.collection(name, after as never)) ids.push(String(row.value['id']));
  return ids;
}

function rowsOf(text: string): ExactRow[] {
  return parseExact(text) as ExactRow[];
}

describe('opening a server without saying how to sign in', () => {
  it.each([
    [true, 'a server that only knows Basic', { allowBasic: true, checkNonce: false }],
    [false, 'a server that knows tokens', { allowBasic: false, checkNonce: true }],
  ])('finds the way in (%s: %s)', async (isBasicOnly, _what, access) => {
    const simulator = await SplynxSimulator.start({
      dataset: Dataset.fromFolder(SAMPLE_PROVIDER),
      apiKey: { ...KEY, ...access, onlyBasic: isBasicOnly },
    });
    const server = await openSplynxServer(
      { url: simulator.url, credentials: KEY },
      new SystemClock(),
      new SeededRandom('open'),
      noWait,
    );
    expect(await server.count('customers')).toBe(55);
    await server.close();
    await simulator.stop();
  });
});
