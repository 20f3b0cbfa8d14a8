import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindProformaPaper } from '../src/app/documents/find-paper.query.js';
import { ListProformas } from '../src/app/documents/find-proformas.query.js';
import { NextNumber } from '../src/app/documents/next-number.query.js';
import { markPaper } from '../src/documents/print-order.js';
import {
  CancelProforma,
  ChangeBillingSettings,
  ChangePolicy,
  IssueOneTimeInvoice,
  IssueProforma,
  MakeProformas,
  ReversePayment,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('proformas and numbers', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-10T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const subscriber = async (): Promise<Awaited<ReturnType<Shop['customer']>>> => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('30.0000'), '2026-03-01');
    return customerId;
  };
  const listed = async (customerId: string) =>
    (await shop.world.ask(ListProformas, { customerId, first: 20 })).nodes.map((one) => [
      one.status,
      one.grossMinor,
      one.periodFrom,
      one.periodThrough,
      one.invoiceId !== null,
    ]);
  const balance = async (customerId: string): Promise<string | undefined> =>
    (
      await shop.world.rows<{ minor: string }>(
        'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.minor;

  it('ask for months of services, and are in no balance', async () => {
    const customerId = await subscriber();
    const { proformaId } = await shop.world.run(IssueProforma, {
      customerId,
      months: 3,
      lines: [{ description: 'Router', unitPrice: '50' }],
    });
    expect(await listed(customerId)).toEqual([['unpaid', '14000', '2026-04-01', '2026-06-30', false]]);
    expect(await balance(customerId)).toBe('0');
    const { order } = await shop.world.ask(FindProformaPaper, { id: proformaId });
    expect(order && markPaper(order).title).toBe('Proforma invoice PF-2026-000001');
    await shop.world.run(CancelProforma, { proformaId, reason: 'too early' });
    await expect(shop.world.run(CancelProforma, { proformaId, reason: 'again' })).rejects.toMatchObject({
      code: 'PROFORMA_NOT_OPEN',
    });
  });

  it('are paid by a payment over exactly their amount, which is credit; taking it back opens them again', async () => {
    const customerId = await subscriber();
    await shop.world.run(IssueProforma, { customerId, months: 1 });
    await shop.pay(customerId, '29.99');
    await shop.world.settle();
    expect(await listed(customerId)).toEqual([['unpaid', '3000', '2026-04-01', '2026-04-30', false]]);
    const { paymentId } = await shop.pay(customerId, '30.00');
    await shop.world.settle();
    expect(await listed(customerId)).toEqual([['paid', '3000', '2026-04-01', '2026-04-30', false]]);
    expect(await balance(customerId)).toBe('5999');
    await shop.world.run(ReversePayment, { paymentId, reason: 'bounced' });
    await shop.world.settle();
    expect(await listed(customerId)).toEqual([['unpaid', '3000', '2026-04-01', '2026-04-30', false]]);
  });

  it('make the tax invoice when paid, where the settings say so, and no day is charged twice', async () => {
    await shop.world.run(ChangePolicy, { proformaInvoiceOnPayment: true });
    const customerId = await subscriber();
    await shop.world.run(IssueProforma, { customerId, months: 2 });
    await shop.pay(customerId, '60.00');
    await shop.world.settle();
    expect(await listed(customerId)).toEqual([['paid', '6000', '2026-04-01', '2026-05-31', true]]);
    expect(await balance(customerId)).toBe('0');
    const charged = await shop.world.rows<{ days: string }>(
      'SELECT days::text FROM billing.charged_period WHERE customer_id = $1 ORDER BY days',
      [customerId],
    );
    expect(charged.map((row) => row.days)).toEqual(['[2026-04-01,2026-05-01)', '[2026-05-01,2026-06-01)']);
    await shop.world.run(ChangePolicy, { reset: ['proformaInvoiceOnPayment'] });
  });

  it('make themselves once a month, on their day or after it', async () => {
    const customerId = await subscriber();
    await shop.world.run(ChangePolicy, { proformaDay: 12, proformaMonths: 1, proformaFor: 'next_month' });
    const job = shop.world.app.get(MakeProformas);
    await job.run();
    expect(await listed(customerId)).toEqual([]);
    shop.day('2026-03-14');
    await job.run();
    await job.run();
    expect(await listed(customerId)).toEqual([['unpaid', '3000', '2026-04-01', '2026-04-30', false]]);
    await shop.world.run(ChangePolicy, { reset: ['proformaDay'] });
  });

  it('make themselves for one customer alone on a day of its own, for its own months, and never where that is said', async () => {
    const [own, never] = [await subscriber(), await subscriber()];
    await expect(
      shop.world.run(ChangeBillingSettings, { customerId: own, proformas: 'own', proformaDay: 20 }),
    ).rejects.toMatchObject({ code: 'PROFORMA_DAY_NEEDED' });
    await shop.world.run(ChangeBillingSettings, {
      customerId: own,
      proformas: 'own',
      proformaDay: 20,
      proformaMonths: 2,
    });
    await shop.world.run(ChangeBillingSettings, { customerId: never, proformas: 'never' });
    const make = () => shop.world.app.get(MakeProformas).run();
    shop.day('2026-03-19');
    await make();
    expect(await listed(own)).toEqual([]);
    shop.day('2026-03-20');
    await make();
    await make();
    expect(await listed(own)).toEqual([['unpaid', '6000', '2026-04-01', '2026-05-31', false]]);
    await shop.world.run(ChangePolicy, { proformaDay: 5 });
    await make();
    expect(await listed(never)).toEqual([]);
    await shop.world.run(ChangePolicy, { reset: ['proformaDay'] });
  });

  it('numbers follow every variable, count for each year and partner, and are foretold', async () => {
    const customerId = await shop.customer();
    const issue = async (): Promise<string> =>
      (await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: '1' }] }))
        .number;
    await shop.world.run(ChangePolicy, {
      oneTimeNumbers: 'X{year}-{partner_id|2}-{location_id|2}-{customer_id|4}-{next|3}',
    });
    const [row] = await shop.world.rows<{ number: string }>('SELECT number::text FROM crm.customer WHERE id = $1', [
      customerId,
    ]);
    const start = `X2026-01-00-${row?.number.padStart(4, '0') ?? ''}-`;
    expect([await issue(), await issue()]).toEqual([`${start}001`, `${start}002`]);
    const pattern = 'X{year}-{partner_id|2}-{location_id|2}-{customer_id|4}-{next|3}';
    expect(await shop.world.ask(NextNumber, { series: 'one_time_invoice', pattern })).toEqual({
      numbers: [`${start}003`, `${start}004`],
      fault: null,
    });
    shop.day('2027-01-02');
    expect(await issue()).toBe(start.replace('2026', '2027') + '001');
    expect((await shop.world.ask(NextNumber, { series: 'invoice', pattern: '{year}' })).fault).toContain('{next}');
    await expect(shop.world.run(ChangePolicy, { creditNoteNumbers: '{type}{next}' })).rejects.toMatchObject({
      code: 'NUMBER_PATTERN',
    });
    await shop.world.run(ChangePolicy, { reset: ['oneTimeNumbers'], receiptNumbers: '{year}-{type|2}-{next|5}' });
    expect((await shop.pay(customerId, '5')).receiptNumber).toBe('2027-01-00001');
  });
});
