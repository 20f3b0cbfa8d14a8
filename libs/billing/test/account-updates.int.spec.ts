import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BillingPermissions,
  ChangeBillingSettings,
  ChangePolicy,
  FindSettingSources,
  PreviewAccountUpdate,
  UpdateAccounts,
} from '../src/index.js';
import { evaluateExplanation, explainInWords, type Explanation } from '../src/domain/index.js';
import { openShop, type Shop } from './billing-world.js';
import { runsOf } from './runs.js';

describe('settings of new customers, given to those who are there', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-11-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  it('fill new accounts, from everybody’s settings under those of the partner', async () => {
    await shop.world.run(ChangePolicy, { dueDays: 20, billingType: 'prepaid_custom' });
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, dueDays: 25, autoInvoice: false });
    const customerId = await shop.customer();
    await shop.world.settle();
    const [account] = await shop.world.rows(
      'SELECT due_days, billing_type, auto_invoice FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    expect(account).toEqual({ due_days: 25, billing_type: 'prepaid_custom', auto_invoice: false });
    await shop.world.run(ChangePolicy, { reset: ['billingType', 'dueDays'] });
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, reset: ['dueDays', 'autoInvoice'] });
    await shop.world.run(ChangeBillingSettings, {
      customerId,
      billingType: 'recurring',
      autoInvoice: true,
      dueDays: 15,
    });
  });

  it('touch whom the preview names, setting by setting, and nobody twice', async () => {
    const [one, two, prepaid] = [await shop.customer(), await shop.customer(), await shop.customer()];
    await shop.world.settle();
    await shop.world.run(ChangeBillingSettings, { customerId: two, dueDays: 30 });
    await shop.world.run(ChangeBillingSettings, { customerId: prepaid, billingType: 'prepaid_daily' });
    await shop.world.run(ChangePolicy, { dueDays: 30, minimumBalance: '-5.00', blockingDays: 7 });
    const input = { attributes: ['dueDays', 'minimumBalance'], billingTypes: ['recurring'] } as const;
    const preview = await shop.world.ask(PreviewAccountUpdate, {
      ...input,
      attributes: [...input.attributes],
      billingTypes: [...input.billingTypes],
    });
    expect(preview).toMatchObject({
      touched: 3,
      byAttribute: [
        { name: 'dueDays', customers: 2 },
        { name: 'minimumBalance', customers: 3 },
      ],
    });
    expect(preview.rows.find((row) => row.customerId === two)?.changes).toEqual([
      { name: 'minimumBalance', before: '0', after: '-500' },
    ]);
    await expect(shop.world.run(UpdateAccounts, { ...input, hash: 'other' })).rejects.toMatchObject({
      code: 'PLAN_CHANGED',
    });
    await expect(
      shop.world.run(
        UpdateAccounts,
        { ...input, hash: preview.hash },
        staffWith([BillingPermissions['account.change']]),
      ),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await shop.world.run(UpdateAccounts, { ...input, hash: preview.hash });
    await shop.world.settle();
    const rows = await shop.world.rows(
      'SELECT due_days, minimum_balance_minor AS minimum, blocking_days FROM billing.account WHERE customer_id = ANY ($1::uuid[]) ORDER BY billing_type, customer_id',
      [[one, two, prepaid]],
    );
    expect(rows).toEqual([
      { due_days: 15, minimum: '0', blocking_days: 0 },
      { due_days: 30, minimum: '-500', blocking_days: 0 },
      { due_days: 30, minimum: '-500', blocking_days: 0 },
    ]);
    expect(await shop.world.rows('SELECT status, touched, done FROM billing.account_update')).toEqual([
      { status: 'applied', touched: 3, done: 3 },
    ]);
    const again = await shop.world.ask(PreviewAccountUpdate, {
      attributes: ['dueDays', 'minimumBalance'],
      billingTypes: ['recurring'],
    });
    expect(again.touched).toBe(0);
    await expect(shop.world.run(UpdateAccounts, { ...input, hash: again.hash })).rejects.toMatchObject({
      code: 'NOTHING_TO_CHANGE',
    });
  });

  it('stand beside what was decided for one customer, which can go back to them', async () => {
    const customerId = await shop.customer();
    await shop.world.settle();
    const sources = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        (await shop.world.ask(FindSettingSources, { customerId })).map((one) => [
          one.name,
          `${one.source} ${one.inherited ?? 'never'} ${one.inheritedFrom}`,
        ]),
      );
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, dueDays: 21 });
    expect(await sources()).toMatchObject({
      dueDays: 'kept 21 partner',
      blockingDays: 'everybody 7 everybody',
      minimumBalance: 'everybody -5.00 everybody',
      mode: 'product ADVANCE product',
    });
    await shop.world.run(ChangeBillingSettings, {
      customerId,
      blockingDays: 3,
      minimumBalance: '-8.00',
      mode: 'arrears',
    });
    expect(await sources()).toMatchObject({
      blockingDays: 'customer 7 everybody',
      minimumBalance: 'customer -5.00 everybody',
      mode: 'customer ADVANCE product',
    });
    await shop.world.run(ChangeBillingSettings, {
      customerId,
      reset: ['blockingDays', 'minimumBalance', 'dueDays', 'mode'],
    });
    expect(await sources()).toMatchObject({
      dueDays: 'partner 21 partner',
      blockingDays: 'everybody 7 everybody',
      minimumBalance: 'everybody -5.00 everybody',
      mode: 'product ADVANCE product',
    });
    const [account] = await shop.world.rows(
      'SELECT due_days, blocking_days, minimum_balance_minor AS minimum, mode FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    expect(account).toEqual({ due_days: 21, blocking_days: 7, minimum: '-500', mode: 'advance' });
    await expect(
      shop.world.run(ChangeBillingSettings, { customerId, reset: ['holidays'] as never }),
    ).rejects.toMatchObject({ kind: 'invalid' });
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, reset: ['dueDays'] });
  });

  it('leave on the bill why a period is neither old nor new, also where many were changed at once', async () => {
    const runs = runsOf(shop);
    const plan = await shop.plan('30.0000');
    const [one, many] = [await shop.customer(), await shop.customer()];
    for (const customerId of [one, many]) await shop.service(customerId, plan, '2026-11-01');
    const run = async (on: string): Promise<void> => {
      shop.day(on);
      await runs.issue(await runs.preview(on, { customerIds: [one, many] }));
    };
    await run('2026-12-01');
    await shop.world.run(ChangeBillingSettings, { customerId: one, billingDay: 10 });
    await shop.world.run(ChangePolicy, { billingDay: 10 });
    const input = { attributes: ['billingDay'] as ['billingDay'], partnerId: shop.partnerId };
    const { hash } = await shop.world.ask(PreviewAccountUpdate, input);
    await shop.world.run(UpdateAccounts, { ...input, hash });
    await shop.world.settle();
    await run('2027-01-10');
    for (const customerId of [one, many]) {
      const lines = await shop.world.rows<{ covers: string; net: string; explanation: Explanation }>(
        'SELECT covers::text AS covers, net_minor AS net, explanation FROM billing.invoice_line WHERE customer_id = $1 AND lower(covers) >= $2 ORDER BY covers',
        [customerId, '2027-01-01'],
      );
      expect(lines.map(({ covers }) => covers)).toEqual(['[2027-01-01,2027-01-10)', '[2027-01-10,2027-02-10)']);
      const said = lines.map(({ explanation }) =>
        explainInWords(explanation).find(({ key }) => key.endsWith('changed')),
      );
      expect(said).toEqual([
        { key: 'billing_day_changed', values: { on: '2026-12-01', before: '1', now: '10' } },
        undefined,
      ]);
      for (const { explanation, net } of lines) expect(evaluateExplanation(explanation)['net']).toBe(BigInt(net));
    }
    const again = await runs.preview('2027-01-10', { customerIds: [one, many] });
    expect(again.planned).toBe(0);
  });
});
