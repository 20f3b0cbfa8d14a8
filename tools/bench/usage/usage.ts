import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import type { Query } from '@demarc/commands';
import { Clock, SettableClock } from '@demarc/kernel';
import {
  FindGroupUsage,
  FindUsage,
  FinishUsageDays,
  ListOnlineSessions,
  RollUpUsage,
  TopUsage,
} from '@demarc/networking';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type pg from 'pg';
import { atMost, type Benchmark, figure, type Figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { cpuOfFamily } from '../process-figures.ts';
import { openProductAt, Product } from '../product-app.ts';
import { openSubscribers } from '../radius/subscribers.ts';
import { quantile, rounded } from '../statistics.ts';
import { fillUsage, NOW, perSubscriber, type Space } from './records.ts';

const SUBSCRIBERS = 50_000;
const ASKED = 100;
/** What is filled beforehand need not wait for the disk, nor for anybody who tidies up meanwhile. */
const SETTINGS = {
  maintenance_work_mem: '256MB',
  max_wal_size: '8GB',
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};

export const usage: Benchmark = {
  name: 'usage',
  sentence: 'Graphs and space of usage with 50,000 sessions a day, kept by the retention',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), SETTINGS),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const count = trial.quick ? SUBSCRIBERS / 10 : SUBSCRIBERS;
  const database = await lab.product('usage');
  const owner = await lab.connect(database.ownerUrl);
  const clock = new SettableClock(new Date(NOW));
  const app = await openProductAt(lab.environment(database), clock);
  try {
    trial.tell(`${count} subscribers, and what they used`);
    const { routerId } = await openSubscribers(new Product(app), owner, { count });
    const space = await fillUsage(owner, count);
    trial.tell('graphs of customers who are picked at random');
    const graphs = await askGraphs(app, owner);
    const lists = await askLists(app, owner, routerId);
    trial.tell('a roll-up of five minutes, a night, and a partition that goes');
    const work = await works(app, owner, clock, lab, count);
    return {
      figures: [...lists, ...sizes(space), ...work],
      goals: [...graphs, atMost('space of a subscriber in all', rounded(perSubscriber(space) / 1e6), 0.8, 'MB')],
    };
  } finally {
    await app.close();
  }
}

