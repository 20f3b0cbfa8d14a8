import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountingStore } from '../src/app/aaa/accounting-store.js';
import { CloseLostSessions } from '../src/index.js';
import { type Report, reportsOf } from './accounting-reports.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

const GIB = 1_073_741_824n;

let shop: NetworkShop;
let line: Line;
let store: AccountingStore;
let count = 0;
let key = '';

beforeAll(async () => {
  shop = await openNetwork();
  line = await shop.line('meter');
  store = shop.world.app.get(AccountingStore);
});

beforeEach(() => {
  count += 1;
  key = count.toString(16).padStart(32, '0');
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

const report: Report = (status, seconds, download, upload, more) =>
  reportsOf(shop, line, { id: `s${count}`, key })(status, seconds, download, upload, more);

async function open(): Promise<Record<string, unknown>[]> {
  return shop.world.rows('SELECT * FROM networking.session_open WHERE key = $1', [key]);
}
async function closed(): Promise<Record<string, unknown>[]> {
  return shop.world.rows('SELECT * FROM networking.session_closed WHERE key = $1', [key]);
}
async function used(): Promise<{ down: string; up: string; seconds: string }> {
  const [row] = await shop.world.rows<{ down: string; up: string; seconds: string }>(
    `SELECT coalesce(sum(download_octets), 0)::text AS down, coalesce(sum(upload_octets), 0)::text AS up, coalesce(sum(seconds), 0)::text AS seconds FROM networking.usage_raw`,
  );
  if (!row) throw new Error('no sum');
  return row;
}
async function usedBy(work: () => Promise<void>): Promise<bigint> {
  const before = await used();
  await work();
  return BigInt((await used()).down) - BigInt(before.down);
}

describe('a session', () => {
  it('opens with Start, grows with Interim-Update and closes with Stop', async () => {
    const grown = await usedBy(async () => {
      await store.write([report('start', 0)]);
      expect(await open()).toMatchObject([
        { login: 'meter', service_id: line.serviceId, customer_id: line.customerId, framed_ipv4: '198.51.100.9' },
      ]);
      await store.write([report('interim', 300, 1_000n, 100n)]);
      await store.write([report('stop', 500, 1_500n, 150n)]);
    });
    expect(grown).toBe(1_500n);
    expect(await open()).toEqual([]);
    expect(await closed()).toMatchObject([
      {
        download_octets: '1500',
        upload_octets: '150',
        session_seconds: '500',
        ended_as: 'stop',
        terminate_cause: 1,
        customer_id: line.customerId,
      },
    ]);
  });

  it('counts each octet once, however often and in whatever order the reports come', async () => {
    const first = report('interim', 300, 1_000n);
    const second = report('interim', 600, 3_000n);
    const grown = await usedBy(async () => {
      await store.write([second]);
      await store.write([first]);
      await store.write([report('start', 0)]);
      await store.write([second, first, second]);
    });
    expect(grown).toBe(3_000n);
    expect(await open()).toMatchObject([{ session_seconds: '600', download_octets: '3000' }]);
  });

  it('stays closed when a late Interim-Update or Start follows its Stop', async () => {
    await store.write([report('stop', 900, 5_000n)]);
    const grown = await usedBy(async () => {
      await store.write([report('interim', 600, 4_000n)]);
      await store.write([report('start', 0)]);
      await store.write([report('stop', 900, 5_000n)]);
    });
    expect(grown).toBe(0n);
    expect(await open()).toEqual([]);
    expect(await closed()).toHaveLength(1);
  });

  it('whose Start, Interim-Update and Stop come in one batch leaves one closed row', async () => {
    const grown = await usedBy(() =>
      store.write([report('stop', 20, 70n), report('start', 0), report('interim', 10, 40n)]),
    );
    expect(grown).toBe(70n);
    expect(await closed()).toMatchObject([{ download_octets: '70' }]);
    expect(await open()).toEqual([]);
  });

  it('goes on over a wrap of its counter when the router sends no Gigawords', async () => {
    const narrow = { hasGigawords: false };
    const grown = await usedBy(async () => {
      await store.write([report('start', 0, 0n, 0n, narrow)]);
      await store.write([report('interim', 300, 3n * GIB, 0n, narrow)]);
      await store.write([report('interim', 600, 1n * GIB, 0n, narrow)]);
      await store.write([report('interim', 600, 1n * GIB, 0n, narrow)]);
      await store.write([report('interim', 300, 3n * GIB, 0n, narrow)]);
      await store.write([report('stop', 900, 2n * GIB, 0n, narrow)]);
    });
    expect(grown).toBe(6n * GIB);
    expect(await closed()).toMatchObject([{ download_octets: (6n * GIB).toString() }]);
  });

  it('is not charged for counters that go back', async () => {
    const grown = await usedBy(async () => {
      await store.write([report('interim', 300, 10_000n)]);
      await store.write([report('interim', 600, 200n)]);
      await store.write([report('interim', 900, 12_000n)]);
    });
    expect(grown).toBe(12_000n);
  });

  it('keeps 64-bit totals', async () => {
    const grown = await usedBy(() => store.write([report('interim', 300, 9_000_000_000_000_000n)]));
    expect(grown).toBe(9_000_000_000_000_000n);
  });

  it('of nobody known is kept, and counted for nobody', async () => {
    const grown = await usedBy(() =>
      store.write([report('interim', 300, 500n, 0n, { serviceId: undefined, login: 'stranger' })]),
    );
    expect(grown).toBe(0n);
    expect(await open()).toMatchObject([{ login: 'stranger', customer_id: null }]);
  });

  it('is closed as lost when nothing is heard, and comes back when it is heard of again', async () => {
    await store.write([report('interim', 3_600, 1_000n)]);
    shop.world.clock.advance(3_600_000 * 2.5 + 61_000);
    await shop.world.app.get(CloseLostSessions).run();
    expect(await open()).toEqual([]);
    expect(await closed()).toMatchObject([{ ended_as: 'lost', download_octets: '1000' }]);
    const grown = await usedBy(() => store.write([report('interim', 18_000, 4_000n)]));
    expect(grown).toBe(3_000n);
    expect(await closed()).toEqual([]);
    expect(await open()).toMatchObject([{ download_octets: '4000' }]);
  });

  it('is closed as lost when that is due, whenever its router was looked at last', async () => {
    const later = { sessionKey: `d${key.slice(1)}`, sessionId: 'later', framedAddress: '198.51.100.78' };
    const look = async (afterMs: number): Promise<unknown[]> => {
      shop.world.clock.advance(afterMs);
      await shop.world.app.get(CloseLostSessions).run();
      return open();
    };
    await look(3_600_000 * 2);
    shop.world.clock.advance(3_600_000);
    await store.write([report('interim', 3_600, 1_000n)]);
    expect(await look(1_800_000)).toHaveLength(1);
    shop.world.clock.advance(1_800_000);
    await store.write([report('start', 0, 0n, 0n, later)]);
    expect(await look(0)).toHaveLength(1);
    expect(await look(3_600_000 * 1.5 + 59_000)).toHaveLength(1);
    expect(await look(2_000)).toEqual([]);
    expect(await closed()).toMatchObject([{ ended_as: 'lost' }]);
    expect(
      await shop.world.rows('SELECT 1 FROM networking.session_open WHERE key = $1', [later.sessionKey]),
    ).toHaveLength(1);
  });

  it('is over as soon as its address belongs to another one, and comes back if it is heard of after all', async () => {
    const address = { framedAddress: '198.51.100.77' };
    await store.write([report('interim', 300, 1_000n, 0n, address)]);
    shop.world.clock.advance(30_000);
    await store.write([report('start', 0, 0n, 0n, { ...address, sessionKey: `e${key.slice(1)}` })]);
    await shop.world.app.get(CloseLostSessions).run();
    expect(await open()).toEqual([]);
    expect(await closed()).toMatchObject([{ ended_as: 'replaced', download_octets: '1000' }]);
    expect(await usedBy(() => store.write([report('interim', 600, 1_500n, 0n, address)]))).toBe(500n);
    expect(await closed()).toEqual([]);
    expect(await open()).toMatchObject([{ download_octets: '1500' }]);
  });

  it('ends when its router starts anew, and the same session id afterwards is another session', async () => {
    const classless = { policyVersion: undefined };
    await store.write([report('interim', 300, 1_000n, 0n, classless)]);
    shop.world.clock.advance(1_000);
    await store.write([{ ...report('nas_on', 0), sessionKey: '' }]);
    expect(await open()).toEqual([]);
    expect(await closed()).toMatchObject([{ ended_as: 'nas_restart' }]);
    shop.world.clock.advance(120_000);
    const grown = await usedBy(() => store.write([report('start', 0, 0n, 0n, classless)]));
    expect(grown).toBe(0n);
    expect(await open()).toHaveLength(1);
  });

  it('is another one when a router that gives no Class back uses its id again, whatever the first is late with', async () => {
    const classless = { policyVersion: undefined };
    await store.write([report('start', 0, 0n, 0n, classless)]);
    shop.world.clock.advance(600_000);
    const late = report('interim', 300, 4_000n, 0n, {
      ...classless,
      happenedAtMs: shop.world.clock.now().getTime() - 300_000,
    });
    await store.write([report('stop', 600, 5_000n, 0n, classless)]);
    shop.world.clock.advance(3_600_000);
    const grown = await usedBy(async () => {
      await store.write([report('interim', 60, 700n, 0n, classless)]);
      await store.write([report('interim', 120, 900n, 0n, classless)]);
      await store.write([report('stop', 130, 1_000n, 0n, classless)]);
      await store.write([late]);
    });
    expect(grown).toBe(1_000n);
    expect(await open()).toEqual([]);
    expect(await closed()).toMatchObject([{ download_octets: '5000' }, { download_octets: '1000' }]);
  });

  it('that is known by its Class has no second one, however late a report without Event-Timestamp is', async () => {
    await store.write([report('start', 0)]);
    shop.world.clock.advance(60_000);
    await store.write([report('stop', 60, 5_000n)]);
    shop.world.clock.advance(600_000);
    const grown = await usedBy(async () => {
      await store.write([report('interim', 30, 700n)]);
      await store.write([report('start', 0)]);
    });
    expect(grown).toBe(0n);
    expect(await open()).toEqual([]);
  });

  it('is written once by two servers at the same time', async () => {
    await store.write([report('start', 0)]);
    const same = report('interim', 300, 7_000n);
    const grown = await usedBy(async () => {
      await Promise.all(Array.from({ length: 8 }, () => store.write([same])));
    });
    expect(grown).toBe(7_000n);
  });

  it.each(['start', 'interim', 'stop'] as const)(
    'that is first heard of by its %s, by several servers at the same time, is counted and kept once',
    async (status) => {
      // Without Event-Timestamp each server has its own moment.
      const heard = [0, 400, 900].map((ms) =>
        report(status, 300, 7_000n, 0n, { happenedAtMs: shop.world.clock.now().getTime() - ms }),
      );
      const grown = await usedBy(async () => {
        await Promise.all(heard.map((one) => store.write([one])));
      });
      expect(grown).toBe(7_000n);
      expect([...(await open()), ...(await closed())]).toHaveLength(1);
    },
  );
});
