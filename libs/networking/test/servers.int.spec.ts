import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, RandomSource } from '@demarc/kernel';
import { Database } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessFeed } from '../src/app/aaa/access-feed.js';
import { AccessReader } from '../src/app/aaa/access-reader.js';
import { SnapshotDisk } from '../src/app/aaa/snapshot-disk.js';
import { TemplateFaults } from '../src/app/aaa/template-faults.js';
import { AccountingIntake } from '../src/app/aaa/accounting-intake.js';
import { AccountingSpool } from '../src/app/aaa/accounting-spool.js';
import { AccountingStore } from '../src/app/aaa/accounting-store.js';
import { LoginNews } from '../src/app/staff-logins/login-news.js';
import { AuthLogStore } from '../src/app/aaa/auth-log-store.js';
import { BatchLine } from '../src/app/aaa/batch-line.js';
import { RadsecDesk } from '../src/app/aaa/radsec/radsec-desk.js';
import { OnlineCount } from '../src/app/aaa/online-count.js';
import { Partitions } from '../src/app/sessions/partitions.js';
import { nextCount, WRAP } from '../src/domain/counter.js';
import { ChangeAccess, RadiusRole, RetireRouter } from '../src/index.js';
import type { AccountingRecord } from '../src/radius/index.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;
let line: Line;