async function askGraphs(app: INestApplicationContext, owner: pg.Client): Promise<Finding['goals']> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT customer_id AS id FROM networking.access ORDER BY md5(service_id::text) LIMIT ${ASKED}`,
  );
  const goals = [];
  for (const [what, granularity, from, through] of [
    ['a day by the hour', 'hour', '2027-06-14', '2027-06-14'],
    ['a month by the day', 'day', '2027-05-16', '2027-06-14'],
    ['a year by the month', 'month', '2026-07-01', '2027-06-30'],
  ] as const) {
    const times: number[] = [];
    for (const { id } of rows)
      times.push(await databaseMs(app, FindUsage, { customerId: id, granularity, from, through }));
    goals.push(
      atMost(
        `graph of one customer, ${what}, p95 in the database`,
        rounded(quantile(times, 0.95)),
        5,
        `ms; p50 ${quantile(times, 0.5).toFixed(2)} ms`,
      ),
    );
  }
  return goals;
}

async function askLists(app: INestApplicationContext, owner: pg.Client, routerId: string): Promise<Figure[]> {
  const { rows } = await owner.query<{ id: string }>('SELECT plan_id AS id FROM networking.access LIMIT 1');
  const day = { from: '2027-06-14', through: '2027-06-14' };
  const asked = [
    ['online, newest first', ListOnlineSessions, { first: 100 }],
    ['online, fastest first', ListOnlineSessions, { first: 100, sort: 'download_rate' }],
    ['online with one plan, most first', ListOnlineSessions, { first: 100, sort: 'download', planId: rows[0]?.id }],
    ['who used most on a day', TopUsage, { ...day, first: 20 }],
    [
      'a router’s month by the day',
      FindGroupUsage,
      { kind: 'router', id: routerId, granularity: 'day', from: '2027-05-16', through: '2027-06-14' },
    ],
  ] as const;
  const figures: Figure[] = [];
  for (const [what, query, input] of asked) {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) times.push(await databaseMs(app, query, input));
    figures.push(figure(what, rounded(quantile(times, 0.5)), 'ms in the database'));
  }
  return figures;
}

/** What the database works to answer, planning included: the same statements, explained as they are carried out. */
function databaseMs(
  app: INestApplicationContext,
  query: new (...args: never[]) => Query<never, unknown>,
  input: object,
): Promise<number> {
  return app.get(Database).read(EVERYTHING, async (sql) => {
    let spent = 0;
    const explained = async (text: string, values: readonly unknown[] = []): Promise<void> => {
      const [plan] = await sql.query<{ 'QUERY PLAN': [Record<'Planning Time' | 'Execution Time', number>] }>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
        values,
      );
      const times = plan?.['QUERY PLAN'][0];
      spent += (times?.['Planning Time'] ?? 0) + (times?.['Execution Time'] ?? 0);
    };
    const told: Sql = {
      query: async (text, values) => {
        await explained(text, values);
        return sql.query(text, values);
      },
      first: async (text, values) => {
        await explained(text, values);
        return sql.first(text, values);
      },
      execute: (text, values) => sql.execute(text, values),
    };
    await app.get(query).answer(input as never, { sql: told, actor: systemActor('benchmark'), clock: app.get(Clock) });
    return spent;
  });
}

async function works(
  app: INestApplicationContext,
  owner: pg.Client,
  clock: SettableClock,
  lab: Lab,
  count: number,
): Promise<Figure[]> {
  await owner.query(
    `INSERT INTO networking.usage_raw SELECT at + interval '1 day 10 hours', download_octets, upload_octets, seconds, late_seconds, customer_id, service_id, router_id
     FROM networking.usage_raw WHERE at < timestamptz '2027-06-14T00:10:00Z'`,
  );
  // The first slice of a day makes its rows, the next ones change them.
  await owner.query(`UPDATE networking.usage_watermark SET rolled_to = '2027-06-15T10:00:00Z' WHERE name = 'hours'`);
  const first = await timed(lab, clock, '2027-06-15T10:06:30Z', () => app.get(RollUpUsage).run());
  const next = await timed(lab, clock, '2027-06-15T10:11:30Z', () => app.get(RollUpUsage).run());
  const night = await timed(lab, clock, '2027-06-16T03:10:00Z', () => app.get(FinishUsageDays).run());
  const dropped = await timed(lab, clock, '2027-06-16T03:20:00Z', () =>
    owner.query(`SELECT networking.drop_partitions('usage_raw', '2027-06-15')`),
  );
  return [
    figure(
      `roll-up of five minutes of ${count} sessions, the first of a day`,
      rounded(first.seconds),
      `s, ${first.cpu.toFixed(2)} s of processor`,
    ),
    figure('the next one', rounded(next.seconds), `s, ${next.cpu.toFixed(2)} s of processor`),
    figure('a night: a day becomes final', rounded(night.seconds), `s, ${night.cpu.toFixed(2)} s of processor`),
    figure(
      `a day of raw usage dropped, ${(count * 288).toLocaleString('en')} rows`,
      rounded(dropped.seconds * 1000),
      'ms',
    ),
  ];
}

async function timed(
  lab: Lab,
  clock: SettableClock,
  at: string,
  work: () => Promise<unknown>,
): Promise<{ readonly seconds: number; readonly cpu: number }> {
  clock.set(new Date(at));
  const cpu = cpuOfFamily(lab.server.pid);
  const startedMs = performance.now();
  await work();
  return { seconds: (performance.now() - startedMs) / 1000, cpu: (cpuOfFamily(lab.server.pid) - cpu) / 1e6 };
}

function sizes(space: Space): Figure[] {
  const kB = (what: string, octets: number): Figure => figure(what, rounded(octets / 1000), 'kB a subscriber');
  return [
    kB('raw usage of 14 days', space.rawDay * 14),
    kB('hours of 90 days', space.openDay * 10 + space.finalDay * 80),
    kB('days of 60 months', space.month * 60),
    kB('sessions of 396 days', space.sessionDay * 396),
    kB('the session that runs', space.openSessions),
  ];
}
