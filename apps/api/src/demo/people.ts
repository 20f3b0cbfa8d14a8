import { AddService } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { ProvisionAccess } from '@demarc/networking';
import { type Catalogue, keptRouterOf } from './catalogue.js';
import type { Stage } from './stage.js';

/** Names of plants and of landscapes: nobody is called that. */
const FIRST = [
  'Acacia',
  'Alder',
  'Aster',
  'Birch',
  'Briar',
  'Cedar',
  'Clover',
  'Elder',
  'Fern',
  'Hazel',
  'Heather',
  'Iris',
  'Juniper',
  'Laurel',
  'Linden',
  'Maple',
  'Myrtle',
  'Poppy',
  'Rowan',
  'Sorrel',
  'Tansy',
  'Willow',
] as const;
const LAST = [
  'Brookside',
  'Clearwater',
  'Cliffton',
  'Fairmeadow',
  'Fieldstone',
  'Greenhill',
  'Highmoor',
  'Lakeshore',
  'Longacre',
  'Millpond',
  'Northwood',
  'Oldbridge',
  'Riverbend',
  'Saltmarsh',
  'Silverlake',
  'Stonegate',
  'Sunfield',
  'Westbrook',
  'Whitecliff',
  'Windmere',
] as const;
const FIRMS = ['Bakery', 'Boatyard', 'Clinic', 'Garage', 'Hotel', 'Library', 'Nursery', 'Workshop'] as const;

/** How somebody pays: at once, after being blocked, not any more, a part of it, or at once until a promise is not kept. */
export type Payer = 'prompt' | 'late' | 'never' | 'partial' | 'promised';

export interface Person {
  readonly id: string;
  readonly number: string;
  readonly login: string;
  readonly payer: Payer;
  readonly internet: InternetLine | undefined;
}

export interface InternetLine {
  readonly serviceId: string;
  readonly planId: string;
  readonly login: string;
  readonly password: string;
  readonly routerId: string;
  /** What it downloads while it is online; as the dice fall when left out. */
  readonly bytesPerSecond?: number;
}

export interface Newcomer {
  readonly joinsOn: LocalDate;
  readonly payer: Payer;
  readonly password: string;
}

interface Wish {
  readonly customer: object;
  readonly who: Newcomer;
  readonly plan: string;
  readonly isFixed: boolean;
  readonly extras: readonly string[];
  readonly routerId: string;
}

/**
 * Opens customers with services, as support would on the telephone. They are numbered in their order; then several are
 * connected at a time.
 */
export async function welcome(stage: Stage, shop: Catalogue, newcomers: readonly Newcomer[]): Promise<Person[]> {
  const opened: { wish: Wish; customer: { customerId: string; number: string; login: string } }[] = [];
  for (const who of newcomers) {
    const wish = wishOf(stage, shop, who);
    opened.push({ wish, customer: await stage.run(OpenCustomer, wish.customer) });
  }
  return stage.severalAtOnce(opened, async ({ wish, customer: { customerId, number, login } }) => {
    const internet = await connect(stage, shop, customerId, wish);
    for (const planId of wish.extras) {
      await stage.run(AddService, { customerId, planId, startsOn: wish.who.joinsOn });
    }
    return { id: customerId, number, login, payer: wish.who.payer, internet };
  });
}

/** All that is left to chance, before anything runs at once: the same dice give the same people. */
function wishOf(stage: Stage, shop: Catalogue, who: Newcomer): Wish {
  const isFirm = stage.chance(8);
  const name = isFirm ? `${stage.pick(LAST)} ${stage.pick(FIRMS)}` : `${stage.pick(FIRST)} ${stage.pick(LAST)}`;
  const digits = String(stage.between(100_000, 999_999));
  const place = stage.below(shop.locations.length);
  const customer = {
    partnerId: shop.partners[stage.chance(20) ? 1 : 0] ?? shop.partners[0],
    locationId: shop.locations[place] ?? null,
    category: isFirm ? 'company' : 'person',
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}.${digits.slice(3)}@customer.example`,
    phones: `+351 555 ${digits}`,
    street: `${stage.pick(LAST)} Street ${stage.between(1, 120)}`,
    city: (['Northport', 'Upper Hilltop', 'Green Valley'] as const)[place] ?? 'Northport',
    zip: `${stage.between(1000, 4999)}-${stage.between(100, 999)}`,
    country: 'PT',
  };
  const plan = byShare(stage, shop.internet);
  const isFixed = stage.chance(10);
  const extras = shop.extras.filter((extra) => stage.chance(extra.share)).map((extra) => extra.id);
  return { customer, who, plan, isFixed, extras, routerId: shop.routers[place]?.id ?? '' };
}

async function connect(stage: Stage, shop: Catalogue, customerId: string, wish: Wish): Promise<Person['internet']> {
  const { plan, who, isFixed, routerId } = wish;
  const { serviceId } = await stage.run(AddService, { customerId, planId: plan, startsOn: who.joinsOn });
  const access = await stage.run(ProvisionAccess, {
    serviceId,
    method: 'pppoe',
    password: who.password,
    // The rows of its customers are kept on that router, so they are bound to it.
    ...(routerId === keptRouterOf(shop).id ? { routerId } : {}),
    ...(isFixed ? { ipv4Assignment: 'permanent', poolId: shop.staticPool } : {}),
  });
  return { serviceId, planId: plan, login: access.login ?? '', password: who.password, routerId };
}

function byShare(stage: Stage, plans: Catalogue['internet']): string {
  let left = stage.below(plans.reduce((sum, plan) => sum + plan.share, 0));
  for (const plan of plans) {
    left -= plan.share;
    if (left < 0) return plan.id;
  }
  throw new Error('the shares of the plans do not add up');
}
