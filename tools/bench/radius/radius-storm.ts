import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { cpuOf, cpuOfFamily, peakMegabytes } from '../process-figures.ts';
import { withProduct } from '../product-app.ts';
import { rounded } from '../statistics.ts';
import { waitUntil } from '../waiting.ts';
import { compile, COMPILER_MISSING, writeMsChapPairs } from './programs.ts';
import { openSubscribers } from './subscribers.ts';

interface StormResult {
  readonly sent: number;
  readonly letIn: number;
  readonly rejected: number;
  readonly begun: number;
  readonly lost: number;
  readonly seconds: number;
  readonly lateMs: number;
  readonly loginP50Ms: number;
  readonly loginP99Ms: number;
  readonly startP50Ms: number;
  readonly startP99Ms: number;
}

export const radiusStorm: Benchmark = {
  name: 'radius-storm',
  sentence:
    'After a power cut: 10,000 customers are back within 10 s (--long: 100,000 within 60 s), each logged in and counted',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), { max_connections: 200 }),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const [count, seconds] = trial.long ? [100_000, 60] : trial.quick ? [2_000, 2] : [10_000, 10];
  const program = compile(lab, 'storm');
  if (program === undefined) return { figures: [], goals: [], missing: [COMPILER_MISSING] };
  const database = await lab.product('product');
  const owner = await lab.connect(database.ownerUrl);
  trial.tell(`${count} subscribers are made`);
  const { secret } = await withProduct(lab.environment(database), (product) =>
    openSubscribers(product, owner, { count }),
  );
  const pairs = writeMsChapPairs(lab, count);
  const role = await lab.role('radius', lab.environment(database));
  const [authPort = 0, acctPort = 0] = (role.address.split(':')[1] ?? '').split(',').map(Number);
  const findings: Finding[] = [];
  for (const [how, more] of [
    ['PAP', []],
    ['MS-CHAPv2', [pairs]],
  ] as const) {
    trial.tell(`the power is back: ${count} within ${seconds} s by ${how}`);
    await owner.query('TRUNCATE networking.session_open');
    const before = [cpuOf(role.pid), cpuOfFamily(lab.server.pid)] as const;
    const args = [authPort, acctPort, seconds, count, secret, ...more].map(String);
    const { stdout } = await promisify(execFile)(program, args, { timeout: (seconds + 30) * 1000 });
    const result = JSON.parse(stdout) as StormResult;
    const open = await settled(owner, count);
    if (open < count) trial.tell(await missed(lab, owner, count));
    const cpu = [cpuOf(role.pid) - before[0], cpuOfFamily(lab.server.pid) - before[1]].map((us) => us / count);
    findings.push(findingOf(how, result, count, open, cpu));
  }
  return {
    figures: [
      ...findings.flatMap(({ figures }) => figures),
      figure('most memory of the radius role', rounded(peakMegabytes(role.pid)), 'MB'),
    ],
    goals: findings.flatMap(({ goals }) => goals),
  };
}

/** What was answered from the spool reaches the database a moment later. */
async function settled(owner: pg.Client, count: number): Promise<number> {
  let open = 0;
  const look = async (): Promise<boolean> => {
    const { rows } = await owner.query<{ open: string }>('SELECT count(*) AS open FROM networking.session_open');
    open = Number(rows[0]?.open ?? 0);
    return open >= count;
  };
  await waitUntil(look, 15_000, 'every session').catch(() => undefined);
  return open;
}

/** Whose sessions are missing, and what the role said last: enough to look for the reason. */
async function missed(lab: Lab, owner: pg.Client, count: number): Promise<string> {
  const { rows } = await owner.query<{ login: string }>(
    `SELECT login FROM (SELECT 'user' || n AS login FROM generate_series(1, $1::int) n) one
     WHERE login NOT IN (SELECT login FROM networking.session_open WHERE login IS NOT NULL) LIMIT 5`,
    [count],
  );
  const said = readFileSync(join(lab.folder, 'programs.log'), 'utf8').slice(-1_000);
  return `missing: ${rows.map(({ login }) => login).join(', ')}; ${said}`;
}

function findingOf(
  how: string,
  result: StormResult,
  count: number,
  open: number,
  [serverUs = 0, databaseUs = 0]: readonly number[],
): Finding {
  return {
    figures: [
      figure(`${how}: everybody is back after`, result.seconds, 's'),
      figure(`${how}: login, p50`, rounded(result.loginP50Ms), 'ms'),
      figure(`${how}: start of the session, p50`, rounded(result.startP50Ms), 'ms'),
      figure(
        `${how}: processor time of both`,
        rounded(serverUs),
        `µs a customer + ${databaseUs.toFixed(0)} µs in the database`,
      ),
      figure(`${how}: the load was late by at most`, rounded(result.lateMs), 'ms'),
    ],
    goals: [
      atMost(`${how}: login, p99`, rounded(result.loginP99Ms), 50, 'ms'),
      atMost(`${how}: start of the session, p99`, rounded(result.startP99Ms), 250, 'ms'),
      atMost(`${how}: lost or refused`, result.lost + result.rejected, 0, ''),
      atMost(`${how}: sessions missing in the database`, count - open, 0, ''),
    ],
  };
}
