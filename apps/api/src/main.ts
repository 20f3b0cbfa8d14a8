import 'reflect-metadata';
import { readSettings, type Settings } from '@demarc/config';
import { startHttp } from './http/start-http.js';
import { startRadius } from './radius/start-radius.js';
import { parseRole } from './role.js';
import { startWorker } from './worker/start-worker.js';

/** What a role says to the process that started it, once it can do its work. */
export interface ReadyMessage {
  readonly type: 'ready';
  readonly role: string;
  readonly address?: string;
}

function settingsOrExit(): Settings {
  const settings = readSettings(process.env);
  if (settings.ok) return settings.value;
  for (const fault of settings.faults) process.stderr.write(`${fault.name} ${fault.message}\n`);
  process.exit(78);
}

async function main(): Promise<void> {
  // The supervisor was killed: a role that stayed would keep its port from the next start.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  const settings = settingsOrExit();
  const role = parseRole(process.argv);
  const start = { http: startHttp, worker: startWorker, radius: startRadius }[role];
  const ready: ReadyMessage = { type: 'ready', role, ...(await start(settings)) };
  process.send?.(ready);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
