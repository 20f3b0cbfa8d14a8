import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '@demarc/api';
import { LiftHold, PlaceHold } from '@demarc/billing';
import { readSettings } from '@demarc/config';
import { RadiusRole } from '@demarc/networking';
import { CuttableProxy } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimNas } from '../../tools/sim-nas/sim-nas.ts';
import type { SimSession } from '../../tools/sim-nas/session.ts';
import { eventually, type Line, RADIUS_SECRET, StagedProvider } from './staged-provider.ts';

interface RadiusProcess {
  readonly app: INestApplicationContext;
  readonly nas: SimNas;
}

let provider: StagedProvider;
let wire: CuttableProxy;
let folder: string;
let paid: Line;
let held: Line;
let holdId: string;
const running: RadiusProcess[] = [];

beforeAll(async () => {
  provider = await StagedProvider.open({ now: '2026-03-01T08:00:00Z' });
  paid = await provider.line('paid', '2026-03-01');
  held = await provider.line('held', '2026-03-01');
  ({ holdId } = await provider.house.run(PlaceHold, { customerId: held.customerId, reason: 'Asked for' }));
  await provider.house.settle();
  const { hostname, port } = new URL(provider.house.database.appUrl);
  wire = await CuttableProxy.open({ host: hostname, port: Number(port) });
  folder = mkdtempSync(join(tmpdir(), 'demarc-radius-'));
  copyFileSync(join(provider.house.folder, 'master.key'), join(folder, 'master.key'));
});

afterAll(async () => {
  for (const one of running) await end(one);
  await wire.close();
  const found = await provider.house.violations();
  await provider.close();
  rmSync(folder, { recursive: true });
  expect(found).toEqual([]);
});

/** The radius role as a process of its own has it: its database behind the wire, its files in its own folder. */
async function startRadius(): Promise<RadiusProcess> {
  const url = new URL(provider.house.database.appUrl);
  url.host = `127.0.0.1:${wire.port}`;
  const settings = readSettings({
    NODE_ENV: 'test',
    DATA_DIR: folder,
    LOG_LEVEL: 'fatal',
    RADIUS_AUTH_PORT: '0',
    RADIUS_ACCT_PORT: '0',
    APP_DATABASE_URL: url.href,
  });
  if (!settings.ok) throw new Error(JSON.stringify(settings.faults));
  const app = await NestFactory.createApplicationContext(
    AppModule.forRole('radius', settings.value, { clock: provider.house.clock }),
    { logger: false },
  );
  const ports = await app.get(RadiusRole, { strict: false }).start();
  const nas = new SimNas({
    auth: { address: '127.0.0.1', port: ports.authPort },
    acct: { address: '127.0.0.1', port: ports.acctPort },
    secret: RADIUS_SECRET,
    patience: { timeoutMs: 1500, attempts: 3 },
  });
  await nas.start();
  const started = { app, nas };
  running.push(started);
  return started;
}

async function end(one: RadiusProcess): Promise<void> {
  running.splice(running.indexOf(one), 1);
  await one.nas.stop();
  await one.app.close();
}

async function goesOnline({ nas }: RadiusProcess, line: Line): Promise<SimSession> {
  const outcome = await nas.open(line);
  if (outcome.kind !== 'open') throw new Error(`${line.user} is not let in: ${JSON.stringify(outcome)}`);
  return outcome.session;
}

async function octetsOf(line: Line): Promise<string | undefined> {
  const [row] = await provider.house.rows<{ octets: string }>(
    'SELECT sum(download_octets)::text AS octets FROM networking.session_open WHERE service_id = $1',
    [line.serviceId],
  );
  return row?.octets;
}

describe('while the database is away', { timeout: 120_000 }, () => {
  it('a radius process goes on, one that starts anew goes on from its disk, and accounting counts once', async () => {
    const first = await startRadius();
    await goesOnline(first, paid);
    wire.cut();

    expect((await first.nas.open(held)).kind).toBe('rejected');
    expect((await first.nas.open({ user: 'nobody', password: 'x' })).kind).toBe('rejected');
    const before = await goesOnline(first, paid);
    expect(await first.nas.interim(before, { downloadOctets: 1_000n })).toBe(true);
    await end(first);

    const second = await startRadius();
    expect((await second.nas.open(held)).kind).toBe('rejected');
    expect((await second.nas.open({ ...paid, password: 'wrong' })).kind).toBe('rejected');
    const after = await goesOnline(second, paid);
    expect(await second.nas.interim(after, { downloadOctets: 5_000n })).toBe(true);
    expect(await second.nas.interim(after, { downloadOctets: 500n })).toBe(true);

    await provider.house.run(LiftHold, { holdId });
    await provider.house.settle();
    wire.heal();
    await eventually('the lifted hold', async () => (await second.nas.open(held)).kind === 'open', 30_000);
    await eventually('what was counted on the disk', async () => (await octetsOf(paid)) === '6500', 30_000);
  });

  it('a process that knows nothing says so, and does not start', async () => {
    wire.cut();
    rmSync(join(folder, 'radius-snapshot'));
    await expect(startRadius()).rejects.toThrow();
    wire.heal();
  });
});
