import type { RandomSource } from '@demarc/kernel';
import { SetRouterApi, SetRouterKeeping, type WantedRow, WantedRows } from '@demarc/networking';
import { type Catalogue, keptRouterOf } from './catalogue.js';
import type { Stage } from './stage.js';

const API_PORT = 8_728;
const USER = 'demarc';
/** Rows that somebody took away or changed on the router, so that there is something to find and to mend. */
const TAKEN_AWAY = 2;

export interface DemoApi {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly rows: readonly WantedRow[];
}

/**
 * The router in the valley is kept over its API, by hand: what differs becomes a plan when somebody asks for it. It has nearly what it
 * should have. What this sets going waits for the worker, when the router is there to be asked.
 */
export async function keepRouter(stage: Stage, shop: Catalogue, random: RandomSource): Promise<DemoApi> {
  const { id: routerId } = keptRouterOf(shop);
  const password = random.token(12);
  await stage.run(SetRouterApi, { routerId, username: USER, password, port: API_PORT, unprotected: true });
  const [row] = await stage.rows<{ revision: number }>('SELECT revision FROM networking.router WHERE id = $1', [
    routerId,
  ]);
  await stage.run(SetRouterKeeping, {
    routerId,
    revision: row?.revision ?? 0,
    way: 'ppp_secrets',
    api: { mode: 'by_hand', shaping: 'session', pppService: 'pppoe' },
  });
  const rows = await stage.app.get(WantedRows).of(routerId);
  return { port: API_PORT, user: USER, password, rows: asFound(rows) };
}

/** As a router is found after a year: a few secrets are gone, one was changed, and one was made by hand. */
function asFound(rows: readonly WantedRow[]): WantedRow[] {
  const secrets = rows.filter(({ menu, values }) => menu === '/ppp/secret' && values['disabled'] !== 'yes');
  const gone = new Set(secrets.slice(0, TAKEN_AWAY));
  const changed = secrets[TAKEN_AWAY];
  const found = rows
    .filter((row) => !gone.has(row))
    .map((row) => (row === changed ? { ...row, values: { ...row.values, disabled: 'yes' } } : row));
  const byHand = { name: 'test99', password: 'only-for-trying', service: 'pppoe', profile: 'default' };
  return [...found, { menu: '/ppp/secret', values: { ...byHand, comment: 'for the technician' } }];
}
