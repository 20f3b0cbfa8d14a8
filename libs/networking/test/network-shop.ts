import {
  BillingModule,
  billingEntities,
  billingInvariants,
  billingMigrations,
  AddService,
  CreatePlan,
  DefinePaymentMethod,
  type PlanId,
  type ServiceId,
} from '@demarc/billing';
import {
  CrmModule,
  crmEntities,
  crmInvariants,
  crmMigrations,
  type CustomerId,
  OpenCustomer,
  OpenPartner,
  type PartnerId,
  SetUpOperator,
} from '@demarc/crm';
import { identityEntities, identityInvariants, identityMigrations, IdentityModule } from '@demarc/identity';
import type { LocalDate } from '@demarc/kernel';
import { messagingMigrations, MessagingModule } from '@demarc/messaging';
import { World, type WorldOptions } from '@demarc/testing';
import { SimNas, type SimNasOptions } from '../../../tools/sim-nas/sim-nas.ts';
import {
  AddRouter,
  ChangeRouter,
  DefineAccessPolicy,
  networkingEntities,
  networkingInvariants,
  networkingMigrations,
  NetworkingModule,
  ProvisionAccess,
  RadiusRole,
  type RouterId,
} from '../src/index.js';
import { AccessFeed } from '../src/app/aaa/access-feed.js';

export const SECRET = 'a-shared-secret-of-tests';

export interface Line {
  readonly customerId: CustomerId;
  readonly serviceId: ServiceId;
  readonly login: string;
  readonly password: string;
}

export interface NetworkShop {
  readonly world: World;
  readonly partnerId: PartnerId;
  readonly planId: PlanId;
  readonly paymentMethodId: string;
  readonly routerId: RouterId;
  readonly ports: { readonly authPort: number; readonly acctPort: number };
  readonly nas: SimNas;
  /** A customer with an internet service and its network side. */
  line(login: string, more?: Record<string, unknown>): Promise<Line>;
  plan(title: string, downloadKbps: number, uploadKbps: number): Promise<PlanId>;
  changeRouter(changes: Record<string, unknown>): Promise<void>;
  anotherNas(options?: Partial<SimNasOptions>): Promise<SimNas>;
  close(): Promise<void>;
}

/** A provider with a router, its RADIUS server on free ports, and the router's simulator in front of it. */
export async function openNetwork(
  env: Readonly<Record<string, string>> = {},
  own: Pick<WorldOptions, 'postgresUrl' | 'seed'> = {},
): Promise<NetworkShop> {
  const world = await World.open({
    ...own,
    modules: [IdentityModule, MessagingModule, CrmModule, BillingModule, NetworkingModule],
    migrations: [
      ...messagingMigrations,
      ...identityMigrations,
      ...crmMigrations,
      ...billingMigrations,
      ...networkingMigrations,
    ],
    entities: [...identityEntities, ...crmEntities, ...billingEntities, ...networkingEntities],
    invariants: [...identityInvariants, ...crmInvariants, ...billingInvariants, ...networkingInvariants],
    env: { RADIUS_AUTH_PORT: '0', RADIUS_ACCT_PORT: '0', NOTICE_PORT: '0', ...env },
  });
  await world.run(SetUpOperator, {
    name: 'Test Net',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    locale: 'en',
    country: 'DE',
  });
  const { partnerId } = await world.run(OpenPartner, { name: 'Main' });
  const { paymentMethodId } = await world.run(DefinePaymentMethod, { name: 'Bank transfer', ledgerAccount: 'bank' });
  const { routerId } = await world.run(AddRouter, {
    name: 'NAS-01',
    vendor: 'mikrotik',
    sources: ['127.0.0.1'],
    radiusSecret: SECRET,
    interimSeconds: 3600,
  });
  const ports = await world.app.get(RadiusRole).start();
  const nasses: SimNas[] = [];
  const anotherNas = async (options: Partial<SimNasOptions> = {}): Promise<SimNas> => {
    const nas = new SimNas({
      auth: { address: '127.0.0.1', port: ports.authPort },
      acct: { address: '127.0.0.1', port: ports.acctPort },
      secret: SECRET,
      patience: { timeoutMs: 1500, attempts: 2 },
      ...options,
    });
    await nas.start();
    nasses.push(nas);
    return nas;
  };
  const nas = await anotherNas();
  const plan = async (title: string, downloadKbps: number, uploadKbps: number): Promise<PlanId> => {
    const { planId } = await world.run(CreatePlan, { kind: 'internet', title, unitPrice: '30', taxInclusive: false });
    await world.run(DefineAccessPolicy, { planId, downloadKbps, uploadKbps });
    return planId;
  };
  const changeRouter = async (changes: Record<string, unknown>): Promise<void> => {
    const [row] = await world.rows<{ revision: number }>('SELECT revision FROM networking.router WHERE id = $1', [
      routerId,
    ]);
    await world.run(ChangeRouter, { routerId, revision: row?.revision ?? 0, ...changes });
  };
  await changeRouter({ coaPort: nas.coaPort });
  const planId = await plan('Fiber 100', 100_000, 20_000);
  const line = async (login: string, more: Record<string, unknown> = {}): Promise<Line> => {
    const { customerId } = await world.run(OpenCustomer, {
      partnerId,
      category: 'person',
      name: `Customer of ${login}`,
    });
    const startsOn = '2026-03-01' as LocalDate;
    const { serviceId } = await world.run(AddService, { customerId, planId, startsOn });
    await world.settle();
    const password = `secret-of-${login}`;
    await world.run(ProvisionAccess, { serviceId, method: 'pppoe', login, password, ...more });
    await world.settle();
    const feed = world.app.get(AccessFeed);
    await eventually('the login to be known', async () => feed.snapshot.entryOfService(serviceId) !== undefined);
    return { customerId, serviceId, login, password };
  };
  const close = async (): Promise<void> => {
    for (const one of nasses) await one.stop();
    await world.close();
  };
  return {
    world,
    partnerId,
    planId,
    paymentMethodId,
    routerId,
    ports,
    nas,
    line,
    plan,
    changeRouter,
    anotherNas,
    close,
  };
}

/** Waits for something that another process or socket brings about. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = 5_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`${what} did not come about within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
