import { AddService, CreatePlan, type PlanId, type ServiceId } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import pg from 'pg';
import { SecretBox } from '@demarc/secrets';
import { AccessFeed } from '../../src/app/aaa/access-feed.js';
import { devicePasswordBinding } from '../../src/app/staff-logins/staff-reader.js';
import {
  AddPool,
  AddRouter,
  DefineAccessPolicy,
  FreeradiusRole,
  GiveDeviceLogin,
  ProvisionAccess,
  type RouterId,
  SwitchFreeradius,
} from '../../src/index.js';
import { type Freeradius, startFreeradius } from '../freeradius.js';
import { eventually, type NetworkShop, openNetwork, SECRET } from '../network-shop.js';
import { type CaseLogin, type CaseRouter, type CaseStaff, LOGINS, PLANS, ROUTERS, STAFF } from './radius-world.js';

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
  await addStaff(shop, routers);
  await eventually('the snapshot', () => Promise.resolve(isComplete(feed, services)), 20_000);
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

function isComplete({ snapshot }: AccessFeed, services: ReadonlyMap<string, ServiceId>): boolean {
  const isThere = ([name, login]: [string, CaseLogin]): boolean => {
    const entry = snapshot.entryOfService(services.get(name) ?? '');
    return entry !== undefined && (entry.state.kind === 'open') === (login.state === undefined);
  };
  const staff = Object.values(STAFF).filter((one) => !('isDisabled' in one));
  return Object.entries(LOGINS).every(isThere) && snapshot.staffLogins.length === staff.length;
}

/** As staff are given log-ins, but with passwords that the table knows. */
async function addStaff({ world }: NetworkShop, routers: ReadonlyMap<string, RouterId>): Promise<void> {
  const secrets = world.app.get(SecretBox);
  const owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  for (const [login, staff] of Object.entries(STAFF) as [string, CaseStaff][]) {
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO platform.staff (id, email, name, state, every_partner, password_hash, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'active', true, 'none', now()) RETURNING id`,
      [`${login}@staff.example`, staff.name],
    );
    const staffId = rows[0]?.id ?? '';
    const places = (staff.places ?? []).map(({ router, level }) => ({ routerId: routers.get(router), level }));
    await world.run(GiveDeviceLogin, { staffId, login, level: staff.level, places });
    const sealed = await secrets.seal('device_password', staff.password, devicePasswordBinding(staffId));
    await owner.query('UPDATE networking.device_login SET password = $2 WHERE staff_id = $1', [staffId, sealed]);
    if (staff.isDisabled) await owner.query(`UPDATE platform.staff SET state = 'disabled' WHERE id = $1`, [staffId]);
  }
  await owner.query(`SELECT pg_notify('demarc_access', 'staff')`);
  await owner.end();
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
  await setStates(shop, services, routers);
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
async function setStates(
  { world }: NetworkShop,
  services: ReadonlyMap<string, ServiceId>,
  routers: ReadonlyMap<string, RouterId>,
): Promise<void> {
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
  for (const [name, { queues }] of Object.entries(ROUTERS) as [string, CaseRouter][]) {
    if (!queues) continue;
    const api = { mode: queues, shaping: 'simple_queue' };
    await owner.query(
      `UPDATE networking.router SET options = options || jsonb_build_object('api', $2::jsonb) WHERE id = $1`,
      [routers.get(name), JSON.stringify(api)],
    );
  }
  for (const [name, { isQueued, queueSeen }] of Object.entries(LOGINS) as [string, CaseLogin][])
    if (isQueued || queueSeen)
      await owner.query(
        `INSERT INTO networking.speed_place (service_id, router_id, kept_by, since)
         SELECT service_id, router_id, 'queue', now() FROM networking.access WHERE service_id = $1`,
        [services.get(name)],
      );
  await owner.query(`SELECT pg_notify('demarc_access', '*')`);
  await owner.end();
}