beforeAll(async () => {
  shop = await openNetwork();
  line = await shop.line('twin');
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

/** Another radius process of the same provider. */
function anotherServer(): RadiusRole {
  const { app } = shop.world;
  const database = app.get(Database);
  const clock = app.get(Clock);
  const partitions = new Partitions();
  const online = new OnlineCount(database);
  const settings = app.get<Settings>(SETTINGS);
  const secrets = app.get(SecretBox);
  const disk = new SnapshotDisk(settings, secrets, app.get(RandomSource), clock);
  const feed = new AccessFeed(
    settings,
    app.get(DataSource),
    new AccessReader(database, secrets),
    disk,
    new TemplateFaults(database, clock),
    clock,
  );
  return new RadiusRole(
    settings,
    clock,
    feed,
    online,
    new AccountingIntake(
      new AccountingStore(database, app.get(DataSource), feed, online, partitions, clock),
      new AccountingSpool(settings, app.get(RandomSource)),
    ),
    new AuthLogStore(database, app.get(DataSource), partitions, clock, app.get(LoginNews)),
    app.get(RadsecDesk),
  );
}

describe('two radius servers', () => {
  it('keep one session between them, and both hear of a change', async () => {
    const second = anotherServer();
    const ports = await second.start();
    const nas = await shop.anotherNas({
      auth: { address: '127.0.0.1', port: ports.authPort },
      acct: { address: '127.0.0.1', port: shop.ports.acctPort },
    });
    const outcome = await nas.open({ user: 'twin', password: line.password });
    if (outcome.kind !== 'open') throw new Error(outcome.kind);
    expect(await nas.interim(outcome.session, { downloadOctets: 10n })).toBe(true);
    expect(
      await shop.world.rows('SELECT download_octets FROM networking.session_open WHERE service_id = $1', [
        line.serviceId,
      ]),
    ).toEqual([{ download_octets: '10' }]);
    const [row] = await shop.world.rows<{ revision: number }>(
      'SELECT revision FROM networking.access WHERE service_id = $1',
      [line.serviceId],
    );
    await shop.world.run(ChangeAccess, {
      serviceId: line.serviceId,
      revision: row?.revision ?? 0,
      password: 'another-password',
    });
    for (const one of [nas, shop.nas])
      await eventually(
        'the new password',
        async () => (await one.open({ user: 'twin', password: 'another-password' })).kind === 'open',
      );
    await second.beforeApplicationShutdown();
    await feedOf(second).onApplicationShutdown();
  });
});

function feedOf(role: RadiusRole): AccessFeed {
  return (role as unknown as { feed: AccessFeed }).feed;
}

describe('a login', () => {
  it('asks the database nothing', async () => {
    const database = shop.world.app.get(Database);
    const reads = vi.spyOn(database, 'read');
    const writes = vi.spyOn(database, 'write');
    const batches = vi.spyOn(BatchLine.prototype, 'run');
    for (let index = 0; index < 20; index += 1)
      expect((await shop.nas.open({ user: 'nobody', password: 'x' })).kind).toBe('rejected');
    expect(reads).not.toHaveBeenCalled();
    // The log, a batch at a time; no login waits for it.
    expect(writes.mock.calls.length + batches.mock.calls.length).toBeLessThan(20);
    vi.restoreAllMocks();
  });
});

describe('accounting', () => {
  it('is acknowledged and on the disk while the database is away, and in it afterwards', async () => {
    const outcome = await shop.nas.open({ user: 'twin', password: 'another-password' });
    if (outcome.kind !== 'open') throw new Error(outcome.kind);
    const used = (): Promise<{ sum: string }[]> =>
      shop.world.rows(
        `SELECT coalesce(sum(download_octets), 0)::text AS sum FROM networking.session_open WHERE session_id = $1`,
        [outcome.session.sessionId],
      );
    const away = vi
      .spyOn(BatchLine.prototype, 'run')
      .mockRejectedValue(Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' }));
    expect(await shop.nas.interim(outcome.session, { downloadOctets: 4_000n })).toBe(true);
    expect(await used()).toEqual([{ sum: '0' }]);
    away.mockRestore();
    await shop.world.app.get(AccountingIntake).drain();
    expect(await used()).toEqual([{ sum: '4000' }]);
  });

  it('of others is kept when the database refuses one record', async () => {
    const good = recordOf('d'.repeat(32), { counter: 5n, seconds: 300, isWide: true });
    const bad = { ...recordOf('e'.repeat(32), { counter: 5n, seconds: 300, isWide: true }), sourceAddress: 'nowhere' };
    await shop.world.app.get(AccountingIntake).write([good, bad, { ...good, sessionKey: 'f'.repeat(32) }]);
    expect(
      await shop.world.rows(`SELECT key FROM networking.session_open WHERE key ~ '^(d|e|f){32}$' ORDER BY key`),
    ).toEqual([{ key: 'd'.repeat(32) }, { key: 'f'.repeat(32) }]);
  });
});

describe('the statements', () => {
  it('count as the pure rule does', async () => {
    const store = shop.world.app.get(AccountingStore);
    const report = fc.record({
      counter: fc.oneof(fc.bigInt({ min: 0n, max: WRAP - 1n }), fc.constantFrom(0n, WRAP / 2n, WRAP - 1n)),
      seconds: fc.integer({ min: 0, max: 5 }).map((step) => step * 300),
      isWide: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 8 }), async (reports) => {
        run += 1;
        const key = run.toString(16).padStart(32, 'c');
        for (const one of reports) await store.write([recordOf(key, one)]);
        const [first, ...rest] = reports;
        if (!first) return;
        const expected = rest.reduce(nextCount, { total: first.counter, base: 0n, seconds: first.seconds });
        const [row] = await shop.world.rows<{
          download_octets: string;
          upload_octets: string;
          session_seconds: string;
        }>('SELECT download_octets, upload_octets, session_seconds FROM networking.session_open WHERE key = $1', [key]);
        expect(row).toEqual({
          download_octets: expected.total.toString(),
          upload_octets: expected.total.toString(),
          session_seconds: expected.seconds.toString(),
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('a retired router', () => {
  it('gets no answer', async () => {
    await eventually(
      'silence',
      async () => {
        const [router] = await shop.world.rows<{ active: boolean }>(
          'SELECT active FROM networking.router WHERE id = $1',
          [shop.routerId],
        );
        if (router?.active === true) await shop.world.run(RetireRouter, { routerId: shop.routerId });
        return (await shop.nas.open({ user: 'nobody', password: 'x' })).kind === 'timeout';
      },
      20_000,
    );
  });
});

function recordOf(
  key: string,
  { counter, seconds, isWide }: { counter: bigint; seconds: number; isWide: boolean },
): AccountingRecord {
  const nowMs = shop.world.clock.now().getTime();
  return {
    status: 'interim',
    nasId: shop.routerId,
    sourceAddress: '127.0.0.1',
    receivedAtMs: nowMs,
    happenedAtMs: nowMs,
    sessionId: key,
    sessionKey: key,
    multiSessionId: undefined,
    login: 'twin',
    serviceId: line.serviceId,
    policyVersion: 1,
    loginAtMs: nowMs,
    sessionSeconds: seconds,
    downloadOctets: counter,
    uploadOctets: counter,
    hasGigawords: isWide,
    downloadPackets: 0,
    uploadPackets: 0,
    framedAddress: undefined,
    framedIpv6Address: undefined,
    framedIpv6Prefix: undefined,
    delegatedIpv6Prefix: undefined,
    callingStationId: undefined,
    callingMac: undefined,
    calledStationId: undefined,
    nasPortId: undefined,
    nasIdentifier: undefined,
    nasIpAddress: undefined,
    terminateCause: undefined,
  };
}
