import {
  AddServiceDiscount,
  EndServiceDiscount,
  EndTaxExemption,
  GrantTaxExemption,
  PlanTaxRate,
} from '@demarc/billing';
import { addDays, startOfMonth } from '@demarc/kernel';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';

export const PRICING_ACTS: readonly SimAct[] = [
  {
    name: 'discount',
    weight: 4,
    do: async (life) => {
      const service = await life.one<{ id: string }>(
        `SELECT id FROM billing.service WHERE status = 'active' ORDER BY id`,
      );
      const from = addDays(life.today, life.between(-5, 20));
      const kind = life.chance(60)
        ? { kind: 'percent', value: life.pick(['10', '33.3333', '100']) }
        : { kind: 'fixed', value: life.pick(['1', '7.77', '500']) };
      const days = life.chance(70) ? { from, through: addDays(from, life.between(3, 80)) } : { from };
      const discount = { serviceId: service?.id, ...kind, ...days, text: 'As agreed', main: life.chance(40) };
      if (service) await life.attempt(AddServiceDiscount, discount, life.staff('manager'));
    },
  },
  {
    name: 'end a discount',
    weight: 1,
    do: async (life) => {
      const found = await life.one<{ id: string }>(
        'SELECT id FROM billing.service_discount WHERE valid_to IS NULL OR valid_to > $1 ORDER BY id',
        [life.today],
      );
      if (found)
        await life.attempt(EndServiceDiscount, { discountId: found.id, lastDay: life.today }, life.staff('manager'));
    },
  },
  {
    name: 'exemption',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life);
      const grant = {
        customerId: person?.id,
        kind: 'exempt',
        reason: 'Embassy',
        documentNumber: 'E-77',
        from: life.today,
      };
      if (person) await life.attempt(GrantTaxExemption, grant, life.staff('financial_manager'));
    },
  },
  {
    name: 'exemption ends',
    weight: 1,
    do: async (life) => {
      const found = await life.one<{ id: string }>(
        'SELECT id FROM billing.tax_exemption WHERE valid_to IS NULL ORDER BY id',
      );
      const end = { exemptionId: found?.id, lastDay: life.today };
      if (found) await life.attempt(EndTaxExemption, end, life.staff('financial_manager'));
    },
  },
  {
    name: 'a tax changes',
    weight: 1,
    do: async (life) => {
      const found = await life.one<{ id: string }>('SELECT id FROM billing.tax_rate WHERE NOT archived ORDER BY id');
      const from = startOfMonth(addDays(life.today, 40));
      const change = { taxRateId: found?.id, from, percent: life.pick(['21', '22', '8.25', '23.33', '0']) };
      if (found && life.chance(25)) await life.attempt(PlanTaxRate, change, life.staff('financial_manager'));
    },
  },
];
