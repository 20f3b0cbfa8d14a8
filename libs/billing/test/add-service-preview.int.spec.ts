import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddService,
  type AddServiceInput,
  type AddServicePreview,
  ChangePolicy,
  PlansOnOffer,
  PreviewAddService,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

describe('the preview of a new service', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-10T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const lines = (customerId: CustomerId): Promise<{ on: string; description: string; gross: string }[]> =>
    shop.world.rows(
      `SELECT invoice.issued_on AS on, line.description, line.gross_minor AS gross FROM billing.invoice_line line
         JOIN billing.invoice ON invoice.id = line.invoice_id WHERE line.customer_id = $1 ORDER BY 1, 2, 3`,
      [customerId],
    );

  const preview = (input: object): Promise<AddServicePreview> =>
    shop.world.ask(PreviewAddService, input as AddServiceInput);
  const sorted = <Line extends object>(all: readonly Line[]): Line[] =>
    [...all].sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
  const shown = ({ bills }: AddServicePreview): { on: string; description: string; gross: string }[] =>
    sorted(
      bills.flatMap(({ on, lines: own }) =>
        own.map(({ description, grossMinor }) => ({ on, description, gross: grossMinor.toString() })),
      ),
    );

  it('shows each line that the first invoices then have, to the cent', async () => {
    const taxRateId = await shop.tax('VAT', '19');
    const router = await shop.plan('40', { kind: 'one_time', title: 'Router', taxRateId });
    const planId = await shop.plan('33.33', {
      title: 'Fibre',
      taxRateId,
      activationFee: '12',
      firstMonths: 2,
      firstMonthsKind: 'percent',
      firstMonthsValue: '50',
    });
    const early = await shop.plan('10', { title: 'Early', activationFee: '7', activationFeeWhen: 'on_creation' });
    const cases = [
      {
        planId,
        oneTimeItems: [
          { planId: router, quantity: '2' },
          { description: 'Cable', unitPrice: '3.5' },
        ],
      },
      { planId, quantity: '3', unitPrice: '11.1111', discount: { kind: 'fixed', value: '1' } },
      { planId, billingFrom: '2026-03-25', endsOn: '2026-04-20' },
      { planId: early, periodMonths: 3 },
    ];
    for (const more of cases) {
      shop.day('2026-03-10');
      const customerId = await shop.customer();
      const input = { customerId, startsOn: '2026-03-10', ...more };
      const said = await preview(input);
      expect(said.bills.length).toBeGreaterThan(0);
      expect(await shop.world.rows('SELECT 1 FROM billing.service WHERE customer_id = $1', [customerId])).toEqual([]);
      await shop.world.run(AddService, { ...input, planHash: said.hash });
      shop.day('2026-04-01');
      await issueRun(shop, '2026-04-01', [customerId]);
      const found = await lines(customerId);
      expect(sorted(found.map(({ on, description, gross }) => ({ on, description, gross })))).toEqual(shown(said));
    }
  });

  it('shows the whole invoice beside the own lines, and a service that begins later on the run after its first day', async () => {
    shop.day('2026-03-10');
    const customerId = await shop.customer();
    const planId = await shop.plan('20', { title: 'Later' });
    await shop.service(customerId, planId, '2026-03-01');
    shop.day('2026-04-01');
    await issueRun(shop, '2026-04-01', [customerId]);
    shop.day('2026-04-02');
    const said = await preview({
      customerId,
      planId,
      startsOn: '2026-05-16',
      oneTimeItems: [{ description: 'Visit', unitPrice: '9' }],
    });
    expect(said.bills.map(({ on, grossMinor }) => [on, grossMinor])).toEqual([
      ['2026-05-01', 2900n],
      ['2026-06-01', 5032n],
    ]);
    expect(shown(said)).toEqual([
      { on: '2026-05-01', description: 'Visit', gross: '900' },
      { on: '2026-06-01', description: 'Later', gross: '1032' },
      { on: '2026-06-01', description: 'Later', gross: '2000' },
    ]);
  });

  it('shows what a prepaid customer is charged from the balance, and that items wait', async () => {
    shop.day('2026-03-10');
    await shop.world.run(ChangePolicy, { billingType: 'prepaid_custom' });
    const customerId = await shop.customer();
    const planId = await shop.plan('15', { title: 'Paid before', prepaidDays: 10 });
    const oneTimeItems = [{ description: 'SIM card', unitPrice: '2' }];
    const said = await preview({ customerId, planId, oneTimeItems });
    expect(said.bills.map(({ kind, grossMinor }) => [kind, grossMinor])).toEqual([['prepaid', 1500n]]);
    expect(said.waiting).toHaveLength(1);
    await shop.world.run(ChangePolicy, { reset: ['billingType'] });
  });

  it('is refused when the figures are others by the time it is added', async () => {
    shop.day('2026-03-10');
    const customerId = await shop.customer();
    const planId = await shop.plan('20', { title: 'Moving' });
    const { hash } = await preview({ customerId, planId });
    await shop.service(customerId, planId, '2026-03-10');
    await expect(
      shop.world.run(AddService, { customerId, planId, unitPrice: '19', planHash: hash }),
    ).rejects.toMatchObject({ code: 'SERVICE_CHANGED' });
    shop.day('2026-03-11');
    await expect(shop.world.run(AddService, { customerId, planId, planHash: hash })).rejects.toMatchObject({
      code: 'SERVICE_CHANGED',
    });
  });

  it('is there for a customer whose account is not open yet', async () => {
    const customerId = await shop.customer();
    expect(await shop.world.rows('SELECT 1 FROM billing.account WHERE customer_id = $1', [customerId])).toEqual([]);
    const planId = await shop.plan('20', { title: 'First' });
    const offered = await shop.world.ask(PlansOnOffer, { customerId });
    expect(offered.map(({ id }) => id)).toContain(planId);
    expect((await preview({ customerId, planId })).bills).toHaveLength(1);
  });

  it('sells a one-time plan only to those whom it is for', async () => {
    const customerId = await shop.customer();
    const forCompanies = await shop.plan('5', { kind: 'one_time', title: 'Desk', customerCategories: ['company'] });
    const planId = await shop.plan('20', { title: 'With desk' });
    const offered = await shop.world.ask(PlansOnOffer, { customerId, oneTime: true });
    expect(offered.map(({ id }) => id)).not.toContain(forCompanies);
    await expect(
      shop.world.run(AddService, { customerId, planId, oneTimeItems: [{ planId: forCompanies }] }),
    ).rejects.toMatchObject({ code: 'PLAN_NOT_FOR_CATEGORY' });
  });
});
