import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currencyCode, Decimal, localDate } from '@demarc/kernel';
import { customerStatusOf } from '../src/domain/mapping/map-accounts.js';
import type { ImportPlan } from '../src/domain/import-plan.js';
import { planImport } from '../src/domain/import-plan.js';
import { fromMinor } from '../src/domain/mapping/minor-units.js';
import type { ImportedBooks } from '../src/domain/reconciliation/imported-books.js';
import { readSourceSet } from '../src/domain/source/read-source-set.js';
import type { SourceSet } from '../src/domain/source/source-set.js';
import { SplynxDirectory } from '../src/source/splynx/directory.adapter.js';
import { readSource } from '../src/source/splynx/read-source.js';

/** An invented provider in the exact shapes of Splynx API 2.0, and the totals that its finance team expects. */
export const SAMPLE_PROVIDER = join(import.meta.dirname, 'sample-provider');
export const OLDER_SERVER = join(import.meta.dirname, 'older-server');
export const EUR = currencyCode('EUR');

export interface ExpectedTotals {
  readonly counts: Record<string, number>;
  readonly customers_by_status: Record<string, number>;
  readonly customers_by_billing_type: Record<string, number>;
  readonly balances: Record<string, unknown> & { readonly by_customer: Record<string, string> };
  readonly invoices: Record<string, unknown>;
  readonly tax_by_rate: Record<string, unknown>;
  readonly payments: Record<string, unknown>;
  readonly credit_notes: Record<string, unknown>;
  readonly exceptions: readonly { readonly code: string; readonly entity: string; readonly id: number }[];
  readonly snapshot: string;
}

export const EXPECTED = JSON.parse(
  readFileSync(join(import.meta.dirname, 'expected-totals.json'), 'utf8'),
) as ExpectedTotals;
export const SNAPSHOT_ON = localDate(EXPECTED.snapshot);

export async function readSampleProvider(): Promise<SourceSet> {
  const source = await SplynxDirectory.open(SAMPLE_PROVIDER);
  return readSourceSet(await readSource(source));
}

export async function planSampleProvider(): Promise<ImportPlan> {
  return planImport(await readSampleProvider(), { currency: EUR, snapshotOn: SNAPSHOT_ON });
}

/** The books that a faithful application of the plan leaves: what the database must hold afterwards. */
export function booksOf(plan: ImportPlan, set: SourceSet): ImportedBooks {
  const settled = new Map<string, bigint>();
  const used = new Map<string, bigint>();
  const bump = (sums: Map<string, bigint>, key: string, amountMinor: bigint): void => {
    sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
  };
  for (const one of plan.allocations) {
    bump(settled, one.invoiceId, one.amountMinor);
    bump(used, `${one.payerKind}/${one.payerId}`, one.amountMinor);
  }
  for (const note of plan.creditNotes) bump(used, `credit_note/${note.sourceId}`, note.refundedMinor);
  const ledger = new Map<string, bigint>();
  for (const one of plan.invoices) if (one.status === 'issued') bump(ledger, one.customerId, -one.totalMinor);
  for (const one of plan.creditNotes) if (one.status !== 'deleted') bump(ledger, one.customerId, one.totalMinor);
  for (const one of plan.payments) bump(ledger, one.customerId, one.amountMinor);
  for (const one of plan.ledger.adjustments) bump(ledger, one.customerId, one.amountMinor);
  const residues = new Map(plan.ledger.residues.map((residue) => [residue.customerId, residue.amount]));
  const zero = new Decimal(0);
  const tax = new Map<string, { net: Decimal; tax: Decimal }>();
  for (const line of plan.invoices.filter((one) => one.status === 'issued').flatMap((one) => one.lines)) {
    const sums = tax.get(line.taxPercent.toFixed(4)) ?? { net: zero, tax: zero };
    const net = line.unitPrice.times(line.quantity);
    tax.set(line.taxPercent.toFixed(4), {
      net: sums.net.plus(net),
      tax: sums.tax.plus(net.times(line.taxPercent).div(100)),
    });
  }
  const setStored = new Map(set.billing.map((one) => [one.customerId, one.deposit]));
  return {
    currency: plan.currency,
    snapshotOn: plan.snapshotOn,
    rows: [],
    customers: plan.customers.map((_, index) => ({
      status: customerStatusOf(plan.accounts[index]),
      billingType: plan.accounts[index]?.billingType ?? '',
    })),
    balances: plan.customers.map(({ sourceId }) => {
      const ledgerMinor = ledger.get(sourceId) ?? 0n;
      const residue = residues.get(sourceId) ?? zero;
      const unexplained = (setStored.get(sourceId) ?? zero).minus(fromMinor(ledgerMinor, plan.currency)).minus(residue);
      return { customerId: sourceId, ledgerMinor, residue, unexplained };
    }),
    invoices: plan.invoices.map((one) => ({ ...one, openMinor: one.totalMinor - (settled.get(one.sourceId) ?? 0n) })),
    payments: plan.payments.map((one) => ({
      methodId: one.methodId ?? '0',
      amountMinor: one.amountMinor,
      unappliedMinor:
        !one.isExplained && !one.isReversed ? one.amountMinor - (used.get(`payment/${one.sourceId}`) ?? 0n) : 0n,
      onProforma: one.proformaId !== undefined,
    })),
    creditNotes: plan.creditNotes.map((one) => ({
      status: one.status,
      totalMinor: one.totalMinor,
      unappliedMinor: one.totalMinor - (used.get(`credit_note/${one.sourceId}`) ?? 0n),
    })),
    taxByRate: [...tax].map(([percent, sums]) => ({ percent: new Decimal(percent), ...sums })),
  };
}
