import { ChangePolicy, CreatePlan, DefinePaymentMethod, DefineTaxRate } from '@demarc/billing';
import { AddLocation, OpenPartner, SetUpOperator } from '@demarc/crm';
import { AddPool, AddRouter, DefineAccessPolicy, SetAccessBrake } from '@demarc/networking';
import { meter } from './metered.js';
import type { Stage } from './stage.js';

interface DemoPlan {
  readonly id: string;
  readonly kind: 'internet' | 'voice' | 'recurring';
  /** How many of a hundred customers take it. */
  readonly share: number;
}

export interface DemoRouter {
  readonly id: string;
  readonly source: string;
  readonly coaPort: number;
}

export interface Catalogue {
  readonly partners: readonly [string, ...string[]];
  readonly locations: readonly [string, ...string[]];
  readonly internet: readonly DemoPlan[];
  /** The internet plan that includes so much data a month and no more. */
  readonly metered: string;
  readonly extras: readonly DemoPlan[];
  readonly methods: readonly [string, ...string[]];
  readonly routers: readonly DemoRouter[];
  /** The router without customers, for whoever tries with a RADIUS client of their own. */
  readonly bench: string;
  readonly staticPool: string;
}

const METERED = 'Air 20';
const SPEEDS = [
  { title: 'Fibre 50', price: '19.90', down: 50_000, up: 10_000, share: 25 },
  { title: 'Fibre 100', price: '24.90', down: 100_000, up: 50_000, share: 35 },
  { title: 'Fibre 300', price: '34.90', down: 300_000, up: 150_000, share: 20 },
  { title: METERED, price: '17.50', down: 20_000, up: 5_000, share: 15 },
  { title: 'Business 500', price: '89.00', down: 500_000, up: 500_000, share: 5 },
] as const;

const EXTRAS = [
  { title: 'Television', kind: 'recurring', price: '9.90', share: 22 },
  { title: 'Fixed address', kind: 'recurring', price: '4.00', share: 6 },
  { title: 'Telephone', kind: 'voice', price: '6.50', share: 14 },
] as const;

/** What the provider sells, to whom, and over which routers. */
export async function openShop(stage: Stage): Promise<Catalogue> {
  await stage.run(SetUpOperator, {
    name: 'Northlight Networks',
    timeZone: 'Europe/Lisbon',
    currency: 'EUR',
    locale: 'en-GB',
    country: 'PT',
  });
  await stage.run(ChangePolicy, {
    suspendWithoutApproval: true,
    brakePercent: 90,
    secondPersonAbove: null,
    suspendFirst: 0,
  });
  await stage.run(SetAccessBrake, { percent: 100, windowMinutes: 10, atLeast: 1_000 });
  const partners = await partnersOf(stage);
  const locations = await locationsOf(stage);
  const { taxRateId } = await stage.run(DefineTaxRate, { name: 'VAT 23 %', percent: '23' });
  const internet: DemoPlan[] = [];
  for (const plan of SPEEDS) internet.push(await internetPlan(stage, plan, taxRateId));
  const metered = internet[SPEEDS.findIndex(({ title }) => title === METERED)]?.id ?? '';
  await meter(stage, metered, taxRateId);
  const extras: DemoPlan[] = [];
  for (const { title, kind, price, share } of EXTRAS) {
    const { planId } = await stage.run(CreatePlan, { kind, title, unitPrice: price, taxInclusive: true, taxRateId });
    extras.push({ id: planId, kind, share });
  }
  return {
    partners,
    locations,
    internet,
    metered,
    extras,
    methods: await methodsOf(stage),
    ...(await networkOf(stage)),
  };
}

async function partnersOf(stage: Stage): Promise<[string, ...string[]]> {
  const legal = {
    legalName: 'Northlight Networks Lda',
    companyNumber: '500000000',
    vatId: 'PT500000000',
    street: 'Lighthouse Road 1',
    city: 'Northport',
    zip: '1000-001',
    country: 'PT',
    email: 'billing@northlight.example',
    phone: '+351 555 000 000',
    bankName: 'Harbour Example Bank',
    bankAccount: 'PT50 0000 0000 0000 0000 0000 0',
  };
  const own = await stage.run(OpenPartner, { name: 'Northlight', legal });
  const reseller = await stage.run(OpenPartner, {
    name: 'Valley Connect',
    percent: '18',
    legal: { ...legal, legalName: 'Valley Connect Lda', email: 'billing@valleyconnect.example' },
  });
  return [own.partnerId, reseller.partnerId];
}

async function locationsOf(stage: Stage): Promise<[string, ...string[]]> {
  const harbour = await stage.run(AddLocation, { name: 'Harbour' });
  const hilltop = await stage.run(AddLocation, { name: 'Hilltop' });
  const valley = await stage.run(AddLocation, { name: 'Green Valley' });
  return [harbour.locationId, hilltop.locationId, valley.locationId];
}

async function internetPlan(stage: Stage, plan: (typeof SPEEDS)[number], taxRateId: string): Promise<DemoPlan> {
  const { planId } = await stage.run(CreatePlan, {
    kind: 'internet',
    title: plan.title,
    unitPrice: plan.price,
    taxInclusive: true,
    taxRateId,
  });
  await stage.run(DefineAccessPolicy, { planId, downloadKbps: plan.down, uploadKbps: plan.up });
  return { id: planId, kind: 'internet', share: plan.share };
}

async function methodsOf(stage: Stage): Promise<[string, ...string[]]> {
  const bank = await stage.run(DefinePaymentMethod, { name: 'Bank transfer', ledgerAccount: 'bank' });
  const cash = await stage.run(DefinePaymentMethod, { name: 'Cash', ledgerAccount: 'cash' });
  return [bank.paymentMethodId, cash.paymentMethodId];
}

/**
 * Routers on the loopback only: nothing that the demo sends leaves the machine. The first is left to visitors: its port 3799, and
 * requests without a signature, as an older radclient sends them.
 */
async function networkOf(stage: Stage): Promise<Pick<Catalogue, 'routers' | 'bench' | 'staticPool'>> {
  const routers: DemoRouter[] = [];
  for (const [index, name] of ['NAS-00 Workbench', 'NAS-01 Harbour', 'NAS-02 Hilltop', 'NAS-03 Valley'].entries()) {
    const source = `127.0.0.${index + 1}`;
    const { routerId } = await stage.run(AddRouter, {
      name,
      vendor: 'mikrotik',
      sources: [`${source}/32`],
      address: source,
      messageAuthenticator: index === 0 ? 'off' : 'require',
    });
    routers.push({ id: routerId, source, coaPort: 3799 });
  }
  const { poolId } = await stage.run(AddPool, { name: 'Fixed addresses', prefix: '198.51.100.0/24', kind: 'static' });
  await stage.run(AddPool, { name: 'Dynamic', prefix: '100.64.0.0/16', kind: 'pool' });
  const [bench, ...others] = routers;
  return { routers: others, bench: bench?.id ?? '', staticPool: poolId };
}

/** The router in the valley has its customers as PPP secrets too, kept over its API. */
export function keptRouterOf({ routers }: Pick<Catalogue, 'routers'>): DemoRouter {
  const router = routers.at(-1);
  if (!router) throw new Error('the demo has no router');
  return router;
}
