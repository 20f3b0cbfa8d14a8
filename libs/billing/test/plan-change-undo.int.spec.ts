import type { CustomerId } from '@demarc/crm';
import { localDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffWith } from '@demarc/testing';
import {
  ApproveRun,
  BillingPermissions,
  ChangePlan,
  ChangePolicy,
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

describe('a change of plan as one reversible operation', () => {
  let shop: Shop;
  let high: PlanId;
  let low: PlanId;
  beforeAll(async () => {
    shop = await openShop('2024-10-01T08:00:00Z');
    high = await shop.plan('200');
    low = await shop.plan('100');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const bill = async (forDate: string, customerIds: string[]): Promise<void> => {
    const { runId } = await shop.world.run(PreviewRun, { forDate, customerIds });
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
  const october = async (planId = high): Promise<{ customerId: CustomerId; serviceId: ServiceId }> => {
    shop.day('2024-10-01');
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, planId, '2024-10-01');
    await bill('2024-10-01', [customerId]);
    return { customerId, serviceId };
  };
  const balance = async (customerId: string): Promise<string | undefined> =>
    (
      await shop.world.rows<{ balance_minor: string }>(
        'SELECT balance_minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.balance_minor;
  const services = (customerId: string): Promise<object[]> =>
    shop.world.rows(
      `SELECT plan.title, service.status, service.ends_on FROM billing.service JOIN billing.plan ON plan.id = plan_id
        WHERE customer_id = $1 ORDER BY service.number`,
      [customerId],
    );
  /** How often each day of the account is charged, with what was given back counted against it. */
  const timesCharged = async (customerId: string): Promise<unknown[]> =>
    shop.world.rows(
      `SELECT service, times, count(*)::int AS days FROM (
         SELECT plan.title AS service, day, sum(sign)::int AS times FROM (
           SELECT service_id, covers, 1 AS sign FROM billing.invoice_line WHERE customer_id = $1 AND covers IS NOT NULL
           UNION ALL SELECT service_id, covers, -1 FROM billing.credit_note_line WHERE customer_id = $1 AND covers IS NOT NULL) line
           JOIN billing.service ON service.id = line.service_id JOIN billing.plan ON plan.id = service.plan_id,
           generate_series(lower(covers), upper(covers) - 1, '1 day') day GROUP BY 1, 2) each WHERE times <> 0 GROUP BY 1, 2 ORDER BY 1, 2`,
      [customerId],
    );

  it('from 200 to 100 on 20 October 2024 with a fee of 30 leaves 8.71, and undone leaves what was', async () => {
    await shop.world.run(ChangePolicy, { changeFeeToCheaper: '30' });
    const { customerId, serviceId } = await october();
    await shop.pay(customerId, '200');
    shop.day('2024-10-20');
    const wish = { serviceId, planId: low, changeOn: localDate('2024-10-20') };
    const preview = await shop.world.ask(PreviewPlanChange, wish);
    expect(preview.plan.credits.map((line) => line.grossMinor)).toEqual([7742n]);
    expect(preview.plan.fee?.grossMinor).toBe(3000n);
    expect(preview.plan.charges.map((line) => line.grossMinor)).toEqual([3871n]);
    const changed = await shop.world.run(ChangePlan, { ...wish, planHash: preview.hash });
    expect(changed.netMinor).toBe('871');
    expect(await balance(customerId)).toBe('871');

    shop.day('2024-10-25');
    const { planChangeId } = changed;
    const back = await shop.world.ask(PreviewUndoPlanChange, { planChangeId });
    expect([
      back.netMinor,
      back.credits.map((line) => line.grossMinor),
      back.charges.map((line) => line.grossMinor),
    ]).toEqual([-871n, [3871n, 3000n], [7742n]]);
    const undone = await shop.world.run(UndoPlanChange, { planChangeId, reason: 'wrong plan', planHash: back.hash });
    expect(undone).toMatchObject({ oldServiceId: serviceId, netMinor: '-871' });
    expect(await balance(customerId)).toBe('0');
    expect(await services(customerId)).toEqual([
      { title: 'Plan at 200', status: 'active', ends_on: null },
      { title: 'Plan at 100', status: 'archived', ends_on: null },
    ]);
    expect(await timesCharged(customerId)).toEqual([{ service: 'Plan at 200', times: 1, days: 31 }]);
    await expect(shop.world.run(UndoPlanChange, { planChangeId, reason: 'again' })).rejects.toMatchObject({
      code: 'PLAN_CHANGE_UNDONE',
    });
    await bill('2024-10-25', [customerId]);
    expect(await balance(customerId)).toBe('0');
    await shop.world.run(ChangePolicy, { reset: ['changeFeeToCheaper'] });
  });

  it('after it was undone is credited again as if it had never been made', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2024-10-20');
    const first = await shop.world.run(ChangePlan, { serviceId, planId: low, changeOn: '2024-10-20' });
    await shop.world.run(UndoPlanChange, { planChangeId: first.planChangeId, reason: 'mistake' });
    const second = await shop.world.run(ChangePlan, { serviceId, planId: low, changeOn: '2024-10-05' });
    expect(second.netMinor).toBe(String(17419 - 8710));
    expect(await timesCharged(customerId)).toEqual([
      { service: 'Plan at 100', times: 1, days: 27 },
      { service: 'Plan at 200', times: 1, days: 4 },
    ]);
    await shop.world.run(UndoPlanChange, { planChangeId: second.planChangeId, reason: 'mistake' });
    expect(await balance(customerId)).toBe('-20000');
  });

  it('there and back on one day costs nothing (M-11), also where the service began that day', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2024-10-20');
    const there = await shop.world.run(ChangePlan, { serviceId, planId: low, changeOn: '2024-10-20' });
    await shop.world.run(ChangePlan, { serviceId: there.newServiceId, planId: high, changeOn: '2024-10-20' });
    expect(await balance(customerId)).toBe('-20000');
    expect((await services(customerId)).slice(1)).toEqual([
      { title: 'Plan at 100', status: 'archived', ends_on: null },
      { title: 'Plan at 200', status: 'active', ends_on: null },
    ]);
    await expect(
      shop.world.run(UndoPlanChange, { planChangeId: there.planChangeId, reason: 'too late' }),
    ).rejects.toMatchObject({ code: 'PLAN_CHANGED_AGAIN' });
  });

  it('scheduled for a day is listed, happens at midnight, and can be taken back before', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2024-10-05');
    const wish = { serviceId, planId: low, changeOn: '2024-10-20' };
    const first = await shop.world.run(ChangePlan, wish);
    const state = async (): Promise<unknown> =>
      (
        await shop.world.rows('SELECT state FROM billing.plan_change WHERE customer_id = $1 ORDER BY made_at, id', [
          customerId,
        ])
      ).map((row) => (row as { state: string }).state);
    expect(await state()).toEqual(['scheduled']);
    await expect(shop.world.run(ChangePlan, wish)).rejects.toMatchObject({ code: 'PLAN_CHANGE_SCHEDULED' });
    await shop.world.run(UndoPlanChange, { planChangeId: first.planChangeId, reason: 'changed their mind' });
    expect(await balance(customerId)).toBe('-20000');

    await shop.world.run(ChangePlan, wish);
    shop.day('2024-10-19');
    await shop.world.app.get(TurnServices).run();
    expect((await services(customerId)).map((one) => (one as { status: string }).status)).toEqual([
      'active',
      'archived',
      'pending',
    ]);
    shop.world.clock.set(new Date('2024-10-19T22:00:00Z'));
    await shop.world.app.get(TurnServices).run();
    expect((await services(customerId)).map((one) => (one as { status: string }).status)).toEqual([
      'disabled',
      'archived',
      'active',
    ]);
    expect(await state()).toEqual(['undone', 'applied']);
    expect(await balance(customerId)).toBe(String(-20000 + 7742 - 3871));
  });

  it('is not undone once the next invoice charges the new plan', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2024-10-20');
    const { planChangeId } = await shop.world.run(ChangePlan, { serviceId, planId: low, changeOn: '2024-10-20' });
    shop.day('2024-11-01');
    await bill('2024-11-01', [customerId]);
    await expect(shop.world.run(UndoPlanChange, { planChangeId, reason: 'late' })).rejects.toMatchObject({
      code: 'PLAN_CHANGE_BILLED_SINCE',
      message: expect.stringMatching(/^Invoice INV-2024-\d+ charges the new plan since/),
    });
  });

  it('below the minimum makes no document: fee and days stand on the next invoice', async () => {
    await shop.world.run(ChangePolicy, { changeFeeToCheaper: '5', changeMinimumInvoice: '50' });
    const { customerId, serviceId } = await october();
    shop.day('2024-10-20');
    const changed = await shop.world.run(ChangePlan, { serviceId, planId: low, changeOn: '2024-10-20' });
    expect(changed).toMatchObject({ invoiceId: null, netMinor: '7742' });
    shop.day('2024-11-01');
    await bill('2024-11-01', [customerId]);
    const lines = await shop.world.rows(
      `SELECT line.gross_minor FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = invoice_id
        WHERE line.customer_id = $1 AND issued_on = '2024-11-01' AND line.covers IS NOT NULL ORDER BY line.gross_minor`,
      [customerId],
    );
    expect(lines).toEqual([{ gross_minor: '3871' }, { gross_minor: '10000' }]);
    expect(
      await shop.world.rows('SELECT source, whole_minor FROM billing.future_item WHERE customer_id = $1', [customerId]),
    ).toEqual([{ source: 'plan_change', whole_minor: '500' }]);
    await expect(
      shop.world.run(UndoPlanChange, { planChangeId: changed.planChangeId, reason: 'late' }),
    ).rejects.toMatchObject({ kind: 'conflict' });
    await shop.world.run(ChangePolicy, { reset: ['changeFeeToCheaper', 'changeMinimumInvoice'] });
  });

  it('follows the settings, and deviates only for those who may', async () => {
    await shop.world.run(ChangePolicy, { changeRefund: 'none', partnerId: shop.partnerId });
    const { serviceId } = await october();
    shop.day('2024-10-20');
    const wish = { serviceId, planId: low, changeOn: '2024-10-20' };
    await expect(shop.world.run(ChangePlan, wish)).rejects.toMatchObject({ code: 'PLAN_CHANGE_BEFORE_PAID_UNTIL' });
    const clerk = staffWith([BillingPermissions['service.changePlan']]);
    const deviating = { ...wish, options: { refund: 'unused', invoice: 'next_run' } };
    await expect(shop.world.run(ChangePlan, deviating, clerk)).rejects.toMatchObject({
      code: 'CHANGE_TERMS_NOT_ALLOWED',
    });
    await expect(shop.world.run(ChangePlan, { ...wish, options: { refund: 'rollover' } })).rejects.toMatchObject({
      code: 'ROLLOVER_NEEDS_QUOTA',
    });
    const changed = await shop.world.run(ChangePlan, deviating);
    expect(changed).toMatchObject({ netMinor: '7742', invoiceId: null });
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, reset: ['changeRefund'] });
  });
});
