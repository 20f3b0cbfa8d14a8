import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Clock, SettableClock } from '@demarc/kernel';
import { CircuitBook, ReadShaperPicture, RecentUsage } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import type pg from 'pg';
import { atMost, type Benchmark, figure, type Figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { openProductAt, Product } from '../product-app.ts';
import { openSubscribers } from '../radius/subscribers.ts';
import { quantile, rounded } from '../statistics.ts';

const CIRCUITS = 50_000;
const NOW = '2027-06-15T12:00:00Z';
const ROUNDS = 7;
const ON_A_SCREEN = 50;
/** What the list of sessions asks of those that are on it. */
const HOURS = 1;
/** What is filled beforehand need not wait for the disk. */
const SETTINGS = { max_wal_size: '8GB', fsync: 'off', full_page_writes: 'off', autovacuum: 'off' };

export const shaper: Benchmark = {
  name: 'shaper',
  sentence:
    'The feed of shapers with 50,000 circuits, and the rates of the last hour beside the reports of 100,000 sessions',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), SETTINGS),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const count = trial.quick ? CIRCUITS / 10 : CIRCUITS;
  const database = await lab.product('shaper');
  const owner = await lab.connect(database.ownerUrl);
  const app = await openProductAt(lab.environment(database), new SettableClock(new Date(NOW)));
  try {
    trial.tell(`${count} circuits`);
    await openSubscribers(new Product(app), owner, { count });
    const feed = await refreshes(app, owner, count);
    trial.tell(`reports of ${count * 2} sessions in three hours`);
    await owner.query(DAYS);
    await owner.query(REPORTS);
    await owner.query('VACUUM (ANALYZE) networking.usage_raw');
    const reading = await readings(app, owner);
    const rates = await recent(app, owner);
    return { figures: [...feed, ...reading.figures, ...rates.figures], goals: [...reading.goals, ...rates.goals] };
  } finally {
    await app.close();
  }
}

/** The whole for the first time, with nothing new, and with each hundredth circuit changed. */
async function refreshes(app: INestApplicationContext, owner: pg.Client, count: number): Promise<Figure[]> {
  const book = app.get(CircuitBook);
  const first = await timed(() => book.refresh());
  await owner.query('VACUUM (ANALYZE) networking.shaper_circuit');
  const nothing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) nothing.push(await timed(() => book.refresh()));
  await owner.query(
    `UPDATE networking.access SET desired = 'blocked', desired_reason = 'balance' WHERE abs(hashtext(service_id::text)) % 100 = 0`,
  );
  const some = await timed(() => book.refresh());
  return [
    figure(`feed of ${count} circuits worked out for the first time`, rounded(first), 'ms'),
    figure('again, with nothing new', rounded(quantile(nothing, 0.5)), 'ms'),
    figure('again, with each hundredth blocked', rounded(some), 'ms'),
  ];
}

/** All circuits as the feed reads them, against the same rows fetched bare, in turns. */
async function readings(app: INestApplicationContext, owner: pg.Client): Promise<Finding> {
  const clock = app.get(Clock);
  const own: number[] = [];
  const bare: number[] = [];
  let octets = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(
      await timed(() =>
        app
          .get(Database)
          .read(EVERYTHING, (sql) =>
            app.get(ReadShaperPicture).answer({}, { sql, actor: systemActor('benchmark'), clock }),
          ),
      ),
    );
    bare.push(
      await timed(async () => {
        const { rows } = await owner.query('SELECT id, body FROM networking.shaper_circuit WHERE removed_at IS NULL');
        octets = JSON.stringify(rows).length;
      }),
    );
  }
  const ratio = quantile(own, 0.5) / quantile(bare, 0.5);
  return {
    figures: [figure('the whole as JSON', rounded(octets / 1e6), 'MB')],
    goals: [
      atMost(
        'reading the whole, against the same rows fetched bare and written as JSON',
        rounded(ratio),
        2,
        `times; p50 ${quantile(own, 0.5).toFixed(0)} ms`,
      ),
    ],
  };
}

/** The rates of a screen of services, against counting the reports that lie in the same hour. */
async function recent(app: INestApplicationContext, owner: pg.Client): Promise<Finding> {
  const clock = app.get(Clock);
  const { rows } = await owner.query<{ id: string }>(
    `SELECT service_id AS id FROM networking.access ORDER BY md5(service_id::text) LIMIT ${ON_A_SCREEN}`,
  );
  const asking = { serviceIds: rows.map(({ id }) => id), hours: HOURS };
  const own: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(
      await timed(() =>
        app
          .get(Database)
          .read(EVERYTHING, (sql) =>
            app.get(RecentUsage).answer(asking, { sql, actor: systemActor('benchmark'), clock }),
          ),
      ),
    );
    bare.push(
      await timed(() =>
        owner.query(
          `SELECT count(*) FROM networking.usage_raw WHERE at >= timestamptz '${NOW}' - interval '${HOURS} hours'`,
        ),
      ),
    );
  }
  return {
    figures: [figure('counting the reports of the same hour', rounded(quantile(bare, 0.5)), 'ms')],
    goals: [
      atMost(
        `rates of ${ON_A_SCREEN} services in the last hour, against counting the reports of this hour`,
        rounded(quantile(own, 0.5) / quantile(bare, 0.5)),
        1.5,
        `times; p50 ${quantile(own, 0.5).toFixed(0)} ms`,
      ),
    ],
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const DAYS = `SELECT networking.open_partition('usage_raw', day::date) FROM generate_series(date '2027-06-14', date '2027-06-16', '1 day') day`;

/** Two sessions a circuit, each with a report every five minutes, in the order of time. */
const REPORTS = `
  WITH lines AS (SELECT service_id, customer_id, row_number() OVER (ORDER BY service_id) AS n FROM networking.access CROSS JOIN generate_series(1, 2))
  INSERT INTO networking.usage_raw (at, download_octets, upload_octets, seconds, late_seconds, customer_id, service_id, router_id)
  SELECT timestamptz '${NOW}' - interval '3 hours' + slot * interval '5 minutes' + (n % 300) * interval '1 second', n * slot % 90000000, n * slot % 9000000, 300, 0,
    customer_id, service_id, (SELECT id FROM networking.router LIMIT 1)
  FROM generate_series(0, 35) slot CROSS JOIN (SELECT * FROM lines ORDER BY n % 300) lines`;
