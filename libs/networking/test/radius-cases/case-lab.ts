import { AddService, CreatePlan, type PlanId, type ServiceId } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import pg from 'pg';
import { AccessFeed } from '../../src/app/aaa/access-feed.js';
import {
  AddPool,
  AddRouter,
  DefineAccessPolicy,
  FreeradiusRole,
  ProvisionAccess,
  type RouterId,
  SwitchFreeradius,
} from '../../src/index.js';
import { type Freeradius, startFreeradius } from '../freeradius.js';
import { eventually, type NetworkShop, openNetwork, SECRET } from '../network-shop.js';
import { type CaseLogin, type CaseRouter, LOGINS, PLANS, ROUTERS } from './radius-world.js';

/** The provider of the cases, its built-in server, and a FreeRADIUS beside it that asks it in both ways. */
export interface CaseLab {
  readonly shop: NetworkShop;
  readonly freeradius: Freeradius;
  readonly restPort: number;
  readonly restPassword: string;
  readonly services: ReadonlyMap<string, ServiceId>;
  readonly routers: ReadonlyMap<string, RouterId>;
  close(): Promise<void>;
}

export async function openCaseLab(): Promise<CaseLab> {
  const shop = await openNetwork({ RADIUS_REST_PORT: '0' });
  const routers = await addRouters(shop);
  const services = await addLogins(shop, routers);
  const { restPassword = '' } = await shop.world.run(SwitchFreeradius, { rest: true, sql: true });
  const feed = shop.world.app.get(AccessFeed);
  await eventually('the snapshot', () => Promise.resolve(isComplete(feed)), 20_000);
  const role = shop.world.app.get(FreeradiusRole);
  const { restPort = 0 } = await role.start();
  await role.work();
  const owner = new pg.Client({ connectionString: shop.world.database.ownerUrl });
  await owner.connect();
  await owner.query('ALTER ROLE demarc_freeradius LOGIN');
  await owner.end();
  const freeradius = await startFreeradius({
    restUri: `http://127.0.0.1:${restPort}`,
    restPassword,
    database: shop.world.database.ownerUrl,
    routers: [],
  });
  const close = async (): Promise<void> => {
    await freeradius.end();
    await shop.close();
  };
  return { shop, freeradius, restPort, restPassword, services, routers, close };
}

function isComplete({ snapshot }: AccessFeed): boolean {
  return Object.entries(LOGINS).every(([name, login]: [string, CaseLogin]) => {
    const entry = snapshot.entryByLogin(login.login === null ? firstMac(login) : name);
    return entry !== undefined && (entry.state.kind === 'open') === (login.state === undefined);
  });
}

function firstMac({ access }: CaseLogin): string {
  const macs = access?.['macs'];
  return Array.isArray(macs) ? String(macs[0]) : '';
}

async function addRouters({ world }: NetworkShop): Promise<Map<string, RouterId>> {
  const added = new Map<string, RouterId>();
  for (const [key, router] of Object.entries(ROUTERS) as [string, CaseRouter][]) {
    const { routerId } = await world.run(AddRouter, {
      name: router.name,
      vendor: router.make,
      sources: [router.source],
      radiusSecret: SECRET,
      messageAuthenticator: router.signing ?? 'require',
      interimSeconds: router.interimSeconds ?? 300,
      ...(router.options ? { options: router.options } : {}),
    });
    added.set(key, routerId);
  }
  return added;
}

async function addLogins(shop: NetworkShop, routers: ReadonlyMap<string, RouterId>): Promise<Map<string, ServiceId>> {
  const { world, partnerId } = shop;
  const plans = await addPlans(shop);
  const { poolId } = await world.run(AddPool, {
    name: 'North',
    prefix: '100.64.0.0/22',
    kind: 'pool',
    routerPoolName: 'pool-north',
  });
  const { customerId } = await world.run(OpenCustomer, {
    partnerId,
    category: 'person',
    name: 'Customer of the cases',
  });
  const services = new Map<string, ServiceId>();
  for (const [name, login] of Object.entries(LOGINS) as [string, CaseLogin][]) {
    const planId = plans.get(login.plan);
    const { serviceId } = await world.run(AddService, { customerId, planId, startsOn: '2026-03-01' as LocalDate });
    services.set(name, serviceId);
  }
  await world.settle();
  for (const [name, login] of Object.entries(LOGINS) as [string, CaseLogin][]) {
    const routerId = login.router === undefined ? undefined : routers.get(login.router);
    await world.run(ProvisionAccess, {
      serviceId: services.get(name),
      method: login.method ?? 'pppoe',
      ...(login.login === null ? {} : { login: name }),
      password: login.password,
      ...(login.pool === undefined ? {} : { poolId, ipv4Assignment: 'pool' }),
      ...(routerId === undefined ? {} : { routerId }),
      ...login.access,
    });
  }
  await world.settle();
  await setStates(shop, services);
  return services;
}

async function addPlans({ world }: NetworkShop): Promise<Map<string, PlanId>> {
  const plans = new Map<string, PlanId>();
  for (const [name, plan] of Object.entries(PLANS)) {
    const { title, ...policy } = plan;
    const { planId } = await world.run(CreatePlan, { kind: 'internet', title, unitPrice: '30', taxInclusive: false });
    await world.run(DefineAccessPolicy, { planId, ...policy });
    plans.set(name, planId);
  }
  return plans;
}

/** As billing would have it after a while: who owes money, who is held, who has left. */
async function setStates({ world }: NetworkShop, services: ReadonlyMap<string, ServiceId>): Promise<void> {
  const owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await owner.query(`SET demarc.scope = 'all'`);
  for (const [name, { state }] of Object.entries(LOGINS) as [string, CaseLogin][]) {
    if (!state) continue;
    await owner.query('UPDATE networking.access SET desired = $2, desired_reason = $3 WHERE service_id = $1', [
      services.get(name),
      state[0],
      state[1],
    ]);
  }
  await owner.query(`SELECT pg_notify('demarc_access', '*')`);
  await owner.end();
}
