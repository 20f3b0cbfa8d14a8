import {
  AddService,
  ChangeBillingSettings,
  LiftHold,
  LinkSubAccount,
  PlaceHold,
  PromiseToPay,
  UnlinkSubAccount,
} from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import { addDays } from '@demarc/kernel';
import type { Life, Person } from '../life.ts';
import type { SimAct } from './act.ts';

/** Somebody new, most with an internet line, some with more on top, billed as their partner does or by a day of their own. */
export async function welcome(life: Life): Promise<void> {
  const partnerId = life.pick(life.provider.partnerIds);
  const creator = life.staff('customer_creator');
  const category = life.chance(20) ? 'company' : 'person';
  const opened = await life.attempt(
    OpenCustomer,
    { partnerId, category, name: `Customer ${life.today} ${life.between(1, 999)}` },
    creator,
  );
  if (!opened || !partnerId) return;
  const { customerId } = opened;
  if (life.chance(30)) {
    const settings = { customerId, billingDay: life.between(1, 31), ...(life.chance(15) ? { periodMonths: 3 } : {}) };
    await life.attempt(ChangeBillingSettings, settings, life.staff('financial_manager'));
  }
  if (life.chance(15)) {
    const billingType = life.chance(50) ? 'prepaid_daily' : 'prepaid_custom';
    const settings = { customerId, billingType, ...(life.chance(30) ? { minimumBalance: '-40' } : {}) };
    await life.attempt(ChangeBillingSettings, settings, life.staff('financial_manager'));
  }
  const startsOn = addDays(life.today, life.between(-3, 5));
  const { internet, recurring, bundles } = life.provider.plans;
  await life.attempt(AddService, { customerId, planId: life.pick(internet), startsOn, ...oddities(life) }, creator);
  if (life.chance(12)) await life.attempt(AddService, { customerId, planId: life.pick(bundles), startsOn }, creator);
  if (life.chance(35)) await life.attempt(AddService, { customerId, planId: life.pick(recurring), startsOn }, creator);
}

function oddities(life: Life): object {
  if (life.chance(10)) return { quantity: '3' };
  if (life.chance(10)) return { unitPrice: '17.3333' };
  return {};
}

export function anyone(life: Life, where = 'true'): Promise<Person | undefined> {
  return life.one<Person>(
    `SELECT customer_id AS id, partner_id AS "partnerId" FROM billing.account WHERE lifecycle = 'active' AND ${where} ORDER BY customer_id`,
  );
}

export const CUSTOMER_ACTS: readonly SimAct[] = [
  { name: 'join', weight: 6, do: welcome },
  {
    name: 'hold',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life, 'open_holds = 0');
      if (person)
        await life.attempt(
          PlaceHold,
          { customerId: person.id, reason: 'Equipment not returned' },
          life.staff('support'),
        );
    },
  },
  {
    name: 'lift hold',
    weight: 2,
    do: async (life) => {
      const hold = await life.one<{ id: string }>('SELECT id FROM billing.hold WHERE lifted_at IS NULL ORDER BY id');
      if (hold) await life.attempt(LiftHold, { holdId: hold.id }, life.staff('manager'));
    },
  },
  {
    name: 'promise to pay',
    weight: 4,
    do: async (life) => {
      const person = await anyone(life, 'balance_minor < 0');
      const until = addDays(life.today, life.between(1, 10));
      if (person) await life.attempt(PromiseToPay, { customerId: person.id, until }, life.staff('financial_manager'));
    },
  },
  {
    name: 'billing day',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life);
      const settings = { customerId: person?.id, billingDay: life.between(1, 31) };
      if (person) await life.attempt(ChangeBillingSettings, settings, life.staff('financial_manager'));
    },
  },
  {
    name: 'billing mode',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life, `billing_type = 'recurring'`);
      const settings = { customerId: person?.id, mode: life.chance(50) ? 'advance' : 'arrears' };
      if (person) await life.attempt(ChangeBillingSettings, settings, life.staff('financial_manager'));
    },
  },
  {
    name: 'settings of new customers again',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life, 'cardinality(own_settings) > 0');
      const settings = { customerId: person?.id, reset: ['billingDay', 'mode', 'minimumBalance'] };
      if (person) await life.attempt(ChangeBillingSettings, settings, life.staff('financial_manager'));
    },
  },
  {
    name: 'sub-account',
    weight: 2,
    do: async (life) => {
      const main = await anyone(life, `billing_type = 'recurring' AND main_customer_id IS NULL`);
      const sub =
        main &&
        (await anyone(
          life,
          `billing_type = 'recurring' AND customer_id <> '${main.id}' AND partner_id = '${main.partnerId}'`,
        ));
      if (!main || !sub) return;
      const link = {
        customerId: sub.id,
        mainCustomerId: main.id,
        mode: life.chance(70) ? 'aggregated' : 'independent',
      };
      await life.attempt(LinkSubAccount, link, life.staff('financial_manager'));
    },
  },
  {
    name: 'on its own again',
    weight: 1,
    do: async (life) => {
      const sub = await anyone(life, 'main_customer_id IS NOT NULL');
      if (sub) await life.attempt(UnlinkSubAccount, { customerId: sub.id }, life.staff('financial_manager'));
    },
  },
];
