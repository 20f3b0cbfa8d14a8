import { readFileSync } from 'node:fs';
import { writeJson } from '../start/data-folder.ts';
import { SimRouter } from '../sim-routeros/sim-router.ts';
import { DemoAgent, type DemoDevice } from './demo-devices.ts';
import { DemoNas, type DemoRouter } from './demo-routers.ts';

/** Less than a router's usual interval of five minutes, so that no session is taken for lost. */
const REPORT_EVERY_MS = 240_000;
const DIAL_EVERY_MS = 30_000;

const [, , file = ''] = process.argv;
const demo = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly routers: readonly DemoRouter[];
  readonly devices?: readonly DemoDevice[];
};
const port = (name: string): number => Number(process.env[name]);
const address = process.env['RADIUS_HOST'] ?? '127.0.0.1';
const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
const say = (sentence: string): void => {
  const level = 'info';
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg: sentence })}\n`);
};

const running: { stop: () => Promise<void> }[] = [];
for (const router of demo.routers) {
  const nas = new DemoNas(router, {
    auth: { address: host, port: port('RADIUS_AUTH_PORT') },
    acct: { address: host, port: port('RADIUS_ACCT_PORT') },
    keep: () => writeJson(file, demo),
    tell: say,
    now: Date.now,
    reportEveryMs: REPORT_EVERY_MS,
    dialEveryMs: DIAL_EVERY_MS,
  });
  try {
    await nas.start();
    running.push(nas);
    say(`router ${router.source} is up, CoA on port ${router.coaPort}`);
  } catch (error) {
    // Another demo on this machine has the port, or the system has no such loopback address: its sessions end as lost.
    say(`router ${router.source} stays away: ${error instanceof Error ? error.message : String(error)}`);
  }
}
for (const { source, api } of demo.routers) {
  if (!api) continue;
  const router = new SimRouter({ identity: source, users: { [api.user]: api.password }, host: source, port: api.port });
  for (const { menu, values } of api.rows) router.add(menu, values);
  try {
    await router.start();
    running.push(router);
  } catch (error) {
    say(`the API of ${source} stays away: ${error instanceof Error ? error.message : String(error)}`);
  }
}
for (const device of demo.devices ?? []) {
  if (device.isSilent) continue;
  const agent = new DemoAgent(device, Date.now);
  try {
    await agent.start();
    running.push(agent);
  } catch (error) {
    say(`${device.name} at ${device.address} stays silent: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.send?.({ type: 'ready' });
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => void end());

async function end(): Promise<void> {
  await Promise.all(running.map((one) => one.stop()));
  process.exit(0);
}
