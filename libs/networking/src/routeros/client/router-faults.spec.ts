import { createServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCertificate } from '../../../../../tools/sim-routeros/certificate.ts';
import { SimRouter } from '../../../../../tools/sim-routeros/sim-router.ts';
import { readCertificate, RouterClient, type LineSecurity, type RouterClientOptions } from '../index.js';

let router: SimRouter;
const clients: RouterClient[] = [];
const QUICK: RouterClientOptions = { connectTimeoutMs: 1_000, commandTimeoutMs: 700, cancelGraceMs: 300 };

async function logIn(
  options: RouterClientOptions = QUICK,
  security: LineSecurity = { kind: 'plain' },
): Promise<RouterClient> {
  const port = security.kind === 'plain' ? router.port : router.tlsPort;
  const client = await RouterClient.open(
    { host: '127.0.0.1', port, security },
    { user: 'admin', password: 'secret' },
    options,
  );
  clients.push(client);
  return client;
}

const failing = (code: string, more: object = {}): object =>
  expect.objectContaining({ name: 'RouterError', code, ...more });

beforeEach(async () => {
  router = new SimRouter();
  await router.start();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await router.stop();
});

describe('reaching a router', () => {
  it('fails when nobody is there, and when nobody answers', async () => {
    router.manners.deaf = true;
    const security = { kind: 'pinned', sha256: router.certificate.sha256 } as const;
    await expect(logIn(QUICK, security)).rejects.toEqual(failing('ROUTER_UNREACHABLE'));
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const opening = RouterClient.open(
      { host: '127.0.0.1', port, security: { kind: 'plain' } },
      { user: 'a', password: 'b' },
      QUICK,
    );
    await expect(opening).rejects.toEqual(failing('ROUTER_UNREACHABLE', { outcome: 'not_sent' }));
  });

  it('fails in time when the router takes the line and stays silent', async () => {
    router.manners.silent = true;
    await expect(logIn()).rejects.toEqual(failing('ROUTER_TIMEOUT'));
  });

  it('is called off by its signal', async () => {
    router.manners.deaf = true;
    const stop = new AbortController();
    const opening = logIn({ signal: stop.signal }, { kind: 'pinned', sha256: router.certificate.sha256 });
    stop.abort();
    await expect(opening).rejects.toEqual(failing('ROUTER_CANCELLED'));
  });
});

