import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import { readJson, writeJson } from './data-folder.ts';
import type { Ports } from './ports.ts';

/** `demo.json` of the data folder. */
export interface DemoSignIns {
  readonly staff: readonly { readonly role: string; readonly email: string; readonly password: string }[];
  readonly customer: { readonly login: string; readonly password: string };
  /** Who has used up the data of the month; a demo of an older version has nobody like that. */
  readonly customerOnData?: { readonly login: string; readonly password: string };
  readonly apiKey: string;
  readonly radius: {
    readonly username: string;
    readonly password: string;
    readonly secret: string;
    readonly authPort: number;
    readonly acctPort: number;
  };
}

export function addressOf(settings: Settings, ports: Ports): string {
  if (settings.publicUrl !== undefined) return settings.publicUrl.replace(/\/$/, '');
  const everywhere = settings.host === '0.0.0.0' || settings.host === '::';
  const host = everywhere ? 'localhost' : settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return `http://${host}:${ports.http}`;
}

/** The demo sign-ins, with the ports of this start: others may have been chosen than when the demo was made. */
export function refreshDemo(settings: Settings, ports: Ports): DemoSignIns | undefined {
  const file = join(settings.dataDir, 'demo.json');
  const demo = readJson<DemoSignIns>(file);
  if (!demo) return undefined;
  const current = { ...demo, radius: { ...demo.radius, authPort: ports.radiusAuth, acctPort: ports.radiusAcct } };
  if (JSON.stringify(current) !== JSON.stringify(demo)) writeJson(file, current);
  else chmodSync(file, 0o600);
  return current;
}

export function addressLines(settings: Settings, ports: Ports): string[] {
  const address = addressOf(settings, ports);
  return [
    `  Staff        ${address}/admin/`,
    `  Customers    ${address}/portal/`,
    `  Integrators  ${address}/graphql`,
    `  RADIUS       ${settings.radiusHost}, authentication ${ports.radiusAuth}, accounting ${ports.radiusAcct}`,
  ];
}

export function demoLines(demo: DemoSignIns, dataDir: string, routersRun: boolean): string[] {
  const width = Math.max(...demo.staff.map((one) => one.role.length), 'PPPoE login'.length);
  const row = (who: string, what: string) => `  ${who.padEnd(width)}  ${what}`;
  return [
    'Demo sign-ins (all made up):',
    ...demo.staff.map((one) => row(one.role, `${one.email}  ${one.password}`)),
    row('Customer', `${demo.customer.login}  ${demo.customer.password}`),
    ...(demo.customerOnData
      ? [row('Customer on data', `${demo.customerOnData.login}  ${demo.customerOnData.password}`)]
      : []),
    row('API key', demo.apiKey),
    row('PPPoE login', `${demo.radius.username}  ${demo.radius.password}  (NAS secret ${demo.radius.secret})`),
    `  They are also in ${join(dataDir, 'demo.json')}`,
    ...(routersRun
      ? [
          'Three simulated routers keep the demo customers online: they report usage, obey CoA and Disconnect, and dial again.',
          `  What they do is in ${join(dataDir, 'logs/routers.log')}`,
        ]
      : []),
  ];
}
