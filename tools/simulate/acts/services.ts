import {
  AddService,
  ArchiveService,
  ChangePlan,
  EditService,
  EndService,
  PauseService,
  PreviewPlanChange,
  ResumeService,
} from '@demarc/billing';
import { addDays, type LocalDate } from '@demarc/kernel';
import { type Life, Violation } from '../life.ts';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';

interface Service {
  readonly id: string;
  readonly kind: string;
  readonly planId: string;
}

function service(life: Life, where: string): Promise<Service | undefined> {
  return life.one<Service>(
    `SELECT id, kind, plan_id AS "planId" FROM billing.service WHERE ${where} AND bundle_service_id IS NULL ORDER BY id`,
  );
}

interface Change {
  readonly serviceId: string;
  readonly planId: string;
  readonly changeOn: LocalDate;
  readonly quantity?: string;
}

/** Looked at first, then done: the figures and the refusals are the same (M-12). */
async function changePlan(life: Life, change: Change): Promise<void> {
  const clerk = life.staff('support');
  const preview = await life.look(PreviewPlanChange, change as never, clerk);
  const wish = typeof preview === 'string' ? change : { ...change, planHash: preview.hash };
  const done = await life.attempt(ChangePlan, wish, clerk);
  const shown = typeof preview === 'string' ? undefined : preview.plan.netMinor.toString();
  if (done?.netMinor !== shown)
    throw new Violation(`M-12: the change showed ${shown ?? String(preview)} and made ${done?.netMinor ?? 'nothing'}`);
}

export const SERVICE_ACTS: readonly SimAct[] = [
  {
    name: 'change plan',
    weight: 8,
    do: async (life) => {
      const found = await service(life, `status = 'active' AND kind = 'internet'`);
      const planId = life.pick(life.provider.plans.internet.filter((one) => one !== found?.planId));
      const changeOn = addDays(life.today, life.pick([0, 0, 0, 1, 7, -1]) ?? 0);
      if (found && planId) await changePlan(life, { serviceId: found.id, planId, changeOn });
    },
  },
  {
    name: 'change quantity',
    weight: 2,
    do: async (life) => {
      const found = await service(life, `status = 'active' AND kind = 'recurring'`);
      const change = {
        serviceId: found?.id,
        planId: found?.planId,
        changeOn: life.today,
        quantity: String(life.between(1, 4)),
      };
      if (found) await changePlan(life, change as Change);
    },
  },
  {
    name: 'pause',
    weight: 3,
    do: async (life) => {
      const found = await service(life, `status = 'active'`);
      const from = addDays(life.today, life.between(0, 6));
      const pause = {
        serviceId: found?.id,
        from,
        credit: life.chance(50),
        billing: life.pick(['free', 'reduced', 'full']),
      };
      const days = life.chance(60) ? { through: addDays(from, life.between(1, 30)) } : {};
      if (found)
        await life.attempt(
          PauseService,
          { ...pause, ...days, reason: 'Away' },
          life.staff(life.pick(['manager', 'support']) ?? 'manager'),
        );
    },
  },
  {
    name: 'resume',
    weight: 4,
    do: async (life) => {
      const found = await service(life, `status = 'paused'`);
      if (found) await life.attempt(ResumeService, { serviceId: found.id }, life.staff('support'));
    },
  },
  {
    name: 'end',
    weight: 2,
    do: async (life) => {
      const found = await service(life, `status IN ('active', 'paused')`);
      const endsOn = addDays(life.today, life.between(0, 20));
      const refund = life.pick(['none', 'credit', 'paid_first']);
      if (found)
        await life.attempt(
          EndService,
          { serviceId: found.id, endsOn, refund, reason: 'Moves away' },
          life.staff('manager'),
        );
    },
  },
  {
    name: 'archive',
    weight: 1,
    do: async (life) => {
      const found = await service(life, `status IN ('disabled', 'pending')`);
      if (found) await life.attempt(ArchiveService, { serviceId: found.id }, life.staff('manager'));
    },
  },
  {
    name: 'own price',
    weight: 2,
    do: async (life) => {
      const found = await service(life, `status = 'active'`);
      const unitPrice = `${life.between(0, 60)}.${life.between(10, 99)}`;
      if (found) await life.attempt(EditService, { serviceId: found.id, unitPrice }, life.staff('manager'));
    },
  },
  {
    name: 'another service',
    weight: 3,
    do: async (life) => {
      const person = await anyone(life);
      const planId = life.pick(life.provider.plans.recurring);
      if (person) await life.attempt(AddService, { customerId: person.id, planId }, life.staff('customer_creator'));
    },
  },
];
