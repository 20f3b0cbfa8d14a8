import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BillingPermissions,
  ChangeBillingSettings,
  ChangePolicy,
  PreviewAccountUpdate,
  UpdateAccounts,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

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
});
