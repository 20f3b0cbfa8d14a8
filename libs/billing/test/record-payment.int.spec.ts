import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingPermissions, IssueOneTimeInvoice, PreviewPayment, RecordPayment } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('recording a payment', () => {
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

  it('settles the oldest invoice first and keeps the rest as credit', async () => {
    const customerId = await shop.customer();
    await invoice(customerId, '60.00');
    await invoice(customerId, '40.00');
    const preview = await shop.world.ask(PreviewPayment, { customerId, amount: '110.00' });
    expect(preview.allocations.map((one) => one.amountMinor)).toEqual([6000n, 4000n]);
    expect(preview.leftMinor).toBe(1000n);
    const paid = await shop.pay(customerId, '110.00');
    expect(paid.leftMinor).toBe('1000');
    const [account] = await shop.world.rows<{ balance_minor: string }>(
      'SELECT balance_minor FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    expect(account?.balance_minor).toBe('1000');
  });

  it('uses credit that is there for the next invoice', async () => {
    const customerId = await shop.customer();
    await shop.pay(customerId, '25.00');
    await invoice(customerId, '40.00');
    const [row] = await shop.world.rows<{ settled_minor: string }>(
      'SELECT settled_minor FROM billing.invoice WHERE customer_id = $1',
      [customerId],
    );
    expect(row?.settled_minor).toBe('2500');
  });

  it('takes 50 payments for one invoice at once: none is lost, the rest becomes credit', async () => {
    const customerId = await shop.customer();
    await invoice(customerId, '100.00');
    await Promise.all(Array.from({ length: 50 }, () => shop.pay(customerId, '10.00')));
    const [row] = await shop.world.rows<{ settled: string; balance: string; receipts: string }>(
      `SELECT (SELECT settled_minor FROM billing.invoice WHERE customer_id = $1) AS settled, balance_minor AS balance,
         (SELECT count(DISTINCT receipt_number) FROM billing.payment WHERE customer_id = $1) AS receipts FROM billing.account WHERE customer_id = $1`,
      [customerId],
    );
    expect(row).toEqual({ settled: '10000', balance: '40000', receipts: '50' });
  });

  it('refuses more than an invoice is open for, nothing at all, and what the permission does not allow', async () => {
    const customerId = await shop.customer();
    const invoiceId = await invoice(customerId, '10.00');
    await expect(
      shop.pay(customerId, '20.00', { allocations: [{ invoiceId, amount: '11.00' }] }),
    ).rejects.toMatchObject({ code: 'ALLOCATION_OVER_ITEM' });
    await expect(shop.pay(customerId, '0.00')).rejects.toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' });
    await expect(shop.pay(customerId, '1.005')).rejects.toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' });
    const input = { customerId, methodId: shop.methodId, amount: '1.00' };
    await expect(shop.world.run(RecordPayment, input, staffWith([]))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      shop.world.run(RecordPayment, input, staffWith([BillingPermissions['payment.record']], [])),
    ).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('records what a provider announces many times as one payment', async () => {
    const customerId = await shop.customer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.pay(customerId, '5.00', { provider: 'stripe', providerReference: 'pi_1' })),
    );
    expect(new Set(answers.map((answer) => answer.paymentId)).size).toBe(1);
  });

  it('never changes an issued invoice, its lines or the journal', async () => {
    const customerId = await shop.customer();
    await invoice(customerId, '10.00');
    const { Database, EVERYTHING } = await import('@demarc/persistence');
    const database = shop.world.app.get(Database);
    const attempt = (statement: string): Promise<number> =>
      database.write(EVERYTHING, ({ sql }) => sql.execute(statement));
    await expect(attempt(`UPDATE billing.invoice SET gross_minor = 1, net_minor = 1`)).rejects.toThrow(/never changes/);
    await expect(attempt(`UPDATE billing.invoice_line SET net_minor = 1`)).rejects.toThrow(
      /permission denied|never changed/,
    );
    await expect(attempt(`DELETE FROM billing.posting`)).rejects.toThrow(/permission denied|never changed/);
    await expect(
      attempt(`INSERT INTO billing.posting (entry_id, position, account_code, customer_id, partner_id, amount_minor, currency)
        SELECT entry_id, 9, account_code, customer_id, partner_id, 5, currency FROM billing.posting WHERE account_code = 'receivable' LIMIT 1`),
    ).rejects.toThrow(/does not fit/);
  });
});
