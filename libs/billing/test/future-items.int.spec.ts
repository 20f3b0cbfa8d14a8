import { randomUUID } from 'node:crypto';
import { systemActor } from '@demarc/access';
import type { CustomerId } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { customerActor, staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddFutureItem,
  BillingPermissions,
  CancelFutureItem,
  ChangeFutureItem,
  EndService,
  ImportFutureItems,
  IssueOneTimeInvoice,
} from '../src/index.js';
import { ListFutureItems } from '../src/app/documents/find-future-items.query.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

describe('future items', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-15T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const add = async (customerId: CustomerId, unitPrice: string, more: Record<string, unknown> = {}): Promise<string> =>
    (await shop.world.run(AddFutureItem, { customerId, description: 'Router', unitPrice, ...more })).futureItemId;
  const invoice = async (
    customerId: CustomerId,
    futureItemIds: readonly string[],
    prices: readonly string[] = [],
  ): Promise<{ gross: string; lines: number }> => {
    const { invoiceId } = await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      futureItemIds,
      lines: prices.map((unitPrice) => ({ description: 'Visit', unitPrice })),
    });
    const [row] = await shop.world.rows<{ gross: string; lines: number }>(
      'SELECT gross_minor AS gross, (SELECT count(*)::int FROM billing.invoice_line WHERE invoice_id = invoice.id) AS lines FROM billing.invoice WHERE id = $1',
      [invoiceId],
    );
    return row ?? { gross: '', lines: 0 };
  };
  const itemsOf = async (customerId: CustomerId): Promise<[string, string, string][]> =>
    (await shop.world.ask(ListFutureItems, { customerId, first: 50 })).nodes.map((item) => [
      item.unitPrice,
      item.status,
      item.takenMinor,
    ]);
  const balance = async (customerId: CustomerId): Promise<string | undefined> =>
    (
      await shop.world.rows<{ minor: string }>(
        'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.minor;

  it('that lessened an invoice lessen nothing that is given back of its lines', async () => {
    const customerId = await shop.customer();
    shop.day('2026-05-01');
    const serviceId = await shop.service(customerId, await shop.plan('31'), '2026-05-01');
    await add(customerId, '-30.00');
    await issueRun(shop, '2026-05-01', [customerId]);
    expect(await balance(customerId)).toBe('-100');
    shop.day('2026-05-11');
    await shop.world.run(EndService, { serviceId, endsOn: '2026-05-10', refund: 'credit', reason: 'Moves' });
    expect(await balance(customerId)).toBe('2000');
    expect(
      await shop.world.rows(
        'SELECT gross_minor AS gross, invoice_id AS of FROM billing.credit_note WHERE customer_id = $1',
        [customerId],
      ),
    ).toEqual([{ gross: '2100', of: null }]);
  });

  it('are in no balance until they stand on a document', async () => {
    const customerId = await shop.customer();
    const id = await add(customerId, '20.00', { quantity: '2', taxRateId: await shop.tax('VAT 20', '20') });
    expect(await balance(customerId)).toBe('0');
    expect(await invoice(customerId, [id])).toEqual({ gross: '4800', lines: 1 });
    expect(await balance(customerId)).toBe('-4800');
    expect(await itemsOf(customerId)).toEqual([['20.0000', 'invoiced', '4000']]);
  });

  it('below zero reduce an invoice to zero, and the rest waits for the next', async () => {
    const customerId = await shop.customer();
    const id = await add(customerId, '-100');
    expect(await invoice(customerId, [id], ['70'])).toEqual({ gross: '0', lines: 2 });
    expect(await itemsOf(customerId)).toEqual([['-100.0000', 'open', '-7000']]);
    expect(await invoice(customerId, [id], ['50'])).toEqual({ gross: '2000', lines: 2 });
    expect(await itemsOf(customerId)).toEqual([['-100.0000', 'invoiced', '-10000']]);
    await expect(invoice(customerId, [id], ['50'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be changed and cancelled until then, and not after', async () => {
    const customerId = await shop.customer();
    const id = await add(customerId, '10');
    await expect(
      shop.world.run(ChangeFutureItem, { futureItemId: id, revision: 9, unitPrice: '11' }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await shop.world.run(ChangeFutureItem, { futureItemId: id, revision: 1, unitPrice: '11', dueOn: '2026-05-01' });
    expect(await invoice(customerId, [id])).toEqual({ gross: '1100', lines: 1 });
    await expect(shop.world.run(CancelFutureItem, { futureItemId: id, reason: 'no' })).rejects.toMatchObject({
      code: 'FUTURE_ITEM_INVOICED',
    });
    const other = await add(customerId, '5');
    await shop.world.run(CancelFutureItem, { futureItemId: other, reason: 'asked for twice' });
    await expect(invoice(customerId, [other], ['1'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await itemsOf(customerId))[0]).toEqual(['5.0000', 'cancelled', '0']);
  });

  it('are one customer’s alone, and need the permission', async () => {
    const [customerId, stranger] = [await shop.customer(), await shop.customer()];
    const id = await add(customerId, '10');
    await expect(invoice(stranger, [id], ['1'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const seen = await shop.world.ask(ListFutureItems, { first: 10 }, customerActor(stranger, shop.partnerId));
    expect(seen.nodes).toEqual([]);
    await expect(
      shop.world.run(
        AddFutureItem,
        { customerId, description: 'x', unitPrice: '1' },
        staffWith([BillingPermissions['futureItem.view']]),
      ),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('is taken by one of two invoices that are issued at once', async () => {
    const customerId = await shop.customer();
    const id = await add(customerId, '10', { dueOn: '2026-04-01' as LocalDate });
    const both = await Promise.allSettled([invoice(customerId, [id]), invoice(customerId, [id])]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of another system wait as they did there: charges and credits come with the next recurring invoice', async () => {
    const [customerId, poor] = [await shop.customer(), await shop.customer()];
    const planId = await shop.plan('30.0000');
    for (const who of [customerId, poor]) await shop.service(who, planId, '2026-03-01');
    const row = (who: CustomerId, unitPrice: string): object => ({
      id: randomUUID(),
      customerId: who,
      partnerId: shop.partnerId,
      description: 'Carried over',
      quantity: '2.0000',
      unitPrice,
      currency: 'EUR',
      taxInclusive: false,
      taxRateId: null,
      addedOn: '2026-02-10',
    });
    const rows = [row(customerId, '7.5000'), row(customerId, '-5.0000'), row(poor, '-20.0000')];
    const actor = systemActor('import');
    expect(await shop.world.run(ImportFutureItems, { rows }, actor)).toMatchObject({ added: 3, refused: [] });
    expect(await shop.world.run(ImportFutureItems, { rows }, actor)).toMatchObject({ added: 0, unchanged: 3 });
    await expect(
      shop.world.run(ImportFutureItems, { rows }, staffWith([BillingPermissions['futureItem.manage']])),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await issueRun(shop, '2026-03-15', [customerId, poor]);
    expect([await balance(customerId), await balance(poor)]).toEqual(['-3500', '0']);
    expect(await itemsOf(poor)).toEqual([['-20.0000', 'open', '-3000']]);
  });
});
