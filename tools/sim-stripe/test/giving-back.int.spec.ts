import {
  BillingPermissions,
  FindCheckout,
  ListRefunds,
  LookAtOpenPayments,
  type PaymentId,
  RefundPayment,
  ReversePayment,
  SendRefundJob,
} from '@demarc/billing';
import { CrmPermissions, type CustomerId } from '@demarc/crm';
import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPayingWorld, type PayingWorld } from './paying-world.ts';

describe('giving online payments back', () => {
  let paying: PayingWorld;
  beforeAll(async () => {
    paying = await openPayingWorld();
  });
  afterAll(async () => {
    expect(await paying.world.violations()).toEqual([]);
    await paying.close();
  });

  const paid = async (
    ...prices: string[]
  ): Promise<{ customerId: CustomerId; paymentId: PaymentId; intent: string; checkoutId: string }> => {
    const customerId = await paying.customer();
    for (const price of prices) await paying.owe(customerId, price);
    return { customerId, ...(await paying.pay(customerId)) };
  };
  const settle = async (): Promise<void> => {
    await paying.world.settle();
    await paying.sim.webhooks.idle();
    await paying.world.settle();
  };
  const lookAgain = async (): Promise<void> => {
    await paying.world.app.get(LookAtOpenPayments, { strict: false }).run();
    await settle();
  };
  const balance = async (customerId: string): Promise<string> =>
    (
      await paying.one<{ balance_minor: string }>('SELECT balance_minor FROM billing.account WHERE customer_id = $1', [
        customerId,
      ])
    ).balance_minor;
  const open = (customerId: string): Promise<{ open: string }[]> =>
    paying.world.rows(
      'SELECT gross_minor - settled_minor AS open FROM billing.invoice WHERE customer_id = $1 ORDER BY issued_on, id',
      [customerId],
    );
  const refunds = async (paymentId: PaymentId): Promise<string[]> =>
    (await paying.world.ask(ListRefunds, { paymentId })).map((one) => `${one.kind} ${one.amountMinor} ${one.state}`);
  const atProvider = (intent: string): number =>
    [...paying.sim.books.refunds.values()]
      .filter((refund) => refund.payment_intent === intent)
      .reduce((sum, refund) => sum + refund.amount, 0);

  it('opens the newest invoice again, and books the money when the provider has given it', async () => {
    const { customerId, paymentId, intent } = await paid('30.00', '20.00');
    await paying.world.run(RefundPayment, { paymentId, amount: '25.00', reason: 'moved away' });
    expect(await refunds(paymentId)).toEqual(['refund 2500 requested']);
    expect(await balance(customerId)).toBe('0');
    await settle();
    expect(await refunds(paymentId)).toEqual(['refund 2500 done']);
    expect(await balance(customerId)).toBe('-2500');
    expect((await open(customerId)).map((row) => row.open)).toEqual(['500', '2000']);
    expect(atProvider(intent)).toBe(2500);
    await expect(paying.world.run(ReversePayment, { paymentId, reason: 'too' })).rejects.toMatchObject({
      code: 'PAYMENT_OF_PROVIDER',
    });
  });

  it('gives back once for two clicks, at once or one after the other, and never more than was paid', async () => {
    const { customerId, paymentId, intent } = await paid('40.00');
    const clicks = await Promise.all(
      Array.from({ length: 2 }, () => paying.world.run(RefundPayment, { paymentId, amount: '15.00', reason: 'twice' })),
    );
    expect(clicks[0]).toEqual(clicks[1]);
    await settle();
    expect(atProvider(intent)).toBe(1500);
    await expect(
      paying.world.run(RefundPayment, { paymentId, amount: '25.01', reason: 'too much' }),
    ).rejects.toMatchObject({ code: 'REFUND_OVER_PAYMENT' });
    await paying.world.run(RefundPayment, { paymentId, reason: 'the rest' });
    await settle();
    await expect(paying.world.run(RefundPayment, { paymentId, reason: 'once more' })).rejects.toMatchObject({
      code: 'NOTHING_LEFT',
    });
    expect(await balance(customerId)).toBe('-4000');
    expect(atProvider(intent)).toBe(4000);
  });

  it('books one refund when the answer, the notices and our own looking all tell of it', async () => {
    const { customerId, paymentId } = await paid('22.00');
    const { refundId } = await paying.world.run(RefundPayment, { paymentId, reason: 'race' });
    paying.sim.webhooks.switches.copies = 3;
    const send = paying.world.app.get(SendRefundJob, { strict: false });
    const context = { jobId: 'race', retryCount: 0, signal: new AbortController().signal };
    await Promise.all([send.run({ refundId }, context), send.run({ refundId }, context), paying.world.settle()]);
    paying.sim.webhooks.switches.copies = 1;
    await settle();
    paying.world.clock.advance(6 * 60_000);
    await lookAgain();
    expect(await refunds(paymentId)).toEqual(['refund 2200 done']);
    expect(await balance(customerId)).toBe('-2200');
  });

  it('shows "unknown" when the provider fails after it gave the money, and settles it by looking, without another refund', async () => {
    const { customerId, paymentId, intent } = await paid('19.00');
    paying.sim.webhooks.switches.delivery = 'lost';
    paying.sim.faults.push({ on: 'POST /v1/refunds', kind: '500_after', times: 1 });
    await paying.world.run(RefundPayment, { paymentId, reason: 'fault' });
    await expect(paying.world.settle()).rejects.toThrow();
    expect(await refunds(paymentId)).toEqual(['refund 1900 unknown']);
    const again = await paying.world.run(RefundPayment, { paymentId, reason: 'impatient' });
    expect(again).toBeDefined();
    paying.world.clock.advance(5 * 60_000);
    await paying.world.app.get(LookAtOpenPayments, { strict: false }).run();
    expect(await refunds(paymentId)).toEqual(['refund 1900 done']);
    expect(atProvider(intent)).toBe(1900);
    expect(await balance(customerId)).toBe('-1900');
    paying.sim.webhooks.switches.delivery = 'now';
    expect(await paying.world.settle()).toBeDefined();
  });

  it('finds the refund when the connection is cut in the answer, or the answer cannot be read', async () => {
    for (const kind of ['cut_after', 'broken_body'] as const) {
      const { paymentId, intent, customerId } = await paid('11.00');
      paying.sim.faults.push({ on: 'POST /v1/refunds', kind, times: 1 });
      await paying.world.run(RefundPayment, { paymentId, reason: kind });
      await settle().catch(() => undefined);
      paying.world.clock.advance(5 * 60_000);
      await lookAgain();
      expect(await refunds(paymentId)).toEqual(['refund 1100 done']);
      expect(atProvider(intent)).toBe(1100);
      expect(await balance(customerId)).toBe('-1100');
    }
  });

  it('gives a refund up that never reached the provider, and says so', async () => {
    const { customerId, paymentId, intent } = await paid('13.00');
    paying.sim.faults.push({ on: 'POST /v1/refunds', kind: '500_before', times: 1 });
    await paying.world.run(RefundPayment, { paymentId, reason: 'lost' });
    await expect(paying.world.settle()).rejects.toThrow();
    paying.world.clock.advance(30 * 60_000);
    await paying.world.app.get(LookAtOpenPayments, { strict: false }).run();
    expect(await refunds(paymentId)).toEqual(['refund 1300 unknown']);
    paying.world.clock.advance(31 * 60_000);
    await paying.world.app.get(LookAtOpenPayments, { strict: false }).run();
    expect(await refunds(paymentId)).toEqual(['refund 1300 failed']);
    expect([atProvider(intent), await balance(customerId)]).toEqual([0, '0']);
  });

  it('takes refund before payment, when the notices come the other way round', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '17.00');
    const started = await paying.start({ customerId });
    paying.sim.webhooks.switches.delivery = 'held';
    await paying.press(started.url, 'pay');
    const intent = [...paying.sim.books.intents.values()].at(-1)?.id ?? '';
    const charge = [...paying.sim.books.charges.values()].at(-1);
    paying.sim.books.refund(
      Object.assign(Object.create(null) as Record<string, string>, { payment_intent: intent, amount: '700' }),
    );
    expect(charge?.amount_refunded).toBe(700);
    paying.sim.webhooks.switches.delivery = 'now';
    await paying.sim.webhooks.release('reversed');
    await settle();
    expect(await balance(customerId)).toBe('-700');
    const { paymentId } = await paying.world.ask(FindCheckout, { id: started.checkoutId });
    if (!paymentId) throw new Error('not paid');
    expect(await refunds(paymentId)).toEqual(['refund 700 done']);
  });

  it('books a chargeback with its reason, also together with a refund, and back again when it is won', async () => {
    const { customerId, paymentId, intent } = await paid('50.00');
    await paying.world.run(RefundPayment, { paymentId, amount: '20.00', reason: 'goodwill' });
    const dispute = paying.sim.books.dispute(intent, 'product_not_received');
    await settle();
    expect((await refunds(paymentId)).sort()).toEqual(['chargeback 5000 done', 'refund 2000 done']);
    expect(await balance(customerId)).toBe('-5000');
    expect((await open(customerId)).map((row) => row.open)).toEqual(['5000']);
    const waits = async (): Promise<unknown> =>
      paying.one(
        `SELECT coalesce(sum(amount_minor), 0)::text AS minor FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id
          WHERE account_code = 'suspense' AND entry.customer_id = $1`,
        [customerId],
      );
    expect(await waits()).toEqual({ minor: '2000' });
    const charged = await paying.one<{ reason: string }>(
      `SELECT reason FROM billing.refund WHERE payment_id = $1 AND kind = 'chargeback'`,
      [paymentId],
    );
    expect(charged.reason).toBe('product_not_received');
    paying.sim.books.closeDispute(dispute.id, 'won');
    await settle();
    expect((await refunds(paymentId)).sort()).toEqual(['chargeback 5000 returned', 'refund 2000 done']);
    expect(await balance(customerId)).toBe('-2000');
    expect((await open(customerId)).map((row) => row.open)).toEqual(['2000']);
    expect(await waits()).toEqual({ minor: '0' });
  });

  it('takes back what a refund and a chargeback at once take, never more than was paid', async () => {
    const { customerId, paymentId, intent } = await paid('60.00');
    await Promise.all([
      ...Array.from({ length: 4 }, () =>
        paying.world.run(RefundPayment, { paymentId, amount: '45.00', reason: 'clicked twice' }).catch(() => undefined),
      ),
      Promise.resolve().then(() => paying.sim.books.dispute(intent, 'fraudulent')),
    ]);
    await settle();
    const row = await paying.one<{ refunded: string; booked: string }>(
      `SELECT refunded_minor AS refunded, (SELECT sum(booked_minor) FROM billing.refund WHERE payment_id = payment.id AND state = 'done') AS booked
         FROM billing.payment WHERE id = $1`,
      [paymentId],
    );
    expect(row).toEqual({ refunded: '6000', booked: '6000' });
    expect(await balance(customerId)).toBe('-6000');
  });

  it('waits for a refund that takes days, and takes it back when the bank refuses it', async () => {
    const { customerId, paymentId } = await paid('14.00');
    paying.sim.books.refundsArePending = true;
    await paying.world.run(RefundPayment, { paymentId, reason: 'slow bank' });
    await settle();
    paying.sim.books.refundsArePending = false;
    expect(await refunds(paymentId)).toEqual(['refund 1400 pending']);
    expect(await balance(customerId)).toBe('0');
    const refund = [...paying.sim.books.refunds.values()].at(-1)?.id ?? '';
    paying.sim.books.settleRefund(refund, 'succeeded');
    await settle();
    expect(await balance(customerId)).toBe('-1400');
    paying.sim.books.settleRefund(refund, 'failed');
    await settle();
    expect(await refunds(paymentId)).toEqual(['refund 1400 returned']);
    expect(await balance(customerId)).toBe('0');
    expect((await open(customerId)).map((row) => row.open)).toEqual(['0']);
  });

  it('keeps to the limit of the role over all refunds of a payment, to permission and to scope', async () => {
    const { paymentId } = await paid('150.00');
    const [refund, anyAmount, everybody] = [
      BillingPermissions['payment.refund'],
      BillingPermissions['payment.refundAnyAmount'],
      CrmPermissions['customer.viewAll'],
    ];
    const support = staffWith([refund, everybody]);
    await paying.world.run(RefundPayment, { paymentId, amount: '60.00', reason: 'first' }, support);
    await expect(
      paying.world.run(RefundPayment, { paymentId, amount: '60.00', reason: 'other' }, staffWith([everybody])),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      paying.world.run(RefundPayment, { paymentId, amount: '5.00', reason: 'not my customer' }, staffWith([refund])),
    ).rejects.toMatchObject({ kind: 'not_found' });
    await settle();
    await expect(
      paying.world.run(RefundPayment, { paymentId, amount: '41.00', reason: 'second' }, support),
    ).rejects.toMatchObject({ code: 'REFUND_OVER_LIMIT' });
    await expect(
      paying.world.run(RefundPayment, { paymentId, amount: '1.00', reason: 'x' }, staffWith([refund, everybody], [])),
    ).rejects.toMatchObject({ kind: 'not_found' });
    await paying.world.run(
      RefundPayment,
      { paymentId, amount: '41.00', reason: 'second' },
      staffWith([refund, anyAmount, everybody]),
    );
    await settle();
  });
});
