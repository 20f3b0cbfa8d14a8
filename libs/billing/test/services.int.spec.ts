import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffWith } from '@demarc/testing';
import {
  AddService,
  ApproveRun,
  ArchivePlan,
  ArchiveService,
  BillingPermissions,
  ChangePlan,
  ChangePolicy,
  EndService,
  IssueOneTimeInvoice,
  IssueRun,
  PauseService,
  PreviewPlanChange,
  PreviewRun,
  ResumeService,
  ReversePayment,
  TurnServices,
  UndoAllocation,
  VoidInvoice,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('services and corrections', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-10-01T08:00:00Z');
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
  const balance = async (customerId: string): Promise<string | undefined> =>
    (
      await shop.world.rows<{ balance_minor: string }>(
        'SELECT balance_minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.balance_minor;

  it('makes a new customer active with the first service, and refuses plans that are not sold', async () => {
    const customerId = await shop.customer();
    const plan = await shop.plan('10.0000');
    await shop.service(customerId, plan, '2026-10-01');
    const [row] = await shop.world.rows(
      'SELECT lifecycle, customer_status FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    expect(row).toEqual({ lifecycle: 'active', customer_status: 'active' });
    expect(await shop.world.rows('SELECT lifecycle FROM crm.customer WHERE id = $1', [customerId])).toEqual([
      { lifecycle: 'active' },
    ]);
    await shop.world.run(ArchivePlan, { planId: plan });
    await expect(shop.service(customerId, plan, '2026-10-01')).rejects.toMatchObject({ code: 'PLAN_NOT_AVAILABLE' });
    await expect(shop.world.run(AddService, { customerId, planId: customerId })).rejects.toMatchObject({
      kind: 'not_found',
    });
    await expect(shop.world.run(AddService, { customerId, planId: plan, price: '1' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      shop.world.run(AddService, { customerId, planId: plan }, staffWith([BillingPermissions['service.view']])),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('are charged by the week where their plan is', async () => {
    const customerId = await shop.customer();
    const plan = await shop.plan('7', { periodWeeks: 1 });
    await expect(shop.plan('7', { periodWeeks: 1, periodMonths: 1 })).rejects.toMatchObject({
      code: 'PLAN_PERIOD_TWICE',
    });
    await shop.service(customerId, plan, '2026-10-01');
    await bill('2026-10-12', [customerId]);
    expect(
      await shop.world.rows(
        'SELECT covers::text, net_minor AS net FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers',
        [customerId],
      ),
    ).toEqual([
      { covers: '[2026-10-01,2026-10-05)', net: '400' },
      { covers: '[2026-10-05,2026-10-12)', net: '700' },
      { covers: '[2026-10-12,2026-10-19)', net: '700' },
    ]);
  });

  it('changes 200 to 100 on 20 October with a fee of 30: +8.71, and the preview says the same', async () => {
    await shop.world.run(ChangePolicy, { changeFeeToCheaper: '30' });
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, await shop.plan('200.0000'), '2026-10-01');
    const cheaper = await shop.plan('100.0000');
    await bill('2026-10-01', [customerId]);
    await shop.pay(customerId, '200.00');
    expect(await balance(customerId)).toBe('0');
    shop.day('2026-10-20');
    const wish = { serviceId, planId: cheaper, changeOn: '2026-10-20' as never };
    const preview = await shop.world.ask(PreviewPlanChange, wish);
    expect(preview.plan.netMinor).toBe(871n);
    await expect(shop.world.run(ChangePlan, { ...wish, planHash: 'other' })).rejects.toMatchObject({
      code: 'PLAN_CHANGED',
    });
    const changed = await shop.world.run(ChangePlan, { ...wish, planHash: preview.hash });
    expect(changed.netMinor).toBe('871');
    expect(await balance(customerId)).toBe('871');
    expect(
      await shop.world.rows(
        'SELECT status, starts_on AS starts, ends_on AS ends FROM billing.service WHERE customer_id = $1 ORDER BY number',
        [customerId],
      ),
    ).toEqual([
      { status: 'disabled', starts: '2026-10-01', ends: '2026-10-19' },
      { status: 'active', starts: '2026-10-20', ends: null },
    ]);
    await bill('2026-11-01', [customerId]);
    expect(await balance(customerId)).toBe('-9129');
    await shop.world.run(ChangePolicy, { changeFeeToCheaper: null });
  });

  it('archives the old service when the plan changes on its first day', async () => {
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, await shop.plan('50.0000'), '2026-10-20');
    await shop.world.run(ChangePlan, { serviceId, planId: await shop.plan('60.0000'), changeOn: '2026-10-20' });
    expect(
      await shop.world.rows('SELECT status FROM billing.service WHERE customer_id = $1 ORDER BY number', [customerId]),
    ).toEqual([{ status: 'archived' }, { status: 'active' }]);
  });

  it('pauses and resumes: paused days are not charged', async () => {
    shop.day('2026-12-01');
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, await shop.plan('31.0000'), '2026-12-01');
    shop.day('2026-12-11');
    await shop.world.run(PauseService, { serviceId });
    await expect(shop.world.run(PauseService, { serviceId })).rejects.toMatchObject({ code: 'PAUSE_OVERLAPS' });
    shop.day('2026-12-21');
    await shop.world.run(ResumeService, { serviceId });
    await bill('2026-12-01', [customerId]);
    const lines = await shop.world.rows(
      'SELECT net_minor AS net, covers::text FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers',
      [customerId],
    );
    expect(lines).toEqual([
      { net: '1000', covers: '[2026-12-01,2026-12-11)' },
      { net: '1100', covers: '[2026-12-21,2027-01-01)' },
    ]);
  });

  it('begins a waiting service on its first day and disables it on the day after its last', async () => {
    shop.day('2027-01-10');
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, await shop.plan('5.0000'), '2027-01-12');
    const status = async (): Promise<unknown> =>
      (await shop.world.rows<{ status: string }>('SELECT status FROM billing.service WHERE id = $1', [serviceId]))[0]
        ?.status;
    expect(await status()).toBe('pending');
    shop.day('2027-01-12');
    await shop.world.app.get(TurnServices).run();
    expect(await status()).toBe('active');
    await shop.world.run(EndService, { serviceId, endsOn: '2027-01-13' });
    shop.day('2027-01-13');
    await shop.world.app.get(TurnServices).run();
    expect(await status()).toBe('active');
    shop.day('2027-01-14');
    await shop.world.app.get(TurnServices).run();
    expect(await status()).toBe('disabled');
    await shop.world.run(ArchiveService, { serviceId });
    await expect(shop.world.run(EndService, { serviceId, endsOn: '2027-01-20' })).rejects.toMatchObject({
      code: 'SERVICE_STATUS',
    });
  });

  it('voids an invoice by a full credit note; what it was paid with settles the next one', async () => {
    const customerId = await shop.customer();
    const one = await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'A', unitPrice: '19.99', taxRateId: await shop.tax('VAT 19', '19') }],
    });
    await shop.pay(customerId, '10.00');
    const two = await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'B', unitPrice: '8' }],
    });
    await shop.world.run(VoidInvoice, { invoiceId: one.invoiceId, reason: 'typing error' });
    expect(
      await shop.world.rows(
        'SELECT status, settled_minor AS settled FROM billing.invoice WHERE id = ANY ($1::uuid[]) ORDER BY number',
        [[one.invoiceId, two.invoiceId]],
      ),
    ).toEqual([
      { status: 'void', settled: '2379' },
      { status: 'issued', settled: '800' },
    ]);
    expect(await balance(customerId)).toBe('200');
    await expect(shop.world.run(VoidInvoice, { invoiceId: one.invoiceId, reason: 'again' })).rejects.toMatchObject({
      code: 'INVOICE_VOID',
    });
  });

  it('reverses a payment once, and undoes an allocation once, also when asked ten times at once', async () => {
    const customerId = await shop.customer();
    const { invoiceId } = await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'A', unitPrice: '30' }],
    });
    const { paymentId } = await shop.pay(customerId, '30.00');
    const [allocation] = await shop.world.rows<{ id: string }>(
      'SELECT id FROM billing.allocation WHERE invoice_id = $1',
      [invoiceId],
    );
    const undone = await Promise.allSettled(
      Array.from({ length: 10 }, () => shop.world.run(UndoAllocation, { allocationId: allocation?.id })),
    );
    expect(undone.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const reversed = await Promise.allSettled(
      Array.from({ length: 10 }, () => shop.world.run(ReversePayment, { paymentId, reason: 'bounced' })),
    );
    expect(reversed.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await balance(customerId)).toBe('-3000');
  });
});
