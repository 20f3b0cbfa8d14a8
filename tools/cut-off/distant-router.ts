import type { SeededRandom } from '@demarc/kernel';
import { AddRouter } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { CuttableProxy } from '../../libs/platform/testing/src/cuttable-proxy.ts';
import { CuttableUdpProxy } from '../../libs/platform/testing/src/cuttable-udp-proxy.ts';
import { SimNas } from '../sim-nas/sim-nas.ts';
import { SimRouter } from '../sim-routeros/sim-router.ts';
import type { Ground } from './ground.ts';

const BLOCKED = 'Reject_2';
const OPEN = 'Active';
const SECRET = 'a-secret-for-routers-far-away';
const OPTIONS = { blockBy: 'address_list', activeAddressList: OPEN } as const;

export interface Customer {
  readonly customerId: string;
  readonly serviceId: string;
  readonly login: string;
  readonly password: string;
  readonly ipv4: string;
}

export interface Ports {
  readonly authPort: number;
  readonly acctPort: number;
}

/** A router behind a link that can be cut, and what it lets its customers do. */
export interface DistantRouter {
  readonly routerId: string;
  readonly name: string;
  /** Whether this customer has more, or less, than `desired` says; undefined where it cannot be told. */
  differs(customer: Customer, desired: string): Promise<boolean> | boolean;
  /** Customers whose session is gone, or never was, log in. */
  logIn(customers: readonly Customer[]): Promise<void>;
  /** Commands that it was given since the last time it was asked. */
  commands(): number;
  cut(): void;
  heal(): void;
  close(): Promise<void>;
}

/** Kept by rows over its API, through a line that breaks. */
export async function routerOfRows(ground: Ground, k: number): Promise<DistantRouter> {
  const sim = new SimRouter({ users: { demarc: 'of-the-router' }, version: k % 2 === 0 ? '7.18.2' : '6.49.10' });
  await sim.start();
  const proxy = await CuttableProxy.open({ host: '127.0.0.1', port: sim.port });
  const name = `Rows ${k}`;
  const sources = [`127.0.1.${k + 1}`];
  const { routerId } = await ground.run(AddRouter, { name, vendor: 'mikrotik', sources, accessMethod: 'ppp_secrets' });
  const box = ground.app.get(SecretBox);
  const sealed = await box.seal('router_password', 'of-the-router', `router:${routerId}:api_password`);
  const options = { ...OPTIONS, api: { mode: 'repair', shaping: 'none' } };
  await ground.app
    .get(Database)
    .write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.router SET address = '127.0.0.1', api_username = 'demarc', api_password = $2, api_port = $3, options = $4 WHERE id = $1`,
        [routerId, sealed, proxy.port, JSON.stringify(options)],
      ),
    );
  return {
    routerId,
    name,
    differs: ({ ipv4 }, desired) => {
      const lists = sim.rows('/ip/firewall/address-list').filter(({ address }) => address === ipv4);
      return lists.map(({ list }) => list).join() !== (desired === 'open' ? OPEN : BLOCKED);
    },
    logIn: async () => undefined,
    commands: () => {
      const { writes } = sim;
      sim.resetCounts();
      return writes;
    },
    cut: () => proxy.cut(),
    heal: () => proxy.heal(),
    close: async () => {
      await proxy.close();
      await sim.stop();
    },
  };
}

/** Asks by RADIUS and takes changes, over links that lose, double and delay. */
export async function routerOfSessions(
  ground: Ground,
  k: number,
  ports: Ports,
  random: SeededRandom,
): Promise<DistantRouter> {
  const dice = (): number => random.below(1_000) / 1_000;
  const from = `127.0.2.${k + 1}`;
  const towards = (port: number): Promise<CuttableUdpProxy> =>
    CuttableUdpProxy.open({ target: { host: '127.0.0.1', port }, from, dice });
  const [auth, acct] = [await towards(ports.authPort), await towards(ports.acctPort)];
  const nas = new SimNas({
    auth: { address: '127.0.0.1', port: auth.port },
    acct: { address: '127.0.0.1', port: acct.port },
    secret: SECRET,
    interims: false,
    patience: { timeoutMs: 250, attempts: 4 },
  });
  await nas.start();
  const changes = await CuttableUdpProxy.open({ target: { host: '127.0.0.1', port: nas.coaPort }, dice });
  const links = [auth, acct, changes];
  for (const link of links) link.manners = { drop: 0.1, duplicate: 0.3, delayMs: 3 };
  const { routerId } = await ground.run(AddRouter, {
    name: `Sessions ${k}`,
    vendor: 'mikrotik',
    sources: [from],
    address: '127.0.0.1',
    coaPort: changes.port,
    radiusSecret: SECRET,
    options: OPTIONS,
  });
  const sessionOf = (login: string) => [...nas.sessions.values()].find(({ user }) => user === login);
  let told = 0;
  return {
    routerId,
    name: `Sessions ${k}`,
    differs: async ({ login, serviceId }, desired) => {
      const session = sessionOf(login);
      if (!session || (session.addressList === BLOCKED) === (desired !== 'open')) return false;
      // One that we never heard of cannot be told; it is as soon as its Start arrives.
      const heard = await ground.rows(
        'SELECT 1 FROM networking.session_open WHERE service_id = $1 AND session_id = $2',
        [serviceId, session.sessionId],
      );
      return heard.length > 0;
    },
    logIn: async (customers) => {
      await Promise.all(
        customers.map(async ({ login, password }) => {
          const session = sessionOf(login);
          if (session) await nas.interim(session);
          else await nas.open({ user: login, password });
        }),
      );
    },
    commands: () => {
      const since = nas.coa.events.length - told;
      told = nas.coa.events.length;
      return since;
    },
    cut: () => links.forEach((link) => link.cut()),
    heal: () => links.forEach((link) => link.heal()),
    close: async () => {
      await nas.stop();
      for (const link of links) await link.close();
    },
  };
}
