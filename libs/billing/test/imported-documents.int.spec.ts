import { randomUUID } from 'node:crypto';
import type { CustomerId } from '@demarc/crm';
import { asId } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreditInvoice, ImportInvoices, VoidInvoice } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('an invoice that came from another system', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-01T08:00:00Z');
  });
  afterAll(async () => {
    await shop.world.close();
  });

  const imported = async (customerId: CustomerId, netMinor: string, status: 'issued' | 'void' = 'issued') => {
    const id = asId<'Invoice'>(randomUUID());
    const line = {
      id: randomUUID(),
      position: 1,
      revenue: 'revenue.one_time',
      description: 'Router',
      quantity: '1',
      unit: '',
      unitPrice: '0',
      taxPercent: '0',
      netMinor,
      taxMinor: '0',
    };
    await shop.world.run(ImportInvoices, {
      rows: [
        {
          id,
          customerId,
          partnerId: shop.partnerId,
          number: `OLD-${id}`,
          status,
          kind: 'one_time',
          issuedOn: '2026-02-01',
          dueOn: '2026-02-15',
          currency: 'EUR',
          note: '',
          sourceStatus: status === 'void' ? 'deleted' : 'not_paid',
          lines: [line],
        },
      ],
    });
    return id;
  };
  const balance = async (customerId: CustomerId): Promise<string | undefined> =>
    (
      await shop.world.rows<{ minor: string }>(
        'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.minor;

  it('counts as one of ours: owed, paid, credited in part, and void it owes nothing', async () => {
    const customerId = await shop.customer();
    await shop.world.settle();
    const id = await imported(customerId, '3000');
    expect(await balance(customerId)).toBe('-3000');
    await shop.pay(customerId, '12');
    await shop.world.run(CreditInvoice, { invoiceId: id, reason: 'late', amount: '5' });
    expect(await balance(customerId)).toBe('-1300');
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.run(VoidInvoice, { invoiceId: id, reason: 'never ordered' });
    expect(await balance(customerId)).toBe('1200');
    expect(await shop.world.violations()).toEqual([]);
  });

  it('was deleted there: it is seen, and was never owed', async () => {
    const customerId = await shop.customer();
    await shop.world.settle();
    const id = await imported(customerId, '3000', 'void');
    expect(await balance(customerId)).toBe('0');
    await expect(shop.world.run(VoidInvoice, { invoiceId: id, reason: 'again' })).rejects.toMatchObject({
      code: 'INVOICE_VOID',
    });
    expect(await shop.world.violations()).toEqual([]);
  });
});
