import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { differingFields, RouterClient, type RouterRow } from '@demarc/networking/routeros';
import { atLeast, atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { median, rounded } from '../statistics.ts';

const MENU = '/ppp/secret';
const FIELDS = ['.id', 'name', 'password', 'service', 'profile', 'disabled', 'comment'];
const IN_FLIGHT = [1, 8] as const;

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** The router runs beside us in a process of its own, so that the processor time is ours alone. */
export const routerRead: Benchmark = {
  name: 'router-read',
  sentence: 'Reading, comparing and writing the PPP secrets of one router over the RouterOS API',
  run: measure,
};

async function measure(trial: Trial): Promise<Finding> {
  const count = trial.quick ? 5_000 : 50_000;
  const router = await simulated(count);
  const client = await RouterClient.open(
    { host: '127.0.0.1', port: router.port, security: { kind: 'plain' } },
    { user: 'admin', password: 'secret' },
    { pace: { start: 8, most: 8 } },
  );
  try {
    const reads: Measured[] = [];
    const compares: Measured[] = [];
    let rows: readonly RouterRow[] = [];
    for (let round = 0; round < (trial.quick ? 3 : 7); round += 1) {
      reads.push(await timed(async () => (rows = await client.print(MENU, { fields: FIELDS }))));
      const wanted = new Map(rows.map((row) => [row['name'], wantedOf(row)]));
      compares.push(await timed(async () => compare(rows, wanted)));
    }
    if (rows.length !== count) throw new Error(`read ${rows.length} rows of ${count}`);
    const writes = [];
    for (const most of IN_FLIGHT)
      writes.push(
        figure(`writes a second, ${most} under way`, rounded(await writesPerSecond(client, rows, most)), '/s'),
      );
    const perSecond = (spent: readonly number[]): number => rounded(count / (median(spent) / 1_000));
    const cpuMs = median(reads.map((read, k) => read.cpuMs + (compares[k]?.cpuMs ?? 0)));
    return {
      figures: [
        figure('rows read a second', perSecond(reads.map(({ wallMs }) => wallMs)), '/s'),
        figure('compare', rounded(median(compares.map(({ wallMs }) => wallMs))), `ms for ${count} rows`),
        figure('our processor, read and compare', rounded(cpuMs), `ms for ${count} rows`),
        ...writes,
      ],
      goals: [
        atLeast('rows read a second of our processor', perSecond(reads.map(({ cpuMs: ms }) => ms)), 50_000, '/s'),
        atMost('our processor for 5,000 secrets, read and compared', rounded((cpuMs / count) * 5_000), 1_000, 'ms'),
      ],
    };
  } finally {
    client.close();
    router.stop();
  }
}

function wantedOf({ name, password, service, profile, comment }: RouterRow): Record<string, string> {
  return {
    name: name ?? '',
    password: password ?? '',
    service: service ?? '',
    profile: profile ?? '',
    disabled: 'no',
    comment: comment ?? '',
  };
}

function compare(rows: readonly RouterRow[], wanted: ReadonlyMap<string | undefined, Record<string, string>>): void {
  for (const row of rows) {
    const want = wanted.get(row['name']);
    if (!want || differingFields(MENU, want, row).length > 0) throw new Error('a row differs from itself');
  }
}

async function writesPerSecond(client: RouterClient, rows: readonly RouterRow[], most: number): Promise<number> {
  const ids = rows.slice(0, 5_000).map((row) => row['.id'] as `*${string}`);
  let next = 0;
  const writer = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++])
      await client.set(MENU, id, { comment: `by ${most}` });
  };
  const { wallMs } = await timed(() => Promise.all(Array.from({ length: most }, writer)));
  return ids.length / (wallMs / 1_000);
}

async function timed(work: () => Promise<unknown>): Promise<Measured> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

async function simulated(secrets: number): Promise<{ port: number; stop: () => void }> {
  const main = join(import.meta.dirname, '../../sim-routeros/main.mjs');
  const child = spawn(process.execPath, [main, '--port', '0', '--tls-port', '0', '--secrets', String(secrets)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/^api \S+:(\d+)/.exec(first.toString())?.[1] ?? 0);
  return { port, stop: () => child.kill('SIGTERM') };
}
