import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddService, BillingPermissions, CreatePlan } from '@demarc/billing';
import { addDays, daysBetween, localDate, startOfMonth } from '@demarc/kernel';
import { staffWith, superAdministrator } from '@demarc/testing';
import { BalanceCheck, ReportingPermissions, REPORTS, RunReport } from '../src/index.js';
import { openPerson } from './reporting-world.js';
import { openReportsWorld, type ReportsWorld } from './reports-world.js';

const QUARTER = { from: '2026-01-01', through: '2026-03-31' };

describe('reports', () => {
  let crm: ReportsWorld;
  beforeAll(async () => {
    crm = await openReportsWorld();
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  const posted = async (account: string): Promise<string> =>
    (
      await crm.world.rows<{ minor: string }>(
        'SELECT coalesce(sum(amount_minor), 0)::text AS minor FROM billing.posting WHERE account_code = $1',
        [account],
      )
    )[0]?.minor ?? '';

  it('answer each, with every choice of every option, to all and to the staff of one partner', async () => {
    const south = staffWith([...superAdministrator().permissions], [crm.south]);
    for (const report of REPORTS) {
      const customerId = report.byCustomer === 'needed' ? crm.bob : undefined;
      const asked = { ...QUARTER, customerId, locationIds: [] };
      await crm.report(report.id, { ...asked, partnerIds: [crm.south] }, south);
      for (const option of report.options ?? [])
        for (const choice of option.choices ?? [])
          await crm.report(report.id, { ...asked, options: [{ name: option.name, value: choice.value }] });
    }
  });

  it('let the trial balance balance, and agree with each account’s ledger', async () => {
    const { rows, totals } = await crm.report('trial-balance', { through: '2026-03-15' });
    expect(totals['debit_balance']).toBe(totals['credit_balance']);
    expect(totals['debits']).toBe(totals['credits']);
    for (const row of rows) {
      const account = row['code'] ?? '';
      const ledger = await crm.report('general-ledger', { ...QUARTER, options: [{ name: 'account', value: account }] });
      expect(ledger.totals['balance']).toBe(await posted(account));
      expect(BigInt(row['debit_balance'] ?? 0) - BigInt(row['credit_balance'] ?? 0)).toBe(
        BigInt(await posted(account)),
      );
    }
    const before = await crm.report('trial-balance', { through: '2025-12-31' });
    expect(before.totals['debits']).toBe('0');
  });

  it('carry the balance of an account forward, posting by posting', async () => {
    const { rows } = await crm.report('general-ledger', {
      from: '2026-02-01',
      through: '2026-03-31',
      options: [{ name: 'account', value: 'receivable' }],
    });
    const january = await crm.report('trial-balance', { through: '2026-01-31' });
    const receivable = january.rows.find((row) => row['code'] === 'receivable');
    expect(rows[0]?.['balance']).toBe(String(BigInt(receivable?.['debit_balance'] ?? 0)));
    let balance = BigInt(rows[0]?.['balance'] ?? 0);
    for (const row of rows.slice(1)) {
      balance += BigInt(row['debit'] ?? 0) - BigInt(row['credit'] ?? 0);
      expect(row['balance']).toBe(String(balance));
      expect(row['document_id'] ?? row['what']).toMatch(/^[0-9a-f-]{36}$|Call-out/);
    }
  });

  it('age what is open by both dates so that it adds up to the customers’ account', async () => {
    for (const by of ['due', 'document']) {
      const { totals, rows } = await crm.report('receivables-aging', { options: [{ name: 'by', value: by }] });
      expect(totals['balance']).toBe(await posted('receivable'));
      const ages = by === 'due' ? ['current', 'd30', 'd60', 'd90', 'older'] : ['young', 'd60', 'd90', 'older'];
      const sum = ages.reduce((all, key) => all + BigInt(totals[key] ?? 0), 0n);
      expect(String(sum)).toBe(totals['open_minor']);
      for (const row of rows) {
        const open = await crm.report('open-invoices', { customerId: row['group_id'] });
        expect(open.totals['open_minor'] ?? '0').toBe(row['open_minor']);
      }
    }
    const late = await crm.report('receivables-aging', { options: [{ name: 'by', value: 'due' }] });
    expect(BigInt(late.totals['d30'] ?? 0) > 0n).toBe(true);
  });

  it('say of a day in the past what stood then', async () => {
    const then = await crm.report('receivables-aging', { through: '2026-02-01' });
    const ledger = await crm.report('trial-balance', { through: '2026-02-01' });
    const receivable = ledger.rows.find((row) => row['code'] === 'receivable');
    expect(then.totals['balance']).toBe(receivable?.['debit_balance']);
    expect(then.totals['open_minor']).toBe('141434');
  });

  it('tie the tax by document to tax payable, and the tax as paid to what was paid', async () => {
    for (const group of ['rate', 'component', 'month']) {
      const { totals } = await crm.report('tax', { ...QUARTER, options: [{ name: 'group', value: group }] });
      expect(totals['tax']).toBe(String(-BigInt(await posted('tax_payable'))));
    }
    const basis = { name: 'basis', value: 'payment' };
    const paid = await crm.report('tax', { ...QUARTER, options: [basis] });
    const january = await crm.report('tax', { from: '2026-01-01', through: '2026-01-31', options: [basis] });
    expect(january.totals).toMatchObject({ net: '100000', tax: '22000' });
    const months = await Promise.all(
      ['01-01/01-31', '02-01/02-28', '03-01/03-31'].map(async (month) => {
        const [from, through] = month.split('/');
        return crm.report('tax', { from: `2026-${from}`, through: `2026-${through}`, options: [basis] });
      }),
    );
    const sum = months.reduce((all, { totals }) => all + BigInt(totals['tax'] ?? 0), 0n);
    expect(String(sum)).toBe(paid.totals['tax']);
  });

  it('show the same revenue by plan, kind, account, partner, location and month, and its lines', async () => {
    const accounts = ['revenue.internet', 'revenue.one_time', 'revenue.other'];
    const booked = -(await Promise.all(accounts.map(posted))).reduce((sum, minor) => sum + BigInt(minor), 0n);
    expect(await posted('revenue.other')).toBe('-700');
    for (const by of ['plan', 'kind', 'account', 'partner', 'location', 'month']) {
      const options = [{ name: 'by', value: by }];
      const { totals, rows } = await crm.report('revenue', { ...QUARTER, options });
      expect(totals['net']).toBe(String(booked));
      for (const row of rows) {
        const lines = await crm.report('revenue-lines', {
          ...QUARTER,
          options: [...options, { name: 'value', value: row['group_id'] ?? '' }],
        });
        expect(lines.totals['net_minor']).toBe(row['net']);
      }
    }
  });

  it('let recurring revenue add up from month to month, and name who moved it', async () => {
    const { rows } = await crm.report('mrr', QUARTER);
    expect(
      rows.map((row) => [row['month'], row['starts'], row['new'], row['churn'], row['ends'], row['customers']]),
    ).toEqual([
      ['2026-01-01', '0', '133333', '0', '133333', '2'],
      ['2026-02-01', '133333', '33333', '0', '166666', '3'],
      ['2026-03-01', '166666', '0', '-33333', '133333', '2'],
    ]);
    for (const row of rows) {
      const moved = ['new', 'reactivation', 'expansion', 'contraction', 'churn'].reduce(
        (sum, key) => sum + BigInt(row[key] ?? 0),
        0n,
      );
      expect(BigInt(row['starts'] ?? 0) + moved).toBe(BigInt(row['ends'] ?? 0));
    }
    const lost = await crm.report('mrr-customers', { ...QUARTER, options: [{ name: 'move', value: 'churn' }] });
    expect(lost.rows.map((row) => row['customer'])).toEqual(['Bob Example']);
  });

  it('defer what is invoiced for days to come, to the cent of the lines, and earn it in its months', async () => {
    for (const through of ['2026-01-31', '2026-03-01', '2026-03-15', '2025-12-31']) {
      const schedule = await crm.report('deferred-revenue', { through });
      const lines = await crm.report('deferred-lines', { through });
      const byPlan = await crm.report('deferred-revenue', { through, options: [{ name: 'by', value: 'plan' }] });
      expect(schedule.totals['deferred'] ?? '0').toBe(lines.totals['deferred'] ?? '0');
      expect(byPlan.totals['deferred'] ?? '0').toBe(lines.totals['deferred'] ?? '0');
    }
    const middle = await crm.report('deferred-revenue', { through: '2026-03-15' });
    expect(middle.rows.map((row) => [row['month'], row['deferred']])).toEqual([['2026-03-01', String(51613 + 17204)]]);
  });

  it('work out what runs will charge by the decision of the runs, month by month and customer by customer', async () => {
    const ahead = await crm.report('future-charges', { through: '2026-06-15' });
    expect(ahead.rows.map((row) => [row['month'], row['invoices'], row['net']])).toEqual([
      ['2026-04-01', '2', '133333'],
      ['2026-05-01', '2', '133333'],
      ['2026-06-01', '2', '133333'],
    ]);
    const options = [{ name: 'by', value: 'customer' }];
    const may = await crm.report('future-charges', { from: '2026-05-01', through: '2026-05-31', options });
    expect(may.rows.map((row) => [row['customer'], row['invoices'], row['gross']])).toEqual([
      ['Ana Example', '1', '122000'],
      ['Carl Example', '1', '40666'],
    ]);
    await expect(crm.report('future-charges', { through: '2028-01-01' })).rejects.toMatchObject({
      code: 'TOO_FAR_AHEAD',
    });
  });

  it('close a statement with the balance, by documents and by transactions', async () => {
    for (const customerId of [crm.ana, crm.carl]) {
      for (const by of ['documents', 'transactions']) {
        const { totals, rows } = await crm.report('statement', {
          customerId,
          from: '2026-02-01',
          through: '2026-03-31',
          options: [{ name: 'by', value: by }],
        });
        const [account] = await crm.world.rows<{ minor: string }>(
          'SELECT -balance_minor AS minor FROM billing.account WHERE customer_id = $1',
          [customerId],
        );
        expect(totals['owed']).toBe(account?.minor);
        expect(rows[0]).toMatchObject({ what: 'Opening balance', owed: '0' });
      }
    }
  });

  it('count payments the same by way, day, month, partner and person, and show them', async () => {
    for (const by of ['method', 'day', 'month', 'partner', 'person']) {
      const { totals } = await crm.report('payments', { ...QUARTER, options: [{ name: 'by', value: by }] });
      expect(totals).toMatchObject({ payments: '3', amount: '372000' });
    }
    const { totals } = await crm.report('collected', QUARTER);
    expect(BigInt(totals['paid'] ?? 0) + BigInt(totals['credited'] ?? 0) + BigInt(totals['open'] ?? 0)).toBe(
      BigInt(totals['invoiced'] ?? 0),
    );
  });

  it('agree on every balance by three ways of counting', async () => {
    for (const customerId of [null, crm.ana, crm.carl]) {
      const check = await crm.world.ask(BalanceCheck, { customerId }, superAdministrator());
      expect(check).toMatchObject({ differing: 0, shownMinor: check.ledgerMinor, documentsMinor: check.ledgerMinor });
    }
  });

  it('refuse what they do not know, and figures that the reader may not see elsewhere', async () => {
    await expect(crm.report('tax', { from: '2026-03-01', through: '2026-02-01' })).rejects.toMatchObject({
      code: 'PERIOD_REVERSED',
    });
    await expect(crm.report('tax', { options: [{ name: 'group', value: 'x' }] })).rejects.toMatchObject({
      code: 'UNKNOWN_CHOICE',
    });
    await expect(crm.report('tax', { options: [{ name: 'x', value: 'y' }] })).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
    });
    await expect(crm.report('statement')).rejects.toMatchObject({ code: 'CUSTOMER_NEEDED' });
    await expect(crm.report('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const reader = staffWith([ReportingPermissions['report.view'], BillingPermissions['payment.view']]);
    await expect(crm.report('tax', QUARTER, reader)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(crm.report('payments', QUARTER, reader)).rejects.toMatchObject({ code: 'REPORT_NEEDS_ALL' });
    const ask = crm.world.ask(RunReport, { id: 'payments', asked: {}, first: 10, offset: 0 }, staffWith([]));
    await expect(ask).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('earn a line over several months by its days in each of them', async () => {
    const { world } = crm;
    const dora = await openPerson(world, crm.north, { name: 'Dora Example' });
    const quarter = { kind: 'recurring', title: 'Hosting', unitPrice: '100.01', taxInclusive: false, periodMonths: 3 };
    const { planId } = await world.run(CreatePlan, quarter);
    await world.run(AddService, { customerId: dora, planId, startsOn: '2026-03-15' });
    await crm.bill('2026-03-15', [dora]);
    const asked = { through: '2026-03-20', customerId: dora };
    const lines = await crm.report('deferred-lines', asked);
    const earned = new Map<string, bigint>();
    for (const line of lines.rows) {
      const first = localDate(line['first_on'] ?? '');
      const days = daysBetween(first, localDate(line['last_on'] ?? '')) + 1;
      const upTo = (served: number): bigint =>
        (BigInt(line['net_minor'] ?? 0) * BigInt(served) * 2n + BigInt(days)) / BigInt(2 * days);
      for (let day = 0; day < days; day += 1) {
        const on = addDays(first, day);
        if (on > '2026-03-20') {
          const month = startOfMonth(on);
          earned.set(month, (earned.get(month) ?? 0n) + upTo(day + 1) - upTo(day));
        }
      }
    }
    const schedule = await crm.report('deferred-revenue', asked);
    expect(earned.size).toBeGreaterThan(1);
    expect(schedule.rows.map((row) => [row['month'], row['deferred']])).toEqual(
      [...earned].map(([month, minor]) => [month, String(minor)]),
    );
  });
});
