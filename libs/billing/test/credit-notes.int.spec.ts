import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChangePolicy,
  CreditInvoice,
  type InvoiceId,
  IssueCreditNote,
  IssueOneTimeInvoice,
  PostDebit,
  PreviewCredit,
  TakeBackDebit,
  VoidInvoice,
} from '../src/index.js';
import { LinesOf } from '../src/app/documents/find-documents.query.js';
import { openShop, type Shop } from './billing-world.js';

describe('credit notes', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const invoice = async (customerId: CustomerId, prices: readonly string[], taxRateId?: string): Promise<InvoiceId> =>
    (
      await shop.world.run(IssueOneTimeInvoice, {
        customerId,
        lines: prices.map((unitPrice) => ({
          description: `At ${unitPrice}`,
          unitPrice,
          ...(taxRateId ? { taxRateId } : {}),
        })),
      })
    ).invoiceId;
  const linesOf = (id: string) => shop.world.ask(LinesOf, { kind: 'invoice' as const, ids: [id] });
  const balance = async (customerId: CustomerId): Promise<string | undefined> =>
    (
      await shop.world.rows<{ minor: string }>(
        'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.minor;
  const stateOf = async (id: string): Promise<{ status: string; settled: string }> => {
    const [row] = await shop.world.rows<{ status: string; settled: string }>(
      'SELECT status, settled_minor AS settled FROM billing.invoice WHERE id = $1',
      [id],
    );
    return row ?? { status: '', settled: '' };
  };
  it('give back an amount, a part of a line, and the rest: together the invoice, to the cent', async () => {
    const customerId = await shop.customer();
    const id = await invoice(customerId, ['10.01', '33.33', '0.07'], await shop.tax('VAT 23.33', '23.33'));
    const [first] = await linesOf(id);
    await shop.world.run(CreditInvoice, { invoiceId: id, reason: 'late', amount: '7.77' });
    await shop.world.run(CreditInvoice, {
      invoiceId: id,
      reason: 'later',
      lines: [{ invoiceLineId: first?.id, amount: '3.33' }],
    });
    expect((await stateOf(id)).status).toBe('issued');
    const rest = await shop.world.ask(PreviewCredit, { invoiceId: id });
    expect(rest.isAll).toBe(true);
    await shop.world.run(CreditInvoice, { invoiceId: id, reason: 'all of it' });
    const [sums] = await shop.world.rows<{ same: boolean; notes: number }>(
      `SELECT count(*)::int AS notes, (sum(note.net_minor), sum(note.tax_minor)) = (SELECT net_minor, tax_minor FROM billing.invoice WHERE id = $1) AS same
         FROM billing.credit_note note WHERE invoice_id = $1`,
      [id],
    );
    expect(sums).toEqual({ notes: 3, same: true });
    expect(await stateOf(id)).toMatchObject({ status: 'void' });
    expect(await balance(customerId)).toBe('0');
    await expect(shop.world.run(CreditInvoice, { invoiceId: id, reason: 'again' })).rejects.toMatchObject({
      code: 'INVOICE_VOID',
    });
  });

  it('never give back more than is left', async () => {
    const customerId = await shop.customer();
    const id = await invoice(customerId, ['50']);
    const [line] = await linesOf(id);
    await expect(
      shop.world.run(CreditInvoice, {
        invoiceId: id,
        reason: 'x',
        lines: [{ invoiceLineId: line?.id, amount: '50.01' }],
      }),
    ).rejects.toMatchObject({ code: 'CREDIT_OVER_LINE' });
    const both = await Promise.allSettled(
      ['30', '30'].map((amount) => shop.world.run(CreditInvoice, { invoiceId: id, reason: 'x', amount })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await balance(customerId)).toBe('-2000');
  });

  it('on a paid invoice are credit, and a full one frees the payment', async () => {
    const customerId = await shop.customer();
    const id = await invoice(customerId, ['40']);
    await shop.pay(customerId, '40');
    await shop.world.run(CreditInvoice, { invoiceId: id, reason: 'part', amount: '15' });
    expect(await balance(customerId)).toBe('1500');
    const other = await invoice(customerId, ['10']);
    expect(await stateOf(other)).toEqual({ status: 'issued', settled: '1000' });
    await shop.world.run(VoidInvoice, { invoiceId: id, reason: 'all' });
    expect(await stateOf(id)).toEqual({ status: 'void', settled: '4000' });
    expect(await balance(customerId)).toBe('3000');
    const third = await invoice(customerId, ['30']);
    expect(await stateOf(third)).toEqual({ status: 'issued', settled: '3000' });
    expect(await balance(customerId)).toBe('0');
  });

  it('without an invoice settle what is open', async () => {
    const customerId = await shop.customer();
    const id = await invoice(customerId, ['20']);
    await shop.world.run(IssueCreditNote, {
      customerId,
      reason: 'an outage',
      lines: [{ description: 'Goodwill', unitPrice: '25' }],
    });
    expect(await stateOf(id)).toEqual({ status: 'issued', settled: '2000' });
    expect(await balance(customerId)).toBe('500');
  });

  it('a debit stands in the ledger alone, when the settings allow it, and is taken back once', async () => {
    const customerId = await shop.customer();
    const debit = { customerId, amount: '12.00', description: 'Lost card' };
    await expect(shop.world.run(PostDebit, debit)).rejects.toMatchObject({ code: 'DEBITS_OFF' });
    await shop.world.run(ChangePolicy, { debitsWithoutDocument: true });
    const { debitId } = await shop.world.run(PostDebit, debit);
    expect(await balance(customerId)).toBe('-1200');
    await shop.world.run(TakeBackDebit, { debitId, reason: 'found again' });
    expect(await balance(customerId)).toBe('0');
    await expect(shop.world.run(TakeBackDebit, { debitId, reason: 'again' })).rejects.toMatchObject({
      code: 'DEBIT_TAKEN_BACK',
    });
  });
});
