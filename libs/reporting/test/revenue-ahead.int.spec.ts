import {
  AddFutureItem,
  AddService,
  AddServiceDiscount,
  ChangeBillingSettings,
  ChangePolicy,
  CreatePlan,
  DefineTaxRate,
  GrantTaxExemption,
  LinkSubAccount,
  PlanRuns,
  PlanTaxRate,
  RecordPayment,
} from '@demarc/billing';
import type { CustomerId } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPerson } from './reporting-world.js';
import { openReportsWorld, type ReportsWorld } from './reports-world.js';

describe('revenue to come, and what services are worth', () => {
  let crm: ReportsWorld;
  let dora: CustomerId;
  let eve: CustomerId;
  let frank: CustomerId;
  beforeAll(async () => {
    crm = await openReportsWorld();
    const { world } = crm;
    const { taxRateId } = await world.run(DefineTaxRate, { name: 'Moving', percent: '20' });
    await world.run(PlanTaxRate, { taxRateId, from: '2026-05-01' as LocalDate, percent: '25' });
    const { planId } = await world.run(CreatePlan, {
      kind: 'internet',
      title: 'Radio',
      unitPrice: '100',
      taxInclusive: false,
      taxRateId,
    });
    dora = await openPerson(world, crm.north, { name: 'Dora Example' });
    eve = await openPerson(world, crm.north, { name: 'Eve Example' });
    frank = await openPerson(world, crm.north, { name: 'Frank Example' });
    await world.settle();
    await world.run(ChangeBillingSettings, { customerId: dora, billingType: 'prepaid_custom' });
    for (const customerId of [dora, eve, frank])
      await world.run(AddService, { customerId, planId, startsOn: '2026-03-15' });
    await world.run(GrantTaxExemption, {
      customerId: eve,
      kind: 'exempt',
      reason: 'School',
      documentNumber: 'S-1',
      from: '2026-03-15' as LocalDate,
      through: '2026-04-30' as LocalDate,
    });
    await world.run(AddFutureItem, { customerId: eve, description: 'Cable', unitPrice: '10', taxRateId });
    await world.run(AddFutureItem, { customerId: frank, description: 'Socket', unitPrice: '20', taxRateId });
    await world.run(LinkSubAccount, { customerId: frank, mainCustomerId: eve, mode: 'aggregated' });
    await world.run(RecordPayment, { customerId: dora, methodId: crm.methodId, amount: '300.00' });
    await world.settle();
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  it('is what the runs then charge: prepaid time, exemptions, rates to come, items and sub-accounts', async () => {
    const options = [{ name: 'by', value: 'customer' }];
    const april = await crm.report('future-charges', { from: '2026-04-01', through: '2026-04-30', options });
    const may = await crm.report('future-charges', { from: '2026-05-01', through: '2026-05-31', options });
    const said = (told: typeof april): Record<string, string | null> =>
      Object.fromEntries(told.rows.map((row) => [row['customer'] ?? '', row['gross'] ?? null]));
    expect(said(april)).toMatchObject({ 'Dora Example': '12000' });
    expect(said(april)).not.toHaveProperty('Frank Example');
    expect(said(may)).not.toHaveProperty('Dora Example');
    const charged = async (from: string, to: string): Promise<Record<string, string>> => {
      const rows = await crm.world.rows<{ name: string; gross: string }>(
        `SELECT customer.name, sum(invoice.gross_minor)::text AS gross FROM billing.invoice JOIN crm.customer ON customer.id = invoice.customer_id
          WHERE invoice.issued_on BETWEEN $1 AND $2 GROUP BY 1`,
        [from, to],
      );
      return Object.fromEntries(rows.map((row) => [row.name, row.gross]));
    };
    const day = (on: string): void => crm.world.clock.set(new Date(`${on}T15:00:00Z`));
    day('2026-04-01');
    await crm.bill('2026-04-01');
    day('2026-04-15');
    for (let round = 0; round < 2; round += 1) {
      await crm.world.app.get(PlanRuns).run();
      await crm.world.settle();
    }
    expect(await charged('2026-04-01', '2026-04-30')).toEqual(said(april));
    day('2026-05-01');
    await crm.bill('2026-05-01');
    expect(await charged('2026-05-01', '2026-05-31')).toEqual(said(may));
    const [line] = await crm.world.rows<{ tax: string; percent: string }>(
      `SELECT line.tax_minor AS tax, line.tax_percent AS percent FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
        WHERE line.description LIKE '%Frank%' AND invoice.issued_on = '2026-05-01'`,
    );
    expect(line).toEqual({ tax: '2500', percent: '25.0000' });
  });

  it('counts the discount that wins a day by what it takes off, or all of them where they add up', async () => {
    const { world } = crm;
    const gina = await openPerson(world, crm.north, { name: 'Gina Example' });
    const { planId } = await world.run(CreatePlan, {
      kind: 'internet',
      title: 'Plain',
      unitPrice: '300',
      taxInclusive: false,
    });
    const { serviceId } = await world.run(AddService, { customerId: gina, planId, startsOn: '2026-05-01' });
    for (const discount of [
      { main: true, kind: 'percent', value: '50' },
      { main: false, kind: 'percent', value: '10' },
      { main: false, kind: 'fixed', value: '50' },
    ] as const)
      await world.run(AddServiceDiscount, { serviceId, ...discount });
    const worth = async (): Promise<string | null | undefined> => {
      const { rows } = await crm.report('mrr-customers', { from: '2026-05-01', through: '2026-05-31' });
      return rows.find((row) => row['customer'] === 'Gina Example')?.['end_minor'];
    };
    expect(await worth()).toBe('25000');
    await world.run(ChangePolicy, { discountStacking: 'stack' });
    expect(await worth()).toBe('11250');
    await crm.bill('2026-05-02', [gina]);
    const [invoice] = await world.rows<{ net: string }>(
      'SELECT net_minor AS net FROM billing.invoice WHERE customer_id = $1',
      [gina],
    );
    expect(invoice?.net).toBe(await worth());
    await world.run(ChangePolicy, { reset: ['discountStacking'] });
  });
});
