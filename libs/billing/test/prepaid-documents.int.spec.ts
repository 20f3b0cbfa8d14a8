import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChangeBillingSettings,
  ChangePolicy,
  ChargePrepaid,
  DocumentPrepaid,
  FindPrepaid,
  type InvoiceId,
  PlanRuns,
  VoidInvoice,
} from '../src/index.js';
import { evaluateExplanation, explainInWords, type Explanation } from '../src/domain/index.js';
import { openShop, type Shop } from './billing-world.js';

interface InvoiceRow {
  id: InvoiceId;
  issued_on: string;
  gross_minor: string;
  settled_minor: string;
  period: string;
}

describe('invoices over prepaid time that was charged before', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-04-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const day = async (on: string): Promise<void> => {
    shop.day(on);
    for (let round = 0; round < 2; round += 1) {
      await shop.world.app.get(PlanRuns).run();
      await shop.world.settle();
    }
  };
  const document = async (): Promise<void> => {
    await shop.world.app.get(DocumentPrepaid).run();
    await shop.world.settle();
  };
  const invoices = (customerId: CustomerId): Promise<InvoiceRow[]> =>
    shop.world.rows<InvoiceRow>(
      'SELECT id, issued_on, gross_minor, settled_minor, period::text AS period FROM billing.invoice WHERE customer_id = $1 ORDER BY issued_on, id',
      [customerId],
    );
  const lines = (
    customerId: CustomerId,
  ): Promise<{ net: string; tax: string; days: number; covers: string; explanation: Explanation }[]> =>
    shop.world.rows(
      'SELECT net_minor AS net, tax_minor AS tax, days, covers::text AS covers, explanation FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers',
      [customerId],
    );
  const balance = async (customerId: CustomerId): Promise<string | undefined> =>
    (
      await shop.world.rows<{ balance_minor: string }>(
        'SELECT balance_minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.balance_minor;
  const income = async (): Promise<Record<string, string>> => {
    const rows = await shop.world.rows<{ code: string; minor: string }>(
      'SELECT account_code AS code, sum(amount_minor) AS minor FROM billing.posting GROUP BY 1',
    );
    return Object.fromEntries(rows.map((row) => [row.code, row.minor]));
  };
  const prepaid = async (price: string, more: Record<string, unknown> = {}): Promise<CustomerId> => {
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, billingType: 'prepaid_custom', ...more });
    const plan = await shop.plan(price, { taxRateId: await shop.tax(`VAT of ${price}`, '20') });
    await shop.service(customerId, plan, shop.world.clock.now().toISOString().slice(0, 10));
    return customerId;
  };

  it('days charged one by one make one invoice on the first of the next month, and one only', async () => {
    const customerId = await prepaid('40.0000', { billingType: 'prepaid_daily' });
    await shop.pay(customerId, '60.00');
    await shop.world.settle();
    for (const on of ['2026-04-10', '2026-04-30']) await day(on);
    await document();
    expect(await invoices(customerId)).toEqual([]);
    await day('2026-05-01');
    const before = { income: await income(), balance: await balance(customerId) };
    await document();
    await document();
    expect(await invoices(customerId)).toMatchObject([
      { issued_on: '2026-05-01', gross_minor: '4800', settled_minor: '4800', period: '[2026-04-01,2026-05-01)' },
    ]);
    expect({ income: await income(), balance: await balance(customerId) }).toEqual(before);
    const [line] = await lines(customerId);
    expect(line).toMatchObject({ net: '4000', tax: '800', days: 30, covers: '[2026-04-01,2026-05-01)' });
    expect(evaluateExplanation(line?.explanation ?? { rule: 'imported', inputs: {}, steps: [] })).toMatchObject({
      net: 4000n,
      tax: 800n,
      gross: 4800n,
    });
    expect(explainInWords(line?.explanation ?? { rule: 'imported', inputs: {}, steps: [] })[0]).toEqual({
      key: 'prepaid_days',
      values: { on: '2026-04-01', to: '2026-04-30', days: '30', of: '30', price: '40.00', before: '0' },
    });
    expect(await shop.world.ask(FindPrepaid, { customerId })).toMatchObject({
      invoice: 'monthly',
      toBeInvoicedMinor: 155n,
    });
  });

  it('such an invoice can be made void: the customer has the money back once', async () => {
    const [customer] = await shop.world.rows<{ customer_id: CustomerId }>(
      `SELECT customer_id FROM billing.account WHERE billing_type = 'prepaid_daily' LIMIT 1`,
    );
    const customerId = customer?.customer_id as CustomerId;
    const before = Number(await balance(customerId));
    const [invoice] = await invoices(customerId);
    await shop.world.run(VoidInvoice, { invoiceId: invoice?.id as InvoiceId, reason: 'Out of order for a month' });
    expect(Number(await balance(customerId))).toBe(before + 4800);
    await document();
    expect(await invoices(customerId)).toHaveLength(1);
  });

  it('a payment makes the invoice of the days that it has paid, where the settings say so', async () => {
    await shop.world.run(ChangePolicy, { prepaidDailyInvoice: 'after_payment' });
    shop.day('2026-05-11');
    const customerId = await prepaid('31.0000', { billingType: 'prepaid_daily', minimumBalance: '-3.00' });
    await shop.world.settle();
    for (const on of ['2026-05-12', '2026-05-13']) await day(on);
    expect(await balance(customerId)).toBe('-240');
    expect(await invoices(customerId)).toEqual([]);
    await shop.pay(customerId, '1.50');
    await shop.world.settle();
    expect(await invoices(customerId)).toMatchObject([
      { gross_minor: '120', settled_minor: '120', period: '[2026-05-11,2026-05-12)' },
    ]);
    await shop.pay(customerId, '40.00');
    await shop.world.settle();
    expect((await invoices(customerId)).map((one) => one.period)).toEqual([
      '[2026-05-11,2026-05-12)',
      '[2026-05-12,2026-05-14)',
    ]);
    await day('2026-05-31');
    await day('2026-06-01');
    await document();
    expect((await invoices(customerId)).map((one) => one.period).slice(2)).toEqual(['[2026-05-14,2026-06-01)']);
  });

  it('the charge of a period makes its invoice when it is paid: at once from credit, else with the payment', async () => {
    await shop.world.run(ChangePolicy, { prepaidInvoice: 'after_payment' });
    shop.day('2026-07-01');
    const customerId = await prepaid('30.0000', { minimumBalance: '-40.00' });
    await shop.world.settle();
    expect(await balance(customerId)).toBe('-3600');
    expect(await invoices(customerId)).toEqual([]);
    shop.day('2026-07-05');
    await shop.pay(customerId, '80.00');
    await shop.world.settle();
    expect(await invoices(customerId)).toMatchObject([
      { issued_on: '2026-07-05', gross_minor: '3600', settled_minor: '3600' },
    ]);
    await day('2026-08-01');
    expect((await invoices(customerId)).slice(1)).toMatchObject([
      { issued_on: '2026-08-01', gross_minor: '3600', settled_minor: '3600', period: '[2026-08-01,2026-09-01)' },
    ]);
    await shop.world.run(ChargePrepaid, { customerId });
    await document();
    expect(await invoices(customerId)).toHaveLength(2);
  });

  it('what was charged while no document was wanted gets none when the setting changes', async () => {
    await shop.world.run(ChangePolicy, { prepaidDailyInvoice: 'none', prepaidInvoice: 'none' });
    shop.day('2026-08-20');
    const customerId = await prepaid('10.0000', { billingType: 'prepaid_daily' });
    await shop.pay(customerId, '20.00');
    await shop.world.settle();
    await shop.world.run(ChangePolicy, { prepaidDailyInvoice: 'monthly' });
    await day('2026-08-21');
    await day('2026-09-01');
    await document();
    expect((await invoices(customerId)).map((one) => one.period)).toEqual(['[2026-08-21,2026-09-01)']);
  });
});
