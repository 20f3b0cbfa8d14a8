import type { CustomerId } from '@demarc/crm';
import { localDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffWith } from '@demarc/testing';
import {
  ApproveRun,
  BillingPermissions,
  ChangePlan,
  ChangePolicy,
  EndService,
  IssueRun,
  PauseService,
  type PlanId,
  PreviewEnd,
  PreviewPause,
  PreviewRun,
  ResumeService,
  type ServiceId,
  TurnServices,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('pauses and ends of services', () => {
  let shop: Shop;
  let plan: PlanId;
  beforeAll(async () => {
    shop = await openShop('2026-10-01T08:00:00Z');
    plan = await shop.plan('31');
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
  const october = async (planId = plan): Promise<{ customerId: CustomerId; serviceId: ServiceId }> => {
    shop.day('2026-10-01');
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, planId, '2026-10-01');
    await bill('2026-10-01', [customerId]);
    return { customerId, serviceId };
  };
  const balance = async (customerId: string): Promise<string | undefined> =>
    (
      await shop.world.rows<{ balance_minor: string }>(
        'SELECT balance_minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.balance_minor;
  const status = async (serviceId: string): Promise<string | undefined> =>
    (await shop.world.rows<{ status: string }>('SELECT status FROM billing.service WHERE id = $1', [serviceId]))[0]
      ?.status;
  const turn = (): Promise<void> => shop.world.app.get(TurnServices).run();

  it('a free pause gives charged days back, begins and ends by itself, and leaves its days out of later invoices', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2026-10-05');
    const wish = { serviceId, from: localDate('2026-10-22'), through: localDate('2026-11-10') };
    const preview = await shop.world.ask(PreviewPause, wish);
    expect(preview.plan.credits.map((line) => line.grossMinor)).toEqual([1000n]);
    const paused = await shop.world.run(PauseService, { ...wish, planHash: preview.hash });
    expect(paused.netMinor).toBe('1000');
    expect([await balance(customerId), await status(serviceId)]).toEqual(['-2100', 'active']);
    shop.day('2026-10-22');
    await turn();
    expect(await status(serviceId)).toBe('paused');
    shop.day('2026-11-01');
    await bill('2026-11-01', [customerId]);
    expect(await balance(customerId)).toBe(String(-2100 - 2067));
    shop.day('2026-11-11');
    await turn();
    expect(await status(serviceId)).toBe('active');
    await expect(shop.world.run(PauseService, { ...wish })).rejects.toMatchObject({ code: 'PAUSE_OVERLAPS' });
  });

  it('resumed early charges the days again that are used after all; taken back before it begins, all of them', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2026-10-12');
    await shop.world.run(PauseService, { serviceId, from: '2026-10-12' });
    expect([await balance(customerId), await status(serviceId)]).toEqual(['-1100', 'paused']);
    shop.day('2026-10-20');
    await shop.world.run(ResumeService, { serviceId });
    expect([await balance(customerId), await status(serviceId)]).toEqual([String(-1100 - 1200), 'active']);
    await shop.world.run(PauseService, { serviceId, from: '2026-10-25', through: '2026-10-27' });
    expect(await balance(customerId)).toBe(String(-2300 + 300));
    await shop.world.run(ResumeService, { serviceId });
    expect(await balance(customerId)).toBe('-2300');
    const { netMinor } = await shop.world.run(ChangePlan, {
      serviceId,
      planId: await shop.plan('62'),
      changeOn: '2026-10-30',
    });
    expect(netMinor).toBe(String(200 - 400));
  });

  it('a reduced pause costs its share, of charged days and of days to come; a full one costs all', async () => {
    const { customerId, serviceId } = await october();
    shop.day('2026-10-12');
    const reduced = await shop.world.run(PauseService, { serviceId, through: '2026-11-30', billing: 'reduced' });
    expect(reduced.netMinor).toBe('1000');
    shop.day('2026-11-01');
    await bill('2026-11-01', [customerId]);
    expect(await balance(customerId)).toBe(String(-3100 + 1000 - 1550));
    await shop.world.run(ResumeService, { serviceId, on: '2026-12-01' });
    const clerk = staffWith([BillingPermissions['service.manage']]);
    await expect(
      shop.world.run(PauseService, { serviceId, from: '2026-12-10', billing: 'full' }, clerk),
    ).rejects.toMatchObject({ code: 'PAUSE_TERMS_NOT_ALLOWED' });
    shop.day('2026-12-01');
    await turn();
    await shop.world.run(PauseService, { serviceId, through: '2026-12-31', billing: 'full' });
    await bill('2026-12-01', [customerId]);
    expect(await balance(customerId)).toBe(String(-3650 - 3100));
  });

  it('is held to the days of a year that the settings allow', async () => {
    await shop.world.run(ChangePolicy, { pauseMostDays: 30 });
    const { serviceId } = await october();
    await expect(shop.world.run(PauseService, { serviceId })).rejects.toMatchObject({ code: 'PAUSE_NEEDS_END' });
    await shop.world.run(PauseService, { serviceId, from: '2026-10-05', through: '2026-10-24' });
    await expect(
      shop.world.run(PauseService, { serviceId, from: '2026-11-01', through: '2026-11-11' }),
    ).rejects.toMatchObject({ code: 'PAUSE_TOO_LONG', details: { daysLeft: 10 } });
    await shop.world.run(ChangePolicy, { reset: ['pauseMostDays'] });
  });

  it('an end shows its final bill: unused days back as credit, the early fee, and the balance after', async () => {
    const planId = await shop.plan('31', {
      contractMonths: 12,
      endFee: '2',
      earlyEndFee: '5',
      title: 'With a contract',
    });
    const { customerId, serviceId } = await october(planId);
    shop.day('2026-10-10');
    const wish = { serviceId, endsOn: localDate('2026-10-21'), refund: 'credit' as const };
    const preview = await shop.world.ask(PreviewEnd, wish);
    expect(preview.bill.credits.map((line) => line.grossMinor)).toEqual([1000n]);
    expect([preview.bill.fee?.grossMinor, preview.bill.netMinor, preview.bill.isBeforeContractEnd]).toEqual([
      500n,
      500n,
      true,
    ]);
    await shop.world.run(EndService, { ...wish, planHash: preview.hash, reason: 'moves away' });
    expect(await balance(customerId)).toBe(String(-3100 + 500));
    await shop.world.run(EndService, { serviceId, endsOn: null });
    expect(await balance(customerId), 'days charged again, the fee given back').toBe('-3100');
    await shop.world.run(EndService, { serviceId, endsOn: '2026-10-31', withFee: false });
    shop.day('2026-11-01');
    await turn();
    await bill('2026-11-01', [customerId]);
    expect([await balance(customerId), await status(serviceId)]).toEqual(['-3100', 'disabled']);
  });

  it('an end gives paid money back first, and the rest as credit', async () => {
    const { customerId, serviceId } = await october();
    await shop.pay(customerId, '6');
    shop.day('2026-10-10');
    const ended = await shop.world.run(EndService, { serviceId, endsOn: '2026-10-21', refund: 'paid_first' });
    expect(ended).toMatchObject({ refundDueMinor: '600', creditMinor: '400' });
  });

  it('a service that ends on its first day costs that day, or nothing by the settings, never more (M-13)', async () => {
    const one = await october();
    await shop.world.run(EndService, { serviceId: one.serviceId, endsOn: '2026-10-01' });
    expect(await balance(one.customerId)).toBe('-100');
    await shop.world.run(ChangePolicy, { endOnFirstDay: 'free' });
    const two = await october();
    await shop.world.run(EndService, { serviceId: two.serviceId, endsOn: '2026-10-01' });
    expect([await balance(two.customerId), await status(two.serviceId)]).toEqual(['0', 'archived']);
    await shop.world.run(ChangePolicy, { reset: ['endOnFirstDay'] });
    shop.day('2026-11-01');
    await bill('2026-11-01', [one.customerId, two.customerId]);
    expect([await balance(one.customerId), await balance(two.customerId)]).toEqual(['-100', '0']);
  });
});
