import type { CustomerId } from '@demarc/crm';
import fc from 'fast-check';
import { addDays, type LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApproveRun,
  ChangeBillingSettings,
  ChangePlan,
  ChangePolicy,
  type CreatePlanInput,
  IssueRun,
  type PlanId,
  PreviewPlanChange,
  PreviewRun,
  PreviewUndoPlanChange,
  type ServiceId,
  TurnServices,
  UndoPlanChange,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

const CHANGES = 100;
const SEED = 20_241_020;
const TODAY = '2024-04-16' as LocalDate;

const changes = fc.record({
  plan: fc.integer({ min: 0, max: 5 }),
  to: fc.integer({ min: 0, max: 5 }),
  start: fc.integer({ min: 0, max: 46 }),
  billingDay: fc.constantFrom(1, 10, 31),
  mode: fc.constantFrom('advance', 'arrears'),
  ahead: fc.constantFrom(0, 0, 0, 3, 20),
  quantity: fc.constantFrom('1', '3', '2.5'),
  price: fc.constantFrom(undefined, undefined, '49.9999'),
  invoice: fc.constantFrom(undefined, 'period_end', 'thirty_days', 'next_run'),
  paid: fc.boolean(),
  undo: fc.boolean(),
});

/** Row counts of everything that a change writes. */
const COUNTS = `SELECT (SELECT count(*) FROM billing.service) AS services, (SELECT count(*) FROM billing.plan_change) AS changes,
  (SELECT count(*) FROM billing.invoice) AS invoices, (SELECT count(*) FROM billing.credit_note) AS notes,
  (SELECT count(*) FROM billing.posting) AS postings, (SELECT coalesce(sum(next), 0) FROM billing.number_series) AS numbers`;

describe('a hundred random changes of plan', () => {
  let shop: Shop;
  const plans: PlanId[] = [];
  beforeAll(async () => {
    shop = await openShop('2024-03-01T08:00:00Z');
    const taxRateId = await shop.tax('VAT', '8.25');
    const kinds: readonly Partial<CreatePlanInput>[] = [{ taxRateId: taxRateId as never, taxInclusive: true }, {}];
    for (const price of ['19.99', '100', '33.3333']) {
      for (const more of kinds) plans.push(await shop.plan(price, { ...more, title: `${price} ${plans.length}` }));
    }
    await shop.world.run(ChangePolicy, { changeFeeToCheaper: '5', changeFeeToDearer: '1.23' });
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const bill = async (forDate: string, customerIds: string[]): Promise<void> => {
    const { runId } = await shop.world.run(PreviewRun, { forDate, customerIds, allDays: true });
    await shop.world.settle();
    const [run] = await shop.world.rows<{ plan_hash: string }>(
      'SELECT plan_hash FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    const step = { runId, planHash: run?.plan_hash ?? '' };
    await shop.world.run(ApproveRun, step);
    await shop.world.run(IssueRun, step);
    await shop.world.settle();
  };
  const grossOf = async (table: 'invoice' | 'credit_note', id: string | null): Promise<string[]> =>
    id === null
      ? []
      : (
          await shop.world.rows<{ gross: string }>(
            `SELECT gross_minor AS gross FROM billing.${table}_line WHERE ${table}_id = $1 ORDER BY position`,
            [id],
          )
        ).map(({ gross }) => gross);
  const balance = async (customerId: string): Promise<bigint> => {
    const [row] = await shop.world.rows<{ minor: string }>(
      'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    return BigInt(row?.minor ?? 0);
  };

  it('do to the cent and line what their preview said, which wrote nothing (M-12); undone they leave no cent', async () => {
    const cases = fc.sample(changes, { numRuns: CHANGES, seed: SEED });
    let undone = 0;
    shop.day('2024-03-01');
    const lives: {
      readonly one: (typeof cases)[number];
      readonly customerId: string;
      readonly serviceId: ServiceId;
    }[] = [];
    for (const one of cases) {
      const customerId = await shop.customer();
      await shop.world.run(ChangeBillingSettings, { customerId, billingDay: one.billingDay, mode: one.mode });
      const startsOn = addDays('2024-03-01' as LocalDate, one.start);
      const planId = plans[one.plan] as PlanId;
      lives.push({
        one,
        customerId,
        serviceId: await shop.service(customerId, planId, startsOn, { quantity: one.quantity }),
      });
    }
    shop.day(TODAY);
    await shop.world.app.get(TurnServices).run();
    await bill(
      TODAY,
      lives.map(({ customerId }) => customerId),
    );
    for (const { one, customerId, serviceId } of lives) {
      if (one.paid && (await balance(customerId)) < 0n) await shop.pay(customerId as CustomerId, '10');
      const wish = {
        serviceId,
        planId: plans[one.to] as PlanId,
        changeOn: addDays(TODAY, one.ahead),
        ...(one.price ? { unitPrice: one.price } : {}),
        ...(one.invoice ? { options: { invoice: one.invoice as 'next_run' } } : {}),
      };
      const [before] = await shop.world.rows(COUNTS);
      const owned = await balance(customerId);
      const preview = await shop.world.ask(PreviewPlanChange, wish);
      expect(await shop.world.rows(COUNTS)).toEqual([before]);
      const made = await shop.world.run(ChangePlan, { ...wish, reason: 'asked for', planHash: preview.hash });
      const { credits, charges, fee, feeWhen, netMinor } = preview.plan;
      const invoiced = [...charges, ...(fee && feeWhen === 'now' ? [fee] : [])];
      expect(await grossOf('credit_note', made.creditNoteId)).toEqual(credits.map((line) => String(line.grossMinor)));
      expect(await grossOf('invoice', made.invoiceId)).toEqual(invoiced.map((line) => String(line.grossMinor)));
      expect(await balance(customerId)).toBe(owned + netMinor);
      if (!one.undo) continue;
      undone += 1;
      const { planChangeId } = made;
      const back = await shop.world.ask(PreviewUndoPlanChange, { planChangeId });
      await shop.world.run(UndoPlanChange, { planChangeId, reason: 'undone', planHash: back.hash });
      expect(await balance(customerId)).toBe(owned);
    }
    expect(undone).toBeGreaterThan(CHANGES / 4);
  }, 120_000);
});
