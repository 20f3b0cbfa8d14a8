import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atLeast, atMost, type Benchmark, figure, type Finding, type Goal, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { cpuOf, cpuOfFamily } from '../process-figures.ts';
import { withProduct } from '../product-app.ts';
import { median, rounded } from '../statistics.ts';
import { fillFreeRadius, type FreeRadius, missingFreeRadius, startFreeRadius } from './freeradius.ts';
import { compile, COMPILER_MISSING, writeMsChapPairs } from './programs.ts';
import { SessionTable } from './session-table.ts';
import { openSubscribers } from './subscribers.ts';

const USERS = 10_000;
const WINDOW = { auth: 256, mschap: 256, interim: 1024, start: 1024 } as const;
type Mode = keyof typeof WINDOW;
const MODES: readonly Mode[] = ['auth', 'mschap', 'interim', 'start'];
/** Of the database’s processor time for an update, next to FreeRADIUS with its stock queries. */
const MOST_DATABASE_SHARE = 0.1;

interface Contestant {
  readonly name: 'product' | 'FreeRADIUS with SQL' | 'FreeRADIUS with files';
  /** Where its sessions stand. */
  readonly sessions?: SessionTable;
  readonly pid: number;
  readonly authPort: number;
  readonly acctPort: number;
  readonly modes: readonly Mode[];
}

interface LoadResult {
  readonly good: number;
  readonly rejected: number;
  readonly lost: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

interface Slot extends LoadResult {
  readonly name: Contestant['name'];
  readonly mode: Mode;
  readonly serverUs: number;
  readonly databaseUs: number;
}

export const radius: Benchmark = {
  name: 'radius',
  sentence: 'Logins and accounting of the radius role against FreeRADIUS on the same PostgreSQL',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), { max_connections: 200 }),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const program = compile(lab, 'load');
  if (program === undefined) {
    return { figures: [], goals: [], missing: [COMPILER_MISSING] };
  }
  trial.tell(`${USERS} subscribers are made`);
  const database = await lab.product('product');
  const secret = await withProduct(lab.environment(database), async (product) => {
    const owner = await lab.connect(database.ownerUrl);
    const { secret } = await openSubscribers(product, owner, { count: USERS });
    await lab.disconnect(owner);
    return secret;
  });
  const role = await lab.role('radius', lab.environment(database));
  const [authPort = 0, acctPort = 0] = (role.address.split(':')[1] ?? '').split(',').map(Number);
  const missing = missingFreeRadius();
  const peers = missing === undefined ? await startPeers(lab, secret) : [];
  const contestants: Contestant[] = [
    {
      ...{ name: 'product', pid: role.pid, authPort, acctPort, modes: MODES },
      sessions: new SessionTable(await lab.connect(database.ownerUrl), 'networking.session_open', 'session_id'),
    },
    ...peers,
  ];
  try {
    const slots = await race(lab, program, secret, contestants, trial);
    return { ...findingOf(slots), ...(missing === undefined ? {} : { missing: [missing] }) };
  } finally {
    for (const peer of peers) await peer.end();
  }
}

async function startPeers(lab: Lab, secret: string): Promise<(Contestant & FreeRadius)[]> {
  const database = await lab.empty('freeradius');
  const owner = await lab.connect(database);
  await fillFreeRadius(owner, USERS);
  const sessions = new SessionTable(owner, 'radacct', 'acctsessionid');
  const port = 20_000 + (process.pid % 10_000) * 4;
  const sql = { folder: join(lab.folder, 'fr-sql'), authPort: port, secret, users: { database } };
  const files = { folder: join(lab.folder, 'fr-files'), authPort: port + 2, secret, users: 'files' as const };
  return [
    { ...(await startFreeRadius(sql, USERS)), name: 'FreeRADIUS with SQL', modes: MODES, sessions },
    { ...(await startFreeRadius(files, USERS)), name: 'FreeRADIUS with files', modes: ['auth', 'mschap'] },
  ];
}

