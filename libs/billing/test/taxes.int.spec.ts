import { type CustomerId, OpenCustomer } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateExplanation, explainInWords, type Explanation, inEnglish } from '../src/domain/index.js';
import {
  AddFutureItem,
  ChangeBillingSettings,
  ChangePlan,
  ChangePolicy,
  DefineTaxGroup,
  DropTaxRate,
  EndTaxExemption,
  GrantTaxExemption,
  ListTaxes,
  PlanTaxRate,
  TurnPrices,
  VoidInvoice,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

interface Line {
  readonly id: string;
  readonly invoice: string;
  readonly days: string;
  readonly percent: string;
  readonly net: string;
  readonly tax: string;
  readonly detail: {
    readonly parts?: readonly { readonly name: string; readonly taxMinor: string }[];
    readonly exemption?: { readonly kind: string; readonly reason: string; readonly documentNumber: string };
  } | null;
  readonly explanation: Explanation;
}

describe('taxes', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const linesOf = async (customerId: string): Promise<Line[]> => {
    const lines = await shop.world.rows<Line>(
      `SELECT id, invoice_id AS invoice, covers::text AS days, tax_percent AS percent, net_minor::text AS net, tax_minor::text AS tax, tax_detail AS detail,
         explanation FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers`,
      [customerId],
    );
    for (const line of lines) {
      const found = evaluateExplanation(line.explanation);
      expect([String(found['net']), String(found['tax'])]).toEqual([line.net, line.tax]);
    }
    return lines;
  };
  const billed = async (
    taxRateId: string,
    day: string,
    before?: (id: CustomerId) => Promise<unknown>,
    price = '100',
  ) => {
    shop.day(day);
    const customerId = await shop.customer();
    await before?.(customerId);
    await shop.service(customerId, await shop.plan(`${price}.0000`, { taxRateId }), day);
    await issueRun(shop, day, [customerId]);
    return { customerId, lines: await linesOf(customerId) };
  };

  it('has the rate of the document’s day; lists show the one in force, and only a rate that has not begun is taken back', async () => {
    const vat = await shop.tax('VAT', '20');
    await shop.world.run(PlanTaxRate, { taxRateId: vat, from: '2026-03-01', percent: '21' });
    await shop.world.run(PlanTaxRate, { taxRateId: vat, from: '2027-01-01', percent: '30' });
    expect((await billed(vat, '2026-02-01')).lines.map((line) => line.tax)).toEqual(['2000']);
    const after = await billed(vat, '2026-03-01');
    expect(after.lines.map((line) => [line.percent, line.tax])).toEqual([['21.0000', '2100']]);
    await shop.world.app.get(TurnPrices).run();
    const listed = (await shop.world.ask(ListTaxes, {})).find((tax) => tax.id === vat);
    expect(listed).toMatchObject({ percent: '21.0000', services: 2, plans: 2 });
    await expect(shop.world.run(DropTaxRate, { taxRateId: vat, from: '2026-03-01' })).rejects.toMatchObject({
      code: 'TAX_VERSION_BEGAN',
    });
    await shop.world.run(DropTaxRate, { taxRateId: vat, from: '2027-01-01' });
  });

  it('has the rate of the first day of each line, where the settings say so', async () => {
    const levy = await shop.tax('Levy', '10');
    await shop.world.run(PlanTaxRate, { taxRateId: levy, from: '2026-05-01', percent: '12' });
    await shop.world.run(ChangePolicy, { taxPoint: 'line_start' });
    shop.day('2026-04-01');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('10.0000', { taxRateId: levy }), '2026-04-01');
    shop.day('2026-05-01');
    await issueRun(shop, '2026-05-01', [customerId]);
    expect((await linesOf(customerId)).map((line) => line.percent)).toEqual(['10.0000', '12.0000']);
    await shop.world.run(ChangePolicy, { reset: ['taxPoint'] });
  });

  it('of a group is one rate, explained tax by tax, and its parts add up on every document, also when it is taken back', async () => {
    const [state, city] = [await shop.tax('State', '12'), await shop.tax('City', '5')];
    const both = (
      await shop.world.run(DefineTaxGroup, {
        name: 'State and city',
        parts: [
          { taxRateId: state, on: 'net' },
          { taxRateId: city, on: 'net_and_previous' },
        ],
      })
    ).taxRateId;
    const { lines } = await billed(both, '2026-06-01', undefined, '10');
    const [line] = lines;
    expect(line).toMatchObject({ percent: '17.6000', net: '1000', tax: '176' });
    expect(line?.detail?.parts?.map((part) => [part.name, part.taxMinor])).toEqual([
      ['State', '120'],
      ['City', '56'],
    ]);
    expect(line && inEnglish(explainInWords(line.explanation))).toBe(
      'The whole billing period, 1 Jun 2026 to 30 Jun 2026. The price is 10.00. State: 12 % of the net amount, 1.20. ' +
        'City: 5 % of the net amount and the tax above, 0.56. Together 17.6 % as State and city. ' +
        'State and city 17.6 % on 10.00 adds 1.76: 11.76 in all.',
    );
    const { creditNoteId } = await shop.world.run(VoidInvoice, { invoiceId: line?.invoice, reason: 'test' });
    expect(
      await shop.world.rows('SELECT tax_detail AS detail FROM billing.credit_note_line WHERE credit_note_id = $1', [
        creditNoteId,
      ]),
    ).toEqual([{ detail: line?.detail }]);
    await expect(
      shop.world.run(DefineTaxGroup, {
        name: 'Twice',
        parts: [
          { taxRateId: state, on: 'net' },
          { taxRateId: state, on: 'net' },
        ],
      }),
    ).rejects.toMatchObject({ code: 'TAX_TWICE' });
    await expect(
      shop.world.run(DefineTaxGroup, {
        name: 'Off',
        parts: [
          { taxRateId: state, on: 'net_and_all' },
          { taxRateId: city, on: 'net' },
        ],
      }),
    ).rejects.toMatchObject({ code: 'FIRST_TAX_ON_NET' });
    await expect(
      shop.world.run(PlanTaxRate, { taxRateId: both, from: '2027-01-01', percent: '1' }),
    ).rejects.toMatchObject({
      code: 'TAX_IS_GROUP',
    });
  });

  it('is not charged from the first to the last day of an exemption, and the line names the document', async () => {
    const vat = await shop.tax('VAT exempted', '20');
    const { customerId, lines } = await billed(vat, '2026-07-01', (id) =>
      shop.world.run(GrantTaxExemption, {
        customerId: id,
        kind: 'exempt',
        reason: 'Charity',
        documentNumber: 'C-77',
        from: '2026-07-01',
        through: '2026-07-31',
      }),
    );
    expect(lines[0]).toMatchObject({ tax: '0', detail: { exemption: { kind: 'exempt', documentNumber: 'C-77' } } });
    expect(lines[0] && inEnglish(explainInWords(lines[0].explanation))).toContain(
      'The customer pays no tax: Charity, document C-77.',
    );
    shop.day('2026-08-01');
    await issueRun(shop, '2026-08-01', [customerId]);
    expect((await linesOf(customerId)).map((line) => line.tax)).toEqual(['0', '2000']);
    await expect(shop.world.run(ChangeBillingSettings, { customerId, taxExempt: true })).rejects.toMatchObject({
      code: 'TAX_EVIDENCE_NEEDED',
    });
  });

  it('is not charged on anything else of an exempt customer: a future item, a change of plan with its fee', async () => {
    const vat = await shop.tax('VAT of all', '20');
    await shop.world.run(ChangePolicy, { changeFeeToDearer: '5' });
    shop.day('2026-08-10');
    const customerId = await shop.customer();
    const grant = { customerId, kind: 'exempt', reason: 'Embassy', documentNumber: 'D-1' } as const;
    await shop.world.run(GrantTaxExemption, grant);
    await expect(shop.world.run(GrantTaxExemption, grant)).rejects.toMatchObject({ code: 'EXEMPTION_OVERLAPS' });
    const serviceId = await shop.service(customerId, await shop.plan('31.0000', { taxRateId: vat }), '2026-08-01');
    await shop.world.run(AddFutureItem, { customerId, description: 'Cable', unitPrice: '10', taxRateId: vat });
    await issueRun(shop, '2026-08-10', [customerId]);
    const planId = await shop.plan('62.0000', { taxRateId: vat });
    await shop.world.run(ChangePlan, { serviceId, planId, changeOn: '2026-08-11' });
    const lines = await linesOf(customerId);
    expect(lines.map((line) => [line.tax, line.detail?.exemption?.documentNumber])).toEqual(
      lines.map(() => ['0', 'D-1']),
    );
    expect(lines.map((line) => line.net).sort()).toEqual(['1000', '3100', '4200', '500']);
    await shop.world.run(ChangePolicy, { reset: ['changeFeeToDearer'] });
  });

  it('is owed by a business in our place, by its tax number alone', async () => {
    const vat = await shop.tax('VAT reversed', '20');
    const person = await shop.customer();
    await expect(
      shop.world.run(GrantTaxExemption, {
        customerId: person,
        kind: 'reverse_charge',
        reason: 'Art. 196',
        documentNumber: 'X1',
      }),
    ).rejects.toMatchObject({ code: 'REVERSE_CHARGE_COMPANY' });
    shop.day('2026-09-01');
    const company = { partnerId: shop.partnerId, category: 'company', name: 'Example Ltd' } as const;
    const { customerId } = await shop.world.run(OpenCustomer, company);
    const wish = { customerId, kind: 'reverse_charge', reason: 'Art. 196' } as const;
    await expect(shop.world.run(GrantTaxExemption, wish)).rejects.toMatchObject({ code: 'TAX_NUMBER_NEEDED' });
    const { exemptionId } = await shop.world.run(GrantTaxExemption, { ...wish, documentNumber: 'ATU1' });
    await shop.world.run(EndTaxExemption, { exemptionId });
    await shop.world.run(GrantTaxExemption, { ...wish, documentNumber: 'ATU2' });
    await shop.service(customerId, await shop.plan('100.0000', { taxRateId: vat }), '2026-09-01');
    await issueRun(shop, '2026-09-01', [customerId]);
    const lines = await linesOf(customerId);
    expect(lines[0]).toMatchObject({
      tax: '0',
      detail: {
        exemption: {
          kind: 'reverse_charge',
          documentNumber: 'ATU2',
          note: 'Reverse charge: the recipient of the service owes the tax.',
        },
      },
    });
  });
});
