import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddService,
  CreatePlan,
  DefinePaymentMethod,
  type InvoiceId,
  IssueOneTimeInvoice,
  RecordPayment,
  VoidInvoice,
} from '@demarc/billing';
import { CrmPermissions, type CustomerId, DeactivateCustomer } from '@demarc/crm';
import type { Page } from '@demarc/graphql';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import {
  CreditNoteList,
  CreditNoteTotals,
  CustomerOverview,
  HomeAdministrator,
  HomeFinance,
  HomeManager,
  HomeNetwork,
  HomeSupport,
  InvoiceList,
  InvoiceTotals,
  PaymentList,
  PaymentTotals,
  ServiceList,
} from '../src/index.js';
import { openPerson, openReportingWorld, type ReportingWorld } from './reporting-world.js';

describe('lists over all customers, overview and homes', () => {
  let crm: ReportingWorld;
  let ana: CustomerId;
  let bob: CustomerId;
  let numbers: string[];
  const boss = superAdministrator();
  const question = { filter: {}, first: 50, counted: true };

  beforeAll(async () => {
    crm = await openReportingWorld();
    const { world } = crm;
    ana = await openPerson(world, crm.north, { name: 'Ana Example' });
    bob = await openPerson(world, crm.south, { name: 'Bob Example' });
    const { planId } = await world.run(CreatePlan, {
      kind: 'internet',
      title: 'Fibre 100',
      unitPrice: '1000',
      taxInclusive: true,
    });
    for (const customerId of [ana, ana, bob]) await world.run(AddService, { customerId, planId });
    numbers = [];
    for (const [customerId, unitPrice] of [
      [ana, '10.00'],
      [ana, '20.00'],
      [bob, '40.00'],
    ] as const) {
      numbers.push(
        (await world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Cable', unitPrice }] })).number,
      );
    }
    const { paymentMethodId } = await world.run(DefinePaymentMethod, { name: 'Cash', ledgerAccount: 'cash' });
    await world.run(RecordPayment, { customerId: ana, methodId: paymentMethodId, amount: '15.00' });
    await world.run(RecordPayment, { customerId: bob, methodId: paymentMethodId, amount: '50.00' });
    await world.settle();
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  it('lists invoices newest first with what is open, and sums up the whole filter', async () => {
    const list = await crm.world.ask(InvoiceList, question, boss);
    expect(list.nodes.map((row) => [row.customer_name, row.gross_minor, row.open_minor, row.state])).toEqual([
      ['Bob Example', '4000', '0', 'paid'],
      ['Ana Example', '2000', '1500', 'unpaid'],
      ['Ana Example', '1000', '0', 'paid'],
    ]);
    expect(list).toMatchObject({ totalCount: 3, totalIsExact: true });
    expect(await crm.world.ask(InvoiceTotals, {}, boss)).toEqual([
      { state: 'paid', currency: 'UYU', count: '2', gross_minor: '5000', open_minor: '0' },
      { state: 'unpaid', currency: 'UYU', count: '1', gross_minor: '2000', open_minor: '1500' },
    ]);
  });

  it('pages each list without losing or repeating a row', async () => {
    for (const query of [InvoiceList, PaymentList, ServiceList]) {
      for (const filter of [{}, { text: 'example' }]) {
        const ask = (first: number, after: string | null): Promise<Page<{ readonly id: string }>> =>
          crm.world.ask(query as typeof ServiceList, { filter, first, after, counted: false }, boss);
        const whole = (await ask(50, null)).nodes.map((row) => row.id);
        const paged: string[] = [];
        let after: string | null = null;
        do {
          const page: Page<{ readonly id: string }> = await ask(1, after);
          paged.push(...page.nodes.map((row) => row.id));
          after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
        } while (after !== null);
        expect(paged).toEqual(whole);
        expect(whole.length).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it('filters lists by state, text, customer and partner', async () => {
    const invoices = async (filter: object): Promise<string[]> =>
      (await crm.world.ask(InvoiceList, { ...question, filter }, boss)).nodes.map((row) => row.number);
    expect(await invoices({ state: 'unpaid' })).toEqual([numbers[1]]);
    expect(await invoices({ text: numbers[0] })).toEqual([numbers[0]]);
    expect(await invoices({ text: 'bob' })).toEqual([numbers[2]]);
    expect(await invoices({ customerId: bob })).toEqual([numbers[2]]);
    expect(await invoices({ partnerIds: [crm.south], state: 'unpaid' })).toEqual([]);
    expect(
      (await crm.world.ask(PaymentList, { ...question, filter: { unallocated: true } }, boss)).nodes.map(
        (row) => row.unallocated_minor,
      ),
    ).toEqual(['1000']);
    expect(await crm.world.ask(PaymentTotals, {}, boss)).toEqual([
      { status: 'recorded', currency: 'UYU', count: '2', amount_minor: '6500', unallocated_minor: '1000' },
    ]);
    expect(
      (await crm.world.ask(ServiceList, { ...question, filter: { statuses: ['active'], text: 'ana' } }, boss))
        .totalCount,
    ).toBe(2);
  });

  it('keeps every list and home to the partners of staff', async () => {
    const south = staffWith([...boss.permissions], [crm.south]);
    for (const query of [InvoiceList, PaymentList, ServiceList]) {
      const page = await crm.world.ask(query as typeof ServiceList, question, south);
      expect(page.nodes.map((row) => row.customer_name)).toEqual(['Bob Example']);
      expect(page.totalCount).toBe(1);
    }
    expect((await crm.world.ask(HomeFinance, {}, south)).receivedToday).toEqual({ amount: '50.00', currency: 'UYU' });
    expect((await crm.world.ask(HomeManager, {}, south)).activeServices).toBe(1);
    expect((await crm.world.ask(HomeSupport, {}, south)).recent.map((one) => one.name)).toEqual(['Bob Example']);
    await expect(crm.world.ask(CustomerOverview, { customerId: ana }, south)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('refuses without the right, and customers altogether', async () => {
    const nobody = staffWith([]);
    for (const query of [HomeSupport, HomeFinance, HomeNetwork, HomeManager, HomeAdministrator]) {
      await expect(crm.world.ask(query as typeof HomeSupport, {}, nobody)).rejects.toMatchObject({
        code: 'NOT_PERMITTED',
      });
      await expect(crm.world.ask(query as typeof HomeSupport, {}, customerActor(ana, crm.north))).rejects.toMatchObject(
        { code: 'NOT_PERMITTED' },
      );
    }
    await expect(crm.world.ask(InvoiceList, question, customerActor(ana, crm.north))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('shows a customer at a glance, and only the parts that the reader may see', async () => {
    expect(await crm.world.ask(CustomerOverview, { customerId: ana }, boss)).toMatchObject({
      money: {
        balance_minor: '-1500',
        open_invoices: '1',
        open_minor: '1500',
        overdue_minor: '0',
        last_payment_minor: '1500',
      },
      services: { active: '2', pending: '0' },
    });
    const plain = staffWith([CrmPermissions['customer.view'], CrmPermissions['customer.viewAll']]);
    expect(await crm.world.ask(CustomerOverview, { customerId: ana }, plain)).toEqual({
      customerId: ana,
      money: null,
      services: null,
      connection: null,
    });
  });

  it('gives homes figures that agree with the books', async () => {
    const finance = await crm.world.ask(HomeFinance, {}, boss);
    expect(finance).toMatchObject({
      receivedToday: { amount: '65.00' },
      dueToday: { amount: '0.00' },
      collectedThisMonth: '78.6',
      collectedLastMonth: null,
      issuedThisMonth: { amount: '70.00' },
      open: { amount: '15.00' },
      overdue: { amount: '0.00' },
      unallocated: { amount: '10.00' },
    });
    const manager = await crm.world.ask(HomeManager, {}, boss);
    expect(manager).toMatchObject({
      customers: { active: 2, new: 0 },
      activeServices: 3,
      monthlyRecurring: { amount: '3000.00' },
      growth: [
        { month: '2026-02-01', recurring: { amount: '0.00' }, won: 0, lost: 0, churnPercent: null },
        { month: '2026-03-01', recurring: { amount: '3000.00' }, won: 2, lost: 0, arpu: { amount: '1500.00' } },
      ],
      addedThisMonth: 2,
      lostThisMonth: 0,
    });
    expect(manager.months).toHaveLength(12);
    expect(manager.months.at(-1)).toMatchObject({
      month: '2026-03-01',
      issued: { amount: '70.00' },
      received: { amount: '65.00' },
    });
    expect(await crm.world.ask(HomeSupport, {}, boss)).toMatchObject({
      addedThisWeek: 2,
      blocked: 0,
      held: 0,
      recent: [{ name: 'Bob Example' }, { name: 'Ana Example' }],
    });
    expect(await crm.world.ask(HomeNetwork, {}, boss)).toMatchObject({
      online: 0,
      rejectsLastHour: 0,
      routers: 0,
      silentRouters: [],
    });
    const administrator = await crm.world.ask(HomeAdministrator, {}, boss);
    expect(administrator.failedJobs).toEqual([]);
    await crm.world.run(DeactivateCustomer, { customerId: bob });
    await crm.world.settle();
    expect(await crm.world.ask(HomeManager, {}, boss)).toMatchObject({
      lostThisMonth: 1,
      customers: { active: 1, inactive: 1 },
    });
  });

  it('makes late invoices overdue by the operator’s calendar, and ages them', async () => {
    crm.world.clock.advance(45 * 86_400_000);
    expect(
      (await crm.world.ask(InvoiceList, { ...question, filter: { state: 'overdue' } }, boss)).nodes.map(
        (row) => row.number,
      ),
    ).toEqual([numbers[1]]);
    const { ageing, overdue } = await crm.world.ask(HomeFinance, {}, boss);
    expect(overdue).toEqual({ amount: '15.00', currency: 'UYU' });
    expect(ageing.reduce((sum, bucket) => sum + bucket.invoices, 0)).toBe(1);
  });

  it('lists credit notes with what they correct and what is left of them, and sums up the whole filter', async () => {
    const invoices = (await crm.world.ask(InvoiceList, question, boss)).nodes;
    for (const number of [numbers[1], numbers[2]]) {
      const invoiceId = invoices.find((row) => row.number === number)?.id as InvoiceId;
      await crm.world.run(VoidInvoice, { invoiceId, reason: `Wrong cable ${number}` });
    }
    const list = async (filter: object, actor = boss): Promise<(string | null)[][]> =>
      (await crm.world.ask(CreditNoteList, { ...question, filter }, actor)).nodes.map((row) => [
        row.customer_name,
        row.invoice_number,
        row.gross_minor,
      ]);
    const ofBob = ['Bob Example', numbers[2], '4000'];
    const ofAna = ['Ana Example', numbers[1], '2000'];
    expect(await list({})).toEqual([ofBob, ofAna]);
    expect(await list({ text: 'ana' })).toEqual([ofAna]);
    expect(await list({ partnerIds: [crm.south] })).toEqual([ofBob]);
    expect(await list({ remaining: false })).toEqual([ofBob, ofAna]);
    expect(await list({ remaining: true })).toEqual([]);
    expect(await list({}, staffWith([...boss.permissions], [crm.north]))).toEqual([ofAna]);
    expect(await crm.world.ask(CreditNoteTotals, {}, boss)).toEqual([
      { currency: 'UYU', count: '2', gross_minor: '6000', remaining_minor: '0' },
    ]);
    const first = await crm.world.ask(CreditNoteList, { ...question, first: 1 }, boss);
    const second = await crm.world.ask(CreditNoteList, { ...question, after: first.pageInfo.endCursor }, boss);
    expect([...first.nodes, ...second.nodes]).toHaveLength(2);
    await expect(crm.world.ask(CreditNoteList, question, customerActor(ana, crm.north))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });
});
