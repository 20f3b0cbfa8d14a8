import { CrmPermissions } from '@demarc/crm';
import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AllocatePayment,
  BillingPermissions,
  ChangePolicy,
  HandBackMoney,
  IssueOneTimeInvoice,
  MoveAllocation,
  PreviewCorrection,
  PreviewCredit,
  PreviewMoneyStep,
  ReversePayment,
  UndoAllocation,
  UndoWriteOff,
  VoidInvoice,
  WriteOffInvoice,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('steps with money', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const invoice = async (customerId: string, price: string): Promise<string> =>
    (await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: price }] }))
      .invoiceId;
  const open = async (customerId: string): Promise<string[]> =>
    (
      await shop.world.rows<{ open: string }>(
        `SELECT gross_minor - settled_minor AS open FROM billing.invoice WHERE customer_id = $1 ORDER BY issued_on, id`,
        [customerId],
      )
    ).map((row) => row.open);
  const balance = async (customerId: string): Promise<string | undefined> =>
    (
      await shop.world.rows<{ minor: string }>(
        'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.minor;
  const allocation = async (invoiceId: string): Promise<string> =>
    (
      await shop.world.rows<{ id: string }>(
        'SELECT id FROM billing.allocation WHERE invoice_id = $1 AND undone_at IS NULL',
        [invoiceId],
      )
    )[0]?.id ?? '';
  /** The preview of a step, then the step: what the first says is what the second does. */
  const asPreviewed = async (customerId: string, asked: object, step: () => Promise<unknown>): Promise<void> => {
    const preview = await shop.world.ask(PreviewMoneyStep, asked as never);
    const before = await open(customerId);
    await step();
    const after = await open(customerId);
    expect(await balance(customerId)).toBe((-preview.owedAfterMinor).toString());
    expect(preview.invoices.map((one) => [one.openBeforeMinor.toString(), one.openAfterMinor.toString()])).toEqual(
      before.flatMap((minor, index) => (minor === after[index] ? [] : [[minor, after[index]]])),
    );
  };

  it('moves what a payment settles to another invoice, in part or as far as is open there', async () => {
    const customerId = await shop.customer();
    const [first, second] = [await invoice(customerId, '60.00'), await invoice(customerId, '25.00')];
    await shop.pay(customerId, '60.00');
    const part = { allocationId: await allocation(first), toInvoiceId: second, amount: '10.00' };
    await asPreviewed(
      customerId,
      { kind: 'move_allocation', allocationId: part.allocationId, invoiceId: second, amount: '10.00' },
      () => shop.world.run(MoveAllocation, part),
    );
    expect(await open(customerId)).toEqual(['1000', '1500']);
    await expect(shop.world.run(MoveAllocation, part)).rejects.toMatchObject({ code: 'ALLOCATION_UNDONE' });
    const rest = { allocationId: await allocation(first), toInvoiceId: second };
    await expect(shop.world.run(MoveAllocation, { ...rest, amount: '15.01' })).rejects.toMatchObject({
      code: 'ALLOCATION_OVER_ITEM',
    });
    await shop.world.run(MoveAllocation, rest);
    expect(await open(customerId)).toEqual(['2500', '0']);
  });

  it('undoes an allocation, reverses a payment, and lets other credit settle what is open again', async () => {
    const customerId = await shop.customer();
    const first = await invoice(customerId, '40.00');
    const { paymentId } = await shop.pay(customerId, '40.00');
    const undone = await allocation(first);
    await asPreviewed(customerId, { kind: 'undo_allocation', allocationId: undone }, () =>
      shop.world.run(UndoAllocation, { allocationId: undone as never }),
    );
    expect(await open(customerId)).toEqual(['4000']);
    await shop.world.run(AllocatePayment, { paymentId, allocations: [{ invoiceId: first, amount: '40.00' }] });
    await shop.pay(customerId, '15.00');
    await asPreviewed(customerId, { kind: 'reverse', paymentId }, () =>
      shop.world.run(ReversePayment, { paymentId, reason: 'wrong customer' }),
    );
    expect(await open(customerId)).toEqual(['2500']);
    await expect(shop.world.run(ReversePayment, { paymentId, reason: 'again' })).rejects.toMatchObject({
      code: 'PAYMENT_REVERSED',
    });
  });

  it('hands money back of one payment: the customer owes it again, and never more than was paid', async () => {
    const customerId = await shop.customer();
    await invoice(customerId, '20.00');
    const { paymentId } = await shop.pay(customerId, '20.00');
    const input = { paymentId, methodId: shop.methodId, amount: '7.00', reason: 'goodwill' };
    await asPreviewed(customerId, { kind: 'hand_back', paymentId, amount: '7.00' }, () =>
      shop.world.run(HandBackMoney, input),
    );
    expect([await balance(customerId), await open(customerId)]).toEqual(['-700', ['700']]);
    await expect(shop.world.run(HandBackMoney, { ...input, amount: '13.01' })).rejects.toMatchObject({
      code: 'REFUND_OVER_PAYMENT',
    });
  });

  it('hands credit back out of free money first, and what a credit note gave through the payment behind it', async () => {
    const customerId = await shop.customer();
    const first = await invoice(customerId, '30.00');
    await shop.pay(customerId, '30.00');
    await shop.pay(customerId, '5.00');
    await shop.world.run(VoidInvoice, { invoiceId: first as never, reason: 'not delivered' });
    expect(await balance(customerId)).toBe('3500');
    const input = { customerId, methodId: shop.methodId, reason: 'leaves us' };
    await expect(shop.world.run(HandBackMoney, { ...input, amount: '35.01' })).rejects.toMatchObject({
      code: 'REFUND_OVER_CREDIT',
    });
    await asPreviewed(customerId, { kind: 'hand_back', customerId }, () => shop.world.run(HandBackMoney, input));
    expect(await balance(customerId)).toBe('0');
  });

  it('hands back once, whatever number of people press the button at once, and keeps to the limit of the role', async () => {
    const customerId = await shop.customer();
    const { paymentId } = await shop.pay(customerId, '150.00');
    const input = { paymentId, methodId: shop.methodId, reason: 'twice' };
    const clicks = Array.from({ length: 12 }, () => shop.world.run(HandBackMoney, input));
    const outcomes = await Promise.allSettled(clicks);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await balance(customerId)).toBe('0');
    const other = await shop.pay(customerId, '150.00');
    const support = staffWith([BillingPermissions['payment.refund'], CrmPermissions['customer.viewAll']]);
    const small = { paymentId: other.paymentId, methodId: shop.methodId, amount: '60.00', reason: 'first' };
    await shop.world.run(HandBackMoney, small, support);
    await expect(shop.world.run(HandBackMoney, small, support)).rejects.toMatchObject({ code: 'REFUND_OVER_LIMIT' });
  });

  it('writes off a part with its reason, and takes it back', async () => {
    const customerId = await shop.customer();
    const invoiceId = (await invoice(customerId, '80.00')) as never;
    await asPreviewed(customerId, { kind: 'write_off', invoiceId, amount: '30.00' }, () =>
      shop.world.run(WriteOffInvoice, { invoiceId, amount: '30.00', reason: 'settlement' }),
    );
    expect([await balance(customerId), await open(customerId)]).toEqual(['-5000', ['5000']]);
    await expect(shop.world.run(VoidInvoice, { invoiceId, reason: 'wrong' })).rejects.toMatchObject({
      code: 'WRITTEN_OFF',
    });
    // What would be refused is not shown either.
    const asked = { invoiceId, lines: [{ description: 'Another', quantity: '1', unitPrice: '5' }] } as never;
    for (const shown of [shop.world.ask(PreviewCredit, { invoiceId }), shop.world.ask(PreviewCorrection, asked)])
      await expect(shown).rejects.toMatchObject({ code: 'WRITTEN_OFF' });
    const { writeOffId } = await shop.world.run(WriteOffInvoice, { invoiceId, reason: 'bankrupt' });
    expect([await balance(customerId), await open(customerId)]).toEqual(['0', ['0']]);
    await shop.pay(customerId, '10.00');
    await asPreviewed(customerId, { kind: 'undo_write_off', writeOffId }, () =>
      shop.world.run(UndoWriteOff, { writeOffId, reason: 'pays after all' }),
    );
    expect([await balance(customerId), await open(customerId)]).toEqual(['-4000', ['4000']]);
    await expect(shop.world.run(UndoWriteOff, { writeOffId, reason: 'again' })).rejects.toMatchObject({
      code: 'WRITE_OFF_UNDONE',
    });
    const [expense] = await shop.world.rows(
      `SELECT sum(amount_minor)::text AS minor FROM billing.posting WHERE account_code = 'write_off'`,
    );
    expect(expense).toEqual({ minor: '3000' });
    await expect(
      shop.world.run(WriteOffInvoice, { invoiceId, reason: 'may not' }, staffWith([])),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('takes 50 payments, and 50 moves away, of one invoice at once', async () => {
    const customerId = await shop.customer();
    const [first, second] = [await invoice(customerId, '100.00'), await invoice(customerId, '100.00')];
    await Promise.all(Array.from({ length: 50 }, () => shop.pay(customerId, '1.00')));
    const made = await shop.world.rows<{ id: string }>('SELECT id FROM billing.allocation WHERE invoice_id = $1', [
      first,
    ]);
    expect(made).toHaveLength(50);
    await Promise.all(
      made.map(({ id }) => shop.world.run(MoveAllocation, { allocationId: id as never, toInvoiceId: second as never })),
    );
    expect(await open(customerId)).toEqual(['10000', '5000']);
    expect(await balance(customerId)).toBe('-15000');
  });

  it('settles a debit that is on no invoice before invoices, or after them, as the settings say', async () => {
    const withDebit = async (): Promise<string> => {
      const customerId = await shop.customer();
      const { paymentId } = await shop.pay(customerId, '10.00');
      await shop.world.run(HandBackMoney, {
        paymentId,
        methodId: shop.methodId,
        amount: '10.00',
        reason: 'by mistake',
      });
      const back = await shop.pay(customerId, '8.00');
      await shop.world.run(ReversePayment, { paymentId: back.paymentId, reason: 'bounced' });
      return customerId;
    };
    const customerId = await withDebit();
    expect(await balance(customerId)).toBe('0');
    await shop.world.run(ChangePolicy, { looseDebitsFirst: false });
    await shop.world.run(ChangePolicy, { looseDebitsFirst: true });
  });
});
