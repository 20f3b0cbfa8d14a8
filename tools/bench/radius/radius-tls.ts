import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SystemRandom } from '@demarc/kernel';
import { AddRouter } from '@demarc/networking';
import { CertificateMaker, type OwnCertificate } from '@demarc/networking/radius';
import { atLeast, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { cpuOf } from '../process-figures.ts';
import { type Product, withProduct } from '../product-app.ts';
import { median, rounded } from '../statistics.ts';
import { compile, COMPILER_MISSING } from './programs.ts';
import { openSubscribers } from './subscribers.ts';
import { TlsLoad, type TlsResult } from './tls-load.ts';

const USERS = 10_000;
const ROUTERS = 200;
/** Requests in flight, however many connections share them. */
const IN_FLIGHT = 200;
const DAYS = 30;

const WAYS = ['UDP', 'one connection', `${ROUTERS} connections`] as const;
/** Of what the same process answers by UDP: many packets share a record on one connection, on many each has its own. */
const LEAST_SHARE = { 'one connection': 0.8, [`${ROUTERS} connections`]: 0.4 } as const;

interface Slot {
  readonly way: (typeof WAYS)[number];
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly serverUs: number;
  readonly connectedMs: number;
}

export const radiusTls: Benchmark = {
  name: 'radius-tls',
  sentence: `Logins over TLS, of one router and of ${ROUTERS} at once, against the same role by UDP`,
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), { max_connections: 200 }),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const program = compile(lab, 'load');
  if (program === undefined) return { figures: [], goals: [], missing: [COMPILER_MISSING] };
  trial.tell(`${USERS} subscribers and ${ROUTERS + 1} routers with a certificate each are made`);
  const maker = new CertificateMaker(new SystemRandom(), new Date());
  const shown = Array.from({ length: ROUTERS + 1 }, (_, index) =>
    maker.make({ name: `tower-${index}`, use: 'router', days: DAYS, keys: 'ec' }),
  );
  const database = await lab.product('product');
  const owner = await lab.connect(database.ownerUrl);
  const { secret } = await withProduct(lab.environment(database), async (product) => {
    await addRouters(product, shown);
    return openSubscribers(product, owner, { count: USERS });
  });
  const role = await lab.role('radius', { ...lab.environment(database), ...tlsEnvironment(lab, maker) });
  const [authPort = 0, , tlsPort = 0] = (role.address.match(/\d+(?=,|$)/g) ?? []).map(Number);
  const load = await TlsLoad.open(lab);
  const logins = trial.quick ? 5_000 : 40_000;
  const overTls = (routers: readonly OwnCertificate[]): Promise<TlsResult> =>
    load.run({ port: tlsPort, routers, users: USERS, logins, window: IN_FLIGHT / routers.length });
  const play: Record<Slot['way'], () => Promise<TlsResult>> = {
    UDP: async () => {
      const args = ['auth', authPort, trial.quick ? 1 : 2, IN_FLIGHT, USERS, secret].map(String);
      const { stdout } = await promisify(execFile)(program, args, { timeout: 90_000 });
      return { connectedMs: 0, ...(JSON.parse(stdout) as Omit<TlsResult, 'connectedMs'>) };
    },
    'one connection': () => overTls(shown.slice(0, 1)),
    [`${ROUTERS} connections`]: () => overTls(shown.slice(1)),
  };
  const slots: Slot[] = [];
  // The first round warms up.
  for (let round = 0; round <= (trial.quick ? 1 : 5); round += 1)
    for (const way of WAYS) {
      const before = cpuOf(role.pid);
      const result = await play[way]();
      if (result.rejected > 0) throw new Error(`${way}: ${result.rejected} good logins were rejected`);
      const slot = { ...result, way, serverUs: (cpuOf(role.pid) - before) / result.good };
      if (round > 0) slots.push(slot);
      trial.tell(`${way}: ${slot.perSecond.toFixed(0)} a second`);
    }
  return findingOf(slots);
}

async function addRouters(product: Product, shown: readonly OwnCertificate[]): Promise<void> {
  for (const [index, { fingerprint }] of shown.entries())
    await product.run(AddRouter, {
      name: `Tower ${index}`,
      vendor: 'mikrotik',
      tls: { fingerprints: [fingerprint], names: [] },
    });
}

function tlsEnvironment(lab: Lab, maker: CertificateMaker): NodeJS.ProcessEnv {
  const { key, certificate } = maker.make({ name: 'radius.test', use: 'server', days: DAYS, keys: 'ec' });
  const [keyFile, certificateFile] = ['tls.key', 'tls.crt'].map((name) => join(lab.folder, name));
  writeFileSync(keyFile ?? '', key, { mode: 0o600 });
  writeFileSync(certificateFile ?? '', certificate);
  return { RADIUS_TLS_PORT: '0', RADIUS_TLS_KEY: keyFile, RADIUS_TLS_CERT: certificateFile };
}

function findingOf(slots: readonly Slot[]): Finding {
  const of = (way: Slot['way'], read: (slot: Slot) => number): number =>
    median(slots.filter((slot) => slot.way === way).map(read));
  const rate = (way: Slot['way']): number => of(way, (slot) => slot.perSecond);
  const [udp, ...overTls] = WAYS;
  return {
    figures: [
      ...WAYS.map((way) =>
        figure(
          `logins (PAP), ${way}`,
          rate(way),
          `/s, p99 ${of(way, ({ p99Ms }) => p99Ms).toFixed(1)} ms, ${of(way, ({ serverUs }) => serverUs).toFixed(0)} µs of processor`,
        ),
      ),
      figure(
        `${ROUTERS} connections are up after`,
        rounded(of(`${ROUTERS} connections`, (slot) => slot.connectedMs)),
        'ms',
      ),
    ],
    goals: overTls.map((way) => atLeast(`logins: ${way} / UDP`, rounded(rate(way) / rate(udp)), LEAST_SHARE[way], '')),
  };
}
