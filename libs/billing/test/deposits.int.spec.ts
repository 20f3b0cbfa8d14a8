import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ForfeitDeposit,
  GiveBackDeposit,
  HandBackMoney,
  IssueOneTimeInvoice,
  PreviewMoneyStep,
  RecordPayment,
  ReversePayment,
  TakeDeposit,
  UseDeposit,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('deposits', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const take = async (customerId: string, amount: string) =>
    shop.world.run(TakeDeposit, { customerId: customerId as never, methodId: shop.methodId, amount });
  const figures = async (customerId: string): Promise<unknown> =>
    (
      await shop.world.rows(
        `SELECT balance_minor AS balance, standing, (SELECT sum(left_minor)::text FROM billing.deposit WHERE customer_id = account.customer_id) AS left
           FROM billing.account WHERE customer_id = $1`,
        [customerId],
      )
    )[0];
  const liability = async (): Promise<unknown> =>
    (
      await shop.world.rows(
        `SELECT (-sum(amount_minor))::text AS minor FROM billing.posting WHERE account_code = 'customer_deposit'`,
      )
    )[0];

  it('are a liability with a receipt of their own, and no part of the balance', async () => {
    const customerId = await shop.customer();
    const first = await take(customerId, '100.00');
    const second = await take(customerId, '20.00');
    expect([first.receiptNumber, second.receiptNumber]).toEqual(['D-2026-000001', 'D-2026-000002']);
    expect(await figures(customerId)).toEqual({ balance: '0', standing: 'good', left: '12000' });
    expect(await liability()).toEqual({ minor: '12000' });
  });

  it('pay an invoice as previewed; the payment is reversed into the deposit again', async () => {
    const customerId = await shop.customer();
    const { depositId } = await take(customerId, '50.00');
    const lines = [{ description: 'Router lost', unitPrice: '30.00' }];
    const { invoiceId } = await shop.world.run(IssueOneTimeInvoice, { customerId, lines });
    const preview = await shop.world.ask(PreviewMoneyStep, { kind: 'use_deposit', depositId, invoiceId });
    expect(preview).toMatchObject({
      owedBeforeMinor: 3000n,
      owedAfterMinor: 0n,
      invoices: [{ openBeforeMinor: 3000n, openAfterMinor: 0n }],
    });
    const { paymentId } = await shop.world.run(UseDeposit, { depositId, invoiceId });
    expect(await figures(customerId)).toMatchObject({ balance: '0', left: '2000' });
    const [payment] = await shop.world.rows<{ methodId: never }>(
      'SELECT method_id AS "methodId" FROM billing.payment WHERE id = $1',
      [paymentId],
    );
    if (!payment) throw new Error('no payment');
    await expect(
      shop.world.run(RecordPayment, { customerId, methodId: payment.methodId, amount: '10.00' }),
    ).rejects.toMatchObject({ kind: 'not_found' });
    await expect(
      shop.world.run(HandBackMoney, { paymentId, methodId: shop.methodId, reason: 'no' }),
    ).rejects.toMatchObject({ code: 'PAID_BY_DEPOSIT' });
    await shop.world.run(ReversePayment, { paymentId, reason: 'the router was found' });
    expect(await figures(customerId)).toMatchObject({ balance: '-3000', left: '5000' });
  });

  it('are given back and forfeited up to what is left, also by many at once', async () => {
    const customerId = await shop.customer();
    const { depositId } = await take(customerId, '40.00');
    await shop.world.run(ForfeitDeposit, { depositId, amount: '15.00', reason: 'cables cut' });
    const back = { depositId, methodId: shop.methodId, amount: '10.00', reason: 'returned' };
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => shop.world.run(GiveBackDeposit, back)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(2);
    await expect(shop.world.run(GiveBackDeposit, back)).rejects.toMatchObject({ code: 'MORE_THAN_DEPOSIT' });
    await shop.world.run(GiveBackDeposit, { depositId, methodId: shop.methodId, reason: 'the rest' });
    await expect(shop.world.run(ForfeitDeposit, { depositId, reason: 'nothing there' })).rejects.toMatchObject({
      code: 'DEPOSIT_USED_UP',
    });
    expect(await figures(customerId)).toEqual({ balance: '0', standing: 'good', left: '0' });
  });
});