describe('api-ssl', () => {
  it('is taken with the certificate that was accepted', async () => {
    const sha256 = await readCertificate('127.0.0.1', router.tlsPort, { connectTimeoutMs: 1_000 });
    expect(sha256).toBe(router.certificate.sha256);
    const colons = sha256.toUpperCase().replace(/..(?=.)/g, '$&:');
    const client = await logIn(QUICK, { kind: 'pinned', sha256: colons });
    expect(await client.print('/system/identity')).toEqual([{ name: 'sim-routeros' }]);
  });

  it('with another certificate hears nothing from us, not even the name', async () => {
    const pinned = router.certificate.sha256;
    router.certificate = ownCertificate('router', new Date());
    const found = router.certificate.sha256;
    await expect(logIn(QUICK, { kind: 'pinned', sha256: pinned })).rejects.toEqual(
      failing('ROUTER_CERTIFICATE_CHANGED', { found }),
    );
    expect(router.logins).toBe(0);
  });

  it('is refused where the router has no certificate and offers anonymous Diffie-Hellman', async () => {
    const ciphers = 'ADH-AES128-SHA:ADH-AES256-GCM-SHA384:@SECLEVEL=0';
    const bare = createTlsServer({ ciphers, maxVersion: 'TLSv1.2', dhparam: 'auto' });
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
    const { port } = bare.address() as AddressInfo;
    const certificate = readCertificate('127.0.0.1', port, { connectTimeoutMs: 1_000 });
    await expect(certificate).rejects.toEqual(failing('ROUTER_TLS_FAILED'));
    await new Promise((resolve) => bare.close(resolve));
  });

  it('is refused where the router speaks no TLS', async () => {
    const other = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('no TLS here'),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const security = { kind: 'pinned', sha256: router.certificate.sha256 } as const;
    const opening = RouterClient.open({ host: '127.0.0.1', port, security }, { user: 'a', password: 'b' }, QUICK);
    await expect(opening).rejects.toEqual(failing('ROUTER_TLS_FAILED', { outcome: 'not_sent' }));
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('a line that is cut', { timeout: 60_000 }, () => {
  it('after any octet of the answer never makes a row of a part of one, and says that nothing is known', async () => {
    router.add('/ppp/secret', { name: 'anna', comment: 'x'.repeat(20) });
    const whole = await (await logIn()).print('/ppp/secret');
    const seen = { whole: 0, cut: 0 };
    for (let cut = 30; cut < 420; cut += 1) {
      router.manners.cutAfterSent = cut;
      const rows = await logIn()
        .then(
          (client) => client.print('/ppp/secret'),
          (error: unknown) => error,
        )
        .catch((error: unknown) => error);
      seen[Array.isArray(rows) ? 'whole' : 'cut'] += 1;
      if (Array.isArray(rows)) expect(rows).toEqual(whole);
      else expect(rows).toEqual(failing('ROUTER_CLOSED', { outcome: 'unknown' }));
    }
    expect(Math.min(seen.whole, seen.cut)).toBeGreaterThan(20);
  });

  it('after any octet of a write leaves the row whole or not there', async () => {
    router.manners.fragmentOctets = 0;
    const values = { name: 'anna', password: 'geheim', comment: 'all of it' };
    let done = 0;
    for (let cut = 40; cut < 130; cut += 1) {
      router.manners.cutAfterHeard = cut;
      await logIn()
        .then((client) => client.add('/ppp/secret', values))
        .then(
          () => (done += 1),
          () => undefined,
        );
      const rows = router.rows('/ppp/secret');
      expect(rows.length).toBeLessThanOrEqual(1);
      if (rows[0]) expect(rows[0]).toMatchObject(values);
      router.remove('/ppp/secret', { name: 'anna' });
    }
    expect(done).toBeGreaterThan(5);
  });

  it('ends all that was under way, and refuses what comes after', async () => {
    router.manners.latencyMs = (command) => (command === '/login' ? 0 : 60_000);
    const client = await logIn({ ...QUICK, commandTimeoutMs: 5_000, pace: { start: 2 } });
    const writes = [1, 2, 3].map((k) => client.add('/ppp/secret', { name: `n${k}` }));
    let ended = 0;
    client.onEnd(() => (ended += 1));
    setImmediate(() => router.cutAll());
    const results = await Promise.allSettled(writes);
    const outcomes = results.map((result) => (result.status === 'rejected' ? result.reason.outcome : 'done'));
    expect(outcomes).toEqual(['unknown', 'unknown', 'not_sent']);
    for (let k = 0; k < 20; k += 1)
      await expect(client.print('/log')).rejects.toEqual(failing('ROUTER_CLOSED', { outcome: 'not_sent' }));
    expect(ended).toBe(1);
    expect(client.isOpen).toBe(false);
  });
});

describe('a router that', { timeout: 30_000 }, () => {
  it('ends the conversation is quoted', async () => {
    const client = await logIn();
    router.manners.fatal = 'session terminated by administrator';
    await expect(client.print('/log')).rejects.toEqual(
      failing('ROUTER_CLOSED', { routerSays: 'session terminated by administrator', outcome: 'unknown' }),
    );
  });

  it.each(['bytes', 'sentence'] as const)('sends garbage (%s) loses the line', async (garbage) => {
    const client = await logIn();
    router.manners.garbage = garbage;
    await expect(client.print('/log')).rejects.toEqual(failing('ROUTER_GARBLED', { outcome: 'unknown' }));
    expect(client.isOpen).toBe(false);
  });

  it('claims a word of 4 GB is not believed', async () => {
    const client = await logIn();
    router.manners.hugeWord = 0xffff_ffff;
    await expect(client.print('/log')).rejects.toEqual(failing('ROUTER_REPLY_TOO_LARGE'));
  });

  it('answers with 100 MB is stopped, and the line goes on', async () => {
    const client = await logIn({
      ...QUICK,
      commandTimeoutMs: 10_000,
      cancelGraceMs: 5_000,
      limits: { replyOctets: 1 << 20 },
    });
    const before = process.memoryUsage().rss;
    router.manners.hugeRows = 100 << 20;
    await expect(client.print('/log')).rejects.toEqual(failing('ROUTER_REPLY_TOO_LARGE'));
    router.manners.hugeRows = undefined;
    expect(await client.print('/system/identity')).toHaveLength(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
  });

  it('goes on too slowly is stopped at the time, and the line goes on', async () => {
    for (let k = 0; k < 50; k += 1) router.add('/ppp/secret', { name: `n${k}` });
    const client = await logIn();
    router.manners.rowDelayMs = 20;
    await expect(client.print('/ppp/secret')).rejects.toEqual(failing('ROUTER_TIMEOUT', { outcome: 'unknown' }));
    router.manners.rowDelayMs = 0;
    expect(await client.print('/ppp/secret')).toHaveLength(50);
  });

  it('sends an octet now and then is stopped at the time, and its line given up', async () => {
    const client = await logIn();
    Object.assign(router.manners, { fragmentOctets: 1, trickleMs: 10 });
    await expect(client.print('/system/resource')).rejects.toEqual(failing('ROUTER_TIMEOUT', { outcome: 'unknown' }));
    await expect.poll(() => client.isOpen).toBe(false);
  });

  it('falls silent is given up', async () => {
    const client = await logIn();
    router.manners.silent = true;
    await expect(client.print('/log')).rejects.toEqual(failing('ROUTER_TIMEOUT'));
    await expect.poll(() => client.isOpen).toBe(false);
  });
});

describe('calling a command off', () => {
  it('tells the router, and frees the turn for the next', async () => {
    router.manners.latencyMs = (command) => (command === '/ppp/secret/print' ? 60_000 : 0);
    const client = await logIn({ ...QUICK, commandTimeoutMs: 10_000, pace: { start: 1, most: 1 } });
    const stop = new AbortController();
    const reading = client.print('/ppp/secret', { signal: stop.signal });
    const waiting = client.print('/system/identity');
    setImmediate(() => stop.abort());
    await expect(reading).rejects.toEqual(failing('ROUTER_CANCELLED', { outcome: 'unknown' }));
    expect(await waiting).toHaveLength(1);
  });

  it('before its turn sends nothing', async () => {
    router.manners.latencyMs = (command) => (command === '/log/print' ? 40 : 0);
    const client = await logIn({ ...QUICK, pace: { start: 1, most: 1 } });
    const stop = new AbortController();
    const first = client.print('/log');
    const second = client.add('/ppp/secret', { name: 'never' }, { signal: stop.signal });
    stop.abort();
    await expect(second).rejects.toEqual(failing('ROUTER_CANCELLED', { outcome: 'not_sent' }));
    await first;
    expect(router.writes).toBe(0);
  });

  it('a reader who throws ends only his own command', async () => {
    router.add('/ppp/secret', { name: 'a' });
    const client = await logIn();
    const onRow = (): never => {
      throw new Error('no room');
    };
    await expect(client.print('/ppp/secret', { onRow })).rejects.toEqual(failing('ROUTER_CANCELLED'));
    expect(await client.print('/ppp/secret')).toHaveLength(1);
  });

  it('refuses to pile up commands without end', async () => {
    const client = await logIn({ ...QUICK, mostWaiting: 2, pace: { start: 1, most: 1 } });
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => client.print('/log')));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(results[3]).toMatchObject({ reason: failing('ROUTER_BUSY') });
  });
});
