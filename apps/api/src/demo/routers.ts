import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import { type AccountingRecord, RevealRadiusSecret } from '@demarc/networking';
import type { Catalogue } from './catalogue.js';
import type { DemoApi } from './kept-router.js';
import type { DemoDevice } from './places.js';
import { addressOf, classOf, macOf, type Online } from './sessions.js';
import type { Stage } from './stage.js';
import type { AtWork } from './usage.js';

export interface Equipment {
  readonly devices: readonly DemoDevice[];
  /** The router that is kept over its API, and what it has. */
  readonly apiOf: string;
  readonly api: DemoApi;
}

/**
 * Leaves what the provider's routers know: who dials from which line, and which sessions are up. `npm start` runs these routers
 * beside the demo, so that its sessions go on, and its watched devices answer.
 */
export async function leaveRouters(
  stage: Stage,
  settings: Settings,
  shop: Catalogue,
  lines: readonly Online[],
  { open, online }: AtWork,
  { devices, apiOf, api }: Equipment,
): Promise<void> {
  const routers = [];
  for (const { id, source, coaPort } of shop.routers) {
    const { secret } = await stage.run(RevealRadiusSecret, { routerId: id });
    const own = lines.filter((line) => line.internet.routerId === id);
    routers.push({
      ...{ source, secret, coaPort },
      lines: own.map((line) => lineOf(line, online.get(line), open.has(line))),
      ...(id === apiOf ? { api } : {}),
    });
  }
  const file = join(settings.dataDir, 'demo-routers.json');
  writeFileSync(file, `${JSON.stringify({ routers, devices }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

function lineOf(line: Online, record: AccountingRecord | undefined, isOpen: boolean): object {
  const { login, password } = line.internet;
  const seconds = Math.max(1, record?.sessionSeconds ?? 1);
  const perSecond = (octets: bigint | undefined, usual: number): number =>
    octets === undefined ? usual : Number(octets) / seconds;
  return {
    login,
    password,
    mac: macOf(line),
    address: addressOf(line),
    downloadBytesPerSecond: perSecond(record?.downloadOctets, 80_000),
    uploadBytesPerSecond: perSecond(record?.uploadOctets, 9_000),
    isOff: isOpen && record === undefined,
    session: record
      ? {
          id: record.sessionId,
          class: classOf(record, record.policyVersion ?? 0),
          startedAt: new Date(record.loginAtMs ?? 0).toISOString(),
        }
      : null,
  };
}