async function race(
  lab: Lab,
  program: string,
  secret: string,
  contestants: readonly Contestant[],
  trial: Trial,
): Promise<Slot[]> {
  const slots: Slot[] = [];
  const pairs = writeMsChapPairs(lab, USERS);
  const rounds = trial.quick ? 1 : 5;
  for (let round = 0; round <= rounds; round += 1) {
    for (const mode of MODES) {
      if (mode === 'start') for (const { sessions } of contestants) await sessions?.leaveOnline();
      for (const contestant of contestants.filter((one) => one.modes.includes(mode))) {
        const slot = await play(lab, program, { secret, pairs }, contestant, mode, round === 0 ? 1 : 2);
        // The first round warms up.
        if (round > 0) slots.push(slot);
        trial.tell(`${mode}, ${contestant.name}: ${slot.perSecond.toFixed(0)} a second`);
      }
    }
  }
  return slots;
}

async function play(
  lab: Lab,
  program: string,
  { secret, pairs }: { readonly secret: string; readonly pairs: string },
  { name, pid, authPort, acctPort }: Contestant,
  mode: Mode,
  seconds: number,
): Promise<Slot> {
  const before = [cpuOf(pid), cpuOfFamily(lab.server.pid)] as const;
  const port = mode === 'auth' || mode === 'mschap' ? authPort : acctPort;
  const args = [mode, port, seconds, WINDOW[mode], USERS, secret, ...(mode === 'mschap' ? [pairs] : [])].map(String);
  const { stdout } = await promisify(execFile)(program, args, { timeout: 90_000 });
  const result = JSON.parse(stdout) as LoadResult;
  if (result.rejected > 0 || result.good === 0) throw new Error(`${name} rejected good requests: ${stdout}`);
  const serverUs = (cpuOf(pid) - before[0]) / result.good;
  return { ...result, name, mode, serverUs, databaseUs: (cpuOfFamily(lab.server.pid) - before[1]) / result.good };
}

const SHOWN = {
  auth: 'logins (PAP)',
  mschap: 'logins (MS-CHAPv2)',
  interim: 'interim updates',
  start: 'session starts',
} as const;

function findingOf(slots: readonly Slot[]): Finding {
  const of = (name: Contestant['name'], mode: Mode): readonly Slot[] =>
    slots.filter((slot) => slot.name === name && slot.mode === mode);
  const groups = [...Map.groupBy(slots, (slot) => `${SHOWN[slot.mode]}, ${slot.name}`)];
  const cost = (name: Contestant['name']): number => median(of(name, 'interim').map((slot) => slot.databaseUs));
  const peer = 'FreeRADIUS with SQL' as const;
  const share =
    of(peer, 'interim').length === 0
      ? []
      : [
          atMost(
            `processor time of the database for an update: product / ${peer}`,
            rounded(cost('product') / cost(peer)),
            MOST_DATABASE_SHARE,
            '',
          ),
        ];
  const ratio = (mode: Mode, peer: Contestant['name'], bar: number): Goal[] => {
    // Round by round: what else the machine does for some seconds strikes both.
    const ratios = of(peer, mode).flatMap(({ perSecond }, round) => {
      const ours = of('product', mode)[round];
      return ours ? [ours.perSecond / perSecond] : [];
    });
    return ratios.length === 0 ? [] : [atLeast(`${SHOWN[mode]}: product / ${peer}`, rounded(median(ratios)), bar, '')];
  };
  return {
    figures: groups.flatMap(([what, some]) => [
      figure(
        what,
        median(some.map((slot) => slot.perSecond)),
        `/s, p99 ${median(some.map((slot) => slot.p99Ms)).toFixed(1)} ms`,
      ),
      figure(
        `${what}, processor time`,
        median(some.map((slot) => slot.serverUs)),
        `µs + ${median(some.map((slot) => slot.databaseUs)).toFixed(0)} µs in the database`,
      ),
    ]),
    goals: [
      ...ratio('auth', 'FreeRADIUS with SQL', 8),
      ...ratio('interim', 'FreeRADIUS with SQL', 5),
      ...ratio('start', 'FreeRADIUS with SQL', 5),
      ...ratio('auth', 'FreeRADIUS with files', 0.8),
      ...share,
    ],
  };
}
