import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SystemClock, SystemRandom } from '@demarc/kernel';
import {
  type Comparison,
  compareObjects,
  type ManagedAccess,
  type ManagedRouter,
  RouterBreaker,
  RouterClient,
  RouterLine,
  type RouterItemId,
  type RouterRow,
  stepsFor,
  wantedObjects,
} from '@demarc/networking/routeros';
import { atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { median, rounded } from '../statistics.ts';

const MENU = '/ppp/secret';
const FIELDS = [
  '.id',
  'name',
  'password',
  'service',
  'profile',
  'caller-id',
  'remote-address',
  'routes',
  'disabled',
  'comment',
];
const ROUTER: ManagedRouter = { way: 'ppp_secrets', options: { api: { mode: 'repair', shaping: 'none' } } };
/** Of the rows, so many differ in each round. */
const CHANGED = 0.01;

/** The routers run beside us in a process of their own, so that the processor time is ours alone. */
export const routerReconcile: Benchmark = {
  name: 'router-reconcile',
  sentence: 'Bringing routers to what they should have: read, compare, write what differs, read back',
  run: measure,
};

interface Round {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly commands: number;
}

async function measure(trial: Trial): Promise<Finding> {
  const one = await reconciled(1, 5_000, trial.quick ? 3 : 9);
  const routers = trial.quick ? 20 : 200;
  trial.tell(`one router is measured; now ${routers} at once`);
  const many = await reconciled(routers, 250, trial.quick ? 1 : 3);
  return {
    figures: [
      figure(
        '5,000 secrets without a difference, wall time',
        rounded(median(one.calm.map(({ wallMs }) => wallMs))),
        'ms',
      ),
      figure(
        '5,000 secrets with 50 differences, written and read back, wall time',
        rounded(median(one.busy.map(({ wallMs }) => wallMs))),
        'ms',
      ),
      figure(
        `${routers} routers of 250 secrets at once, with differences, wall time`,
        rounded(median(many.busy.map(({ wallMs }) => wallMs))),
        'ms',
      ),
      figure(`${routers} routers, our processor`, rounded(median(many.busy.map(({ cpuMs }) => cpuMs))), 'ms'),
    ],
    goals: [
      atMost(
        'our processor for 5,000 secrets with 50 differences',
        rounded(median(one.busy.map(({ cpuMs }) => cpuMs))),
        1_000,
        'ms',
      ),
      atMost(
        'our processor for 5,000 secrets without a difference',
        rounded(median(one.calm.map(({ cpuMs }) => cpuMs))),
        1_000,
        'ms',
      ),
      atMost('commands beyond the rows that differed', one.beyond + many.beyond, 0, 'commands'),
      atMost(
        'commands where nothing differed',
        [...one.calm, ...many.calm].reduce((sum, { commands }) => sum + commands, 0),
        0,
        'commands',
      ),
      atMost('connections that a router had at once', Math.max(one.most, many.most), 1, 'connections'),
    ],
  };
}

async function reconciled(
  count: number,
  secrets: number,
  rounds: number,
): Promise<{ calm: Round[]; busy: Round[]; beyond: number; most: number }> {
  const { child, ports } = await simulated(count, secrets);
  const lines = ports.map(lineTo);
  const accesses = Array.from({ length: secrets }, (_, k) => access(k + 1, 0));
  const differ = Math.max(1, Math.floor(secrets * CHANGED));
  const calm: Round[] = [];
  const busy: Round[] = [];
  let beyond = 0;
  let most = 0;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (let k = 0; k < differ; k += 1) accesses[k] = access(k + 1, round);
      for (const into of [busy, calm]) {
        const timed = await spent(() => Promise.all(lines.map((line) => reconcile(line, accesses))));
        const heard = await writesOf(child);
        const commands = heard.writes.reduce((sum, writes) => sum + writes, 0);
        into.push({ ...timed, commands });
        most = Math.max(most, ...heard.most);
        if (into === busy) beyond += Math.abs(commands - differ * count);
      }
    }
  } finally {
    await Promise.all(lines.map((line) => line.close()));
    child.kill('SIGTERM');
  }
  return { calm, busy, beyond, most };
}

/** All that a reconciliation is on our side: read, wanted rows, comparison, writes in flight, and what was written read once more. */
async function reconcile(line: RouterLine, accesses: readonly ManagedAccess[]): Promise<void> {
  const found = await compared(line, accesses);
  const steps = stepsFor(found.items);
  if (steps.length === 0) return;
  const ids = new Map(found.items.map((item) => [item.key, item.actual?.['.id'] as RouterItemId]));
  await line.write((client) =>
    Promise.all(steps.map(async ({ key, values }) => client.set(MENU, ids.get(key) ?? '*0', values))),
  );
  const left = await compared(line, accesses);
  if (left.items.length > 0) throw new Error(`${left.items.length} rows differ after they were written`);
}

async function compared(line: RouterLine, accesses: readonly ManagedAccess[]): Promise<Comparison> {
  const rows: readonly RouterRow[] = await line.read((client) => client.print(MENU, { fields: FIELDS }));
  return compareObjects({
    wanted: wantedObjects(ROUTER, accesses),
    actual: new Map([[MENU, rows]]),
    known: new Map(),
    decisions: [],
    adoptImported: false,
    digestOf: ({ key }) => key,
    rowDigest: () => '',
  });
}

function access(n: number, round: number): ManagedAccess {
  return {
    serviceId: String(n),
    serviceNumber: String(n),
    customerId: String(n),
    partnerId: 'partner',
    planId: 'plan',
    method: 'pppoe',
    login: `user${n}`,
    password: round === 0 ? `secret${n}` : `secret${n} of round ${round}`,
    ipv4: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
    sessionAddress: null,
    poolName: null,
    routes: [],
    ownPrefixes: [],
    isLentPrefix: false,
    linkPrefix: null,
    delegatedPrefix: null,
    macs: [],
    desired: 'open',
    reason: null,
    version: 1,
    policy: null,
    contention: 1,
    sector: null,
  };
}

function lineTo(port: number): RouterLine {
  const address = { host: '127.0.0.1', port, security: { kind: 'plain' } } as const;
  const open = (): Promise<RouterClient> => RouterClient.open(address, { user: 'admin', password: 'secret' });
  return new RouterLine(open, new RouterBreaker(new SystemClock(), new SystemRandom()));
}

async function spent(work: () => Promise<unknown>): Promise<{ wallMs: number; cpuMs: number }> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

async function simulated(count: number, secrets: number): Promise<{ child: ChildProcess; ports: number[] }> {
  const child = fork(join(import.meta.dirname, 'routers.ts'), [String(count), String(secrets)]);
  const [told] = (await once(child, 'message')) as [{ ports: number[] }];
  return { child, ports: told.ports };
}

async function writesOf(child: ChildProcess): Promise<{ writes: number[]; most: number[] }> {
  child.send('count');
  const [told] = (await once(child, 'message')) as [{ writes: number[]; most: number[] }];
  return told;
}
