import { beforeAll, describe, expect, it } from 'vitest';
import { booksOf, EXPECTED, planSampleProvider, readSampleProvider } from '../../test/sample-provider.js';
import type { ImportPlan } from './import-plan.js';
import { reconcile, type ReconciliationReport } from './reconciliation/reconcile.js';
import type { SourceSet } from './source/source-set.js';

describe('the plan for a whole provider', () => {
  let set: SourceSet;
  let plan: ImportPlan;
  let report: ReconciliationReport;
  beforeAll(async () => {
    set = await readSampleProvider();
    plan = await planSampleProvider();
    report = reconcile(booksOf(plan, set));
  });

  it('understands every row and every value', () => {
    expect(set.faults).toEqual([]);
    expect(set.notes).toEqual([]);
    expect([...set.notReadable.keys()]).toEqual([]);
  });

  it('lists exactly the rows that need a person, each with its code', () => {
    const key = (one: { readonly code: string; readonly entity: string; readonly id: string | number }): string =>
      `${one.code} ${one.entity} ${one.id}`;
    expect(plan.exceptions.map(key).sort()).toEqual(EXPECTED.exceptions.map(key).sort());
  });

  it('gives every customer the stated balance, to the last of four places', () => {
    const { sum_ledger, residues, ...balances } = report.balances;
    expect(balances).toEqual(EXPECTED.balances);
    expect(sum_ledger).toBe(EXPECTED.balances['sum_from_transactions']);
    expect(residues).toEqual({});
  });

  it('agrees on invoices, payments, credit notes and tax by rate', () => {
    expect(report.invoices).toEqual(EXPECTED.invoices);
    expect(report.payments).toEqual(EXPECTED.payments);
    expect(report.credit_notes).toEqual(EXPECTED.credit_notes);
    expect(report.tax_by_rate).toEqual(EXPECTED.tax_by_rate);
    expect(report.customers_by_status).toEqual(EXPECTED.customers_by_status);
    expect(report.customers_by_billing_type).toEqual(EXPECTED.customers_by_billing_type);
  });

  it('has lines that sum to the printed total on every document', () => {
    for (const document of [...plan.invoices, ...plan.creditNotes]) {
      const sum = document.lines.reduce((total, line) => total + line.netMinor + line.taxMinor, 0n);
      expect(sum, `document ${document.sourceId}`).toBe(document.totalMinor);
    }
  });

  it('keeps the future item of a recurring customer out of the balance and that of a prepaid one in it', () => {
    expect(plan.futureItems.map((item) => item.sourceId)).toEqual(['5117']);
    expect(plan.ledger.adjustments.map((one) => [one.sourceId, one.amountMinor])).toEqual([
      ['5109', -1999n],
      ['5110', -400n],
      ['5223', 777n],
    ]);
  });

  it('lets a paused copy go on with the original that deactivation ended', () => {
    const [original, copy] = plan.services.filter((one) => ['1008', '1009'].includes(one.sourceId));
    expect(original).toMatchObject({ status: 'disabled', endsOn: '2026-02-26', endedBy: 'deactivation' });
    expect(copy).toMatchObject({ status: 'paused', continuesId: '1008', endsOn: undefined, pausedOn: '2026-02-26' });
  });

  it('never gives an address to two services, nor a login to two customers', () => {
    const addresses = plan.services.flatMap((one) => one.access?.ipv4 ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(plan.customers.find((one) => one.number === '24')?.login).toBeUndefined();
    expect(plan.customers.find((one) => one.number === '26')?.login).toBeUndefined();
  });

  it('holds whom a person blocked', () => {
    expect(plan.customers.filter((one) => one.heldByPerson).map((one) => one.number)).toEqual(['7']);
  });
});
