import type { LocalDate } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { AccountingStore } from '../src/app/aaa/accounting-store.js';
import { Partitions } from '../src/app/sessions/partitions.js';
import {
  DropOldRecords,
  FindGroupUsage,
  FindRetention,
  FindUsage,
  FinishUsageDays,
  RollUpUsage,
  SetRetention,
  TopUsage,
} from '../src/index.js';
import { type Report, reportsOf } from './accounting-reports.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;
let store: AccountingStore;
let lines = 0;

beforeAll(async () => {
  shop = await openNetwork();
  store = shop.world.app.get(AccountingStore);
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

async function subscriber(): Promise<{ line: Line; report: Report; session: (n: number) => Report }> {
  lines += 1;
  const line = await shop.line(`user${lines}`);
  const session = (n: number): Report =>
    reportsOf(shop, line, { id: `s${n}`, key: `${lines}`.padStart(16, '0') + `${n}`.padStart(16, '0') });
  return { line, session, report: session(1) };
}

function at(instant: string): void {
  shop.world.clock.set(new Date(instant));
}

async function rollUp(): Promise<void> {
  shop.world.clock.advance(120_000);
  await shop.world.app.get(RollUpUsage).run();
}

interface Points {
  readonly points: readonly { readonly at: Date; readonly downloadOctets: string; readonly seconds: string }[];
  readonly downloadOctets: string;
  readonly uploadOctets: string;
}
async function usage(
  line: Line,
  granularity: 'hour' | 'day' | 'month' | 'year',
  from: string,
  through: string,
): Promise<Points> {
  const asked = { customerId: line.customerId, granularity, from: from as LocalDate, through: through as LocalDate };
  return shop.world.ask(FindUsage, asked);
}
const seen = ({ points }: Points): Record<string, string> =>
  Object.fromEntries(points.map((point) => [point.at.toISOString().slice(0, 16), point.downloadOctets]));

describe('usage', () => {
  it('stands in the hours in which it was used, each octet once, in the days of the provider', async () => {
    const { line, report } = await subscriber();
    at('2026-04-10T21:30:00Z');
    await store.write([report('interim', 300, 1_000n, 100n)]);
    // An hour later one report has been lost: what it would have said is shared out over the time.
    at('2026-04-10T22:30:00Z');
    await store.write([report('interim', 3_900, 3_000n, 200n)]);
    await rollUp();
    await rollUp();
    expect(seen(await usage(line, 'hour', '2026-04-10', '2026-04-11'))).toEqual({
      '2026-04-10T21:00': '2000',
      '2026-04-10T22:00': '1000',
    });
    expect(seen(await usage(line, 'day', '2026-04-01', '2026-04-30'))).toEqual({
      '2026-04-09T22:00': '2000',
      '2026-04-10T22:00': '1000',
    });
    expect(seen(await usage(line, 'month', '2026-01-01', '2026-12-31'))).toEqual({ '2026-03-31T22:00': '3000' });
    expect(seen(await usage(line, 'year', '2026-01-01', '2026-12-31'))).toEqual({ '2025-12-31T23:00': '3000' });
  });

  it('that arrives late stands where it was used, also when that day was counted before', async () => {
    const { line, report } = await subscriber();
    at('2026-04-14T10:00:00Z');
    await store.write([report('start', 0)]);
    await rollUp();
    at('2026-04-16T09:00:00Z');
    const usedMs = Date.parse('2026-04-14T10:30:00Z');
    await store.write([report('interim', 1_800, 5_000n, 0n, { happenedAtMs: usedMs })]);
    await rollUp();
    expect(seen(await usage(line, 'hour', '2026-04-14', '2026-04-16'))).toEqual({ '2026-04-14T10:00': '5000' });
  });

  it('has days of 23 and of 25 hours when the clocks change', async () => {
    const { line, report } = await subscriber();
    at('2026-10-25T23:00:00Z');
    await store.write([report('interim', 25 * 3_600, 25_000n)]);
    await rollUp();
    const autumn = await usage(line, 'hour', '2026-10-25', '2026-10-25');
    expect(autumn.points).toHaveLength(25);
    expect(new Set(autumn.points.map((point) => point.downloadOctets))).toEqual(new Set(['1000']));
    const spring = await subscriber();
    at('2027-03-28T22:00:00Z');
    await store.write([spring.report('interim', 23 * 3_600, 23_000n)]);
    await rollUp();
    expect((await usage(spring.line, 'hour', '2027-03-28', '2027-03-28')).points).toHaveLength(23);
    expect((await usage(spring.line, 'day', '2027-03-27', '2027-03-29')).points).toHaveLength(1);
  });

  it('is counted of the plan and the router that it was used with', async () => {
    const { line, report } = await subscriber();
    at('2027-05-01T10:30:00Z');
    await store.write([report('interim', 600, 7_000n, 70n)]);
    await rollUp();
    const days = { from: '2027-05-01' as LocalDate, through: '2027-05-01' as LocalDate };
    for (const group of [{ kind: 'plan', id: shop.planId } as const, { kind: 'router', id: shop.routerId } as const])
      for (const granularity of ['hour', 'day'] as const)
        expect(await shop.world.ask(FindGroupUsage, { ...group, ...days, granularity })).toMatchObject({
          downloadOctets: '7000',
          uploadOctets: '70',
        });
    expect(await shop.world.ask(TopUsage, { ...days, first: 3, planId: shop.planId, routerId: shop.routerId })).toEqual(
      [
        {
          serviceId: line.serviceId,
          customerId: line.customerId,
          login: line.login,
          downloadOctets: '7000',
          uploadOctets: '70',
        },
      ],
    );
  });

  it('is neither lost nor doubled between raw records, hours and days, whatever comes late, twice or not at all', async () => {
    let start = Date.parse('2028-01-01T00:00:00Z');
    const step = fc.record({
      session: fc.integer({ min: 1, max: 2 }),
      seconds: fc.integer({ min: 0, max: 200_000 }),
      octets: fc.bigInt({ min: 0n, max: 9_000_000_000n }),
      lateHours: fc.integer({ min: 0, max: 160 }),
      passes: fc.integer({ min: 0, max: 70 }),
      job: fc.constantFrom('none', 'none', 'roll up', 'finish', 'drop'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const { line, session } = await subscriber();
        shop.world.clock.set(new Date(start));
        const reported = new Map<number, bigint>();
        for (const { session: n, seconds, octets, lateHours, passes, job } of steps) {
          shop.world.clock.advance(passes * 3_600_000);
          const happenedAtMs = shop.world.clock.now().getTime() - lateHours * 3_600_000;
          const record = session(n)('interim', seconds, octets, octets, { happenedAtMs });
          await store.write([record]);
          await store.write([record]);
          reported.set(n, octets);
          if (job === 'roll up') await rollUp();
          if (job === 'finish') await shop.world.app.get(FinishUsageDays).run();
          if (job === 'drop') await shop.world.app.get(DropOldRecords).run();
        }
        await rollUp();
        const [counted] = await shop.world.rows<{ down: string }>(
          `SELECT coalesce(sum(download_octets), 0)::text AS down FROM networking.session_open WHERE service_id = $1`,
          [line.serviceId],
        );
        for (const granularity of ['month', 'year'] as const) {
          const shown = await usage(line, granularity, '2027-01-01', '2036-01-01');
          expect([shown.downloadOctets, shown.uploadOctets]).toEqual([counted?.down, counted?.down]);
        }
        start = shop.world.clock.now().getTime() + 86_400_000;
      }),
      { numRuns: 4 },
    );
  }, 60_000);
});

describe('records', () => {
  it('past their time go with their partition, and not before they were carried on', async () => {
    const { line, report } = await subscriber();
    const now = shop.world.clock.now().getTime();
    const day = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10) as LocalDate;
    await store.write([report('interim', 600, 42_000n)]);
    shop.world.clock.set(new Date(now + 120 * 86_400_000));
    await shop.world.app.get(DropOldRecords).run();
    expect(
      await shop.world.rows('SELECT 1 FROM networking.usage_raw WHERE service_id = $1', [line.serviceId]),
    ).toHaveLength(1);
    await rollUp();
    await shop.world.app.get(FinishUsageDays).run();
    await shop.world.app.get(DropOldRecords).run();
    expect(await shop.world.rows('SELECT 1 FROM networking.usage_raw')).toEqual([]);
    expect(
      await shop.world.rows('SELECT 1 FROM networking.usage_hours WHERE service_id = $1', [line.serviceId]),
    ).toEqual([]);
    const shown = await usage(line, 'day', day(now - 86_400_000), day(now + 86_400_000));
    expect(shown.downloadOctets).toBe('42000');
    await store.write([report('interim', 700, 43_000n)]);
    await rollUp();
    expect((await usage(line, 'month', '2027-01-01', '2036-01-01')).downloadOctets).toBe('43000');
  });

  it('are kept when their partition is missing: it is made again', async () => {
    const { report } = await subscriber();
    await rollUp();
    await store.write([report('start', 0)]);
    await shop.world.app
      .get(Database)
      .write(EVERYTHING, ({ sql }) => sql.query(`SELECT networking.drop_partitions('usage_raw', '2090-01-01')`));
    await store.write([report('interim', 200, 4n)]);
    expect(await shop.world.rows('SELECT sum(download_octets)::text FROM networking.usage_raw')).toEqual([
      { sum: '4' },
    ]);
    await store.write([report('interim', 200, 4n)]);
    expect(await shop.world.rows('SELECT sum(download_octets)::text FROM networking.usage_raw')).toEqual([
      { sum: '4' },
    ]);
  });

  it('have their partition opened once by two that need it at the same time', async () => {
    const source = shop.world.app.get(DataSource);
    const [one, other] = [source.createQueryRunner(), source.createQueryRunner()];
    const open = `SELECT networking.open_partition('session_closed', '2041-03-01')`;
    await one.startTransaction();
    await one.query(open);
    const second = other.query(open);
    await eventually('the second to wait', async () => {
      const waiting = await shop.world.rows(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      return waiting.length === 1;
    });
    await one.commitTransaction();
    await expect(second).resolves.toHaveLength(1);
    await one.release();
    await other.release();
  });

  it('have their partition opened again after what had opened it was undone', async () => {
    const database = shop.world.app.get(Database);
    const partitions = shop.world.app.get(Partitions);
    const day = new Date('2042-03-01T00:00:00Z');
    const opening = (then: () => void): Promise<void> =>
      database.write(EVERYTHING, async ({ sql }) => {
        await partitions.ensureBetween(sql, 'usage_hours', day, day);
        then();
      });
    const found = () => shop.world.rows(`SELECT 1 FROM pg_class WHERE relname = 'usage_hours_20420301'`);
    await expect(
      opening(() => {
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await found()).toEqual([]);
    await opening(() => undefined);
    expect(await found()).toHaveLength(1);
  });

  it('are kept as long as somebody says, who sees what they take', async () => {
    const kept = { rawDays: 3, hourDays: 30, dayMonths: 24, sessionDays: 100, loginDays: 2 };
    await shop.world.run(SetRetention, kept);
    const found = await shop.world.ask(FindRetention, {});
    expect(found.kept).toEqual(kept);
    expect(found.stored.map(({ kind }) => kind)).toContain('usage_hours');
    for (const { bytes } of found.stored) expect(Number(bytes)).toBeGreaterThan(0);
    await expect(shop.world.run(SetRetention, { ...kept, sessionDays: 3_000 })).rejects.toThrow(/at least as long/);
  });

  it('have keys that Citus can distribute: each unique index holds the column that its table is distributed by', async () => {
    const { DISTRIBUTED_BY } = await import('../src/data/distribution.js');
    const keys = await shop.world.rows<{ table: string; columns: string[] }>(
      `SELECT class.relname AS table, array_agg(attname::text) AS columns FROM pg_index JOIN pg_class class ON class.oid = indrelid
         JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey) WHERE indisunique AND class.oid = ANY ($1::text[]::regclass[])
        GROUP BY class.relname, indexrelid`,
      [Object.keys(DISTRIBUTED_BY).map((table) => `networking.${table}`)],
    );
    expect(keys.length).toBeGreaterThanOrEqual(4);
    for (const { table, columns } of keys)
      expect(columns, table).toContain(DISTRIBUTED_BY[table as keyof typeof DISTRIBUTED_BY]);
    const bound = await shop.world.rows(
      `SELECT conname FROM pg_constraint WHERE contype = 'f' AND (conrelid = ANY ($1::text[]::regclass[]) OR confrelid = ANY ($1::text[]::regclass[]))`,
      [Object.keys(DISTRIBUTED_BY).map((table) => `networking.${table}`)],
    );
    expect(bound).toEqual([]);
  });
});
