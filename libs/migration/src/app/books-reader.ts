import { Injectable } from '@nestjs/common';
import {
  accountsByIds,
  countAllocations,
  creditNotesByIds,
  invoicesByIds,
  paymentsByIds,
  servicesByIds,
  taxOfInvoices,
} from '@demarc/billing';
import { currencyCode, Decimal, localDate } from '@demarc/kernel';
import { countRouters } from '@demarc/networking';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { Entity } from '../domain/entities.js';
import type {
  BookedBalance,
  BookedCreditNote,
  BookedInvoice,
  BookedPayment,
  ImportedBooks,
} from '../domain/reconciliation/imported-books.js';
import type { SourceId } from '../domain/source/source-id.js';

interface ReferenceRow {
  readonly entity: Entity;
  readonly sourceId: string;
  readonly targetId: string;
  readonly facts: { readonly onProforma?: boolean; readonly isExplained?: boolean };
}

type ByEntity = (entity: Entity) => readonly ReferenceRow[];

/** Reads the books of one source instance back: from the contexts' own tables, found by the references of the import. */
@Injectable()
export class BooksReader {
  constructor(private readonly database: Database) {}

  read(instance: string): Promise<ImportedBooks> {
    return this.database.read(EVERYTHING, async (sql) => {
      const run = await sql.first<{ currency: string; snapshot_on: string }>(
        'SELECT currency, snapshot_on FROM migration.import_run WHERE instance = $1 ORDER BY started_at DESC, id DESC LIMIT 1',
        [instance],
      );
      if (!run) throw new Error(`nothing was imported from ${instance}`);
      const of = await referencesOf(sql, instance);
      const accounts = await accountsByIds(sql, ids(of('customer')));
      return {
        currency: currencyCode(run.currency),
        snapshotOn: localDate(run.snapshot_on),
        rows: await rowsOf(sql, instance, of, accounts.length),
        customers: accounts.map((account) => ({
          status: account.customerStatus,
          billingType: BILLING_TYPES[account.billingType] ?? account.billingType,
        })),
        balances: await balancesOf(
          sql,
          instance,
          of,
          new Map(accounts.map((account) => [account.customerId, BigInt(account.ledgerMinor)])),
        ),
        invoices: await invoicesOf(sql, of),
        payments: await paymentsOf(sql, of),
        creditNotes: await creditNotesOf(sql, of),
        taxByRate: (await taxOfInvoices(sql, ids(of('invoice')))).map((row) => ({
          percent: new Decimal(row.percent),
          net: new Decimal(row.net),
          tax: new Decimal(row.tax),
        })),
      };
    });
  }
}

const BILLING_TYPES: Readonly<Record<string, string>> = { prepaid_daily: 'prepaid', prepaid_custom: 'prepaid_monthly' };

async function referencesOf(sql: Sql, instance: string): Promise<ByEntity> {
  const rows = await sql.query<ReferenceRow>(
    'SELECT entity, source_id AS "sourceId", target_id AS "targetId", facts FROM migration.external_reference WHERE instance = $1',
    [instance],
  );
  const grouped = Map.groupBy(rows, (row) => row.entity);
  return (entity) => grouped.get(entity) ?? [];
}

function ids(rows: readonly ReferenceRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.targetId))];
}

/** What is in the books, and what was staged but is not: the two make what the source has. */
async function rowsOf(sql: Sql, instance: string, of: ByEntity, customers: number): Promise<ImportedBooks['rows']> {
  const staged = await sql.query<{ collection: string; count: number; items: number }>(
    `SELECT collection, count(*)::int AS count,
       coalesce(sum(CASE WHEN jsonb_typeof(raw -> 'items') = 'array' THEN jsonb_array_length(raw -> 'items') END), 0)::int AS items
     FROM migration.staged_row WHERE instance = $1 GROUP BY collection`,
    [instance],
  );
  const inSource = new Map(staged.map((row) => [row.collection, row]));
  const counted = (entity: string, collection: string, imported: number): ImportedBooks['rows'][number] => {
    const count = entity === 'invoice_items' ? inSource.get(collection)?.items : inSource.get(collection)?.count;
    return { entity, imported, setAside: Math.max((count ?? 0) - imported, 0) };
  };
  const services = async (entity: Entity): Promise<number> => (await servicesByIds(sql, ids(of(entity)))).length;
  const invoices = await invoicesByIds(sql, ids(of('invoice')));
  return [
    counted('customers', 'customers', customers),
    counted('services_internet', 'internet-services', await services('internet_service')),
    counted('services_voice', 'voice-services', await services('voice_service')),
    counted('services_recurring', 'recurring-services', await services('recurring_service')),
    counted('services_bundle', 'bundle-services', await services('bundle_service')),
    counted('invoices', 'invoices', invoices.length),
    counted(
      'invoice_items',
      'invoices',
      invoices.reduce((sum, invoice) => sum + invoice.printedLines, 0),
    ),
    counted('credit_notes', 'credit-notes', (await creditNotesByIds(sql, ids(of('credit_note')))).length),
    counted('transactions', 'transactions', of('transaction').length),
    counted('payments', 'payments', (await paymentsByIds(sql, ids(of('payment')))).length),
    counted('invoice_relations', 'invoice-relations', await countAllocations(sql, ids(of('allocation')))),
    counted('routers', 'routers', await countRouters(sql, ids(of('router')))),
  ];
}

async function balancesOf(
  sql: Sql,
  instance: string,
  of: ByEntity,
  ledger: ReadonlyMap<string, bigint>,
): Promise<readonly BookedBalance[]> {
  const controls = await sql.query<{ id: string; stored: string | null; from_transactions: string; residue: string }>(
    'SELECT customer_source_id AS id, stored, from_transactions, residue FROM migration.balance_control WHERE instance = $1',
    [instance],
  );
  const controlOf = new Map(controls.map((control) => [control.id, control]));
  return of('customer').map(({ sourceId, targetId }) => {
    const control = controlOf.get(sourceId);
    const unexplained = control?.stored ? new Decimal(control.stored).minus(control.from_transactions) : new Decimal(0);
    return {
      customerId: sourceId as SourceId,
      ledgerMinor: ledger.get(targetId) ?? 0n,
      residue: new Decimal(control?.residue ?? 0),
      unexplained,
    };
  });
}

async function invoicesOf(sql: Sql, of: ByEntity): Promise<readonly BookedInvoice[]> {
  const sourceOf = sourceIds(of('invoice'));
  return (await invoicesByIds(sql, [...sourceOf.keys()])).map((row) => ({
    sourceId: sourceOf.get(row.id) as SourceId,
    status: row.status,
    paymentPending: row.sourceStatus === 'pending',
    totalMinor: BigInt(row.grossMinor),
    openMinor: BigInt(row.openMinor),
    dueOn: localDate(row.dueOn),
  }));
}

async function paymentsOf(sql: Sql, of: ByEntity): Promise<readonly BookedPayment[]> {
  const methodOf = sourceIds(of('payment_method'));
  const referenceOf = new Map(of('payment').map((row) => [row.targetId, row]));
  return (await paymentsByIds(sql, [...referenceOf.keys()])).map((row) => {
    const amountMinor = BigInt(row.amountMinor);
    const facts = referenceOf.get(row.id)?.facts;
    const isUnexplained = amountMinor < 0n && facts?.isExplained !== true && row.status === 'recorded';
    return {
      methodId: methodOf.get(row.methodId) ?? '0',
      amountMinor,
      unappliedMinor: isUnexplained ? amountMinor : BigInt(row.freeMinor),
      onProforma: facts?.onProforma === true,
    };
  });
}

async function creditNotesOf(sql: Sql, of: ByEntity): Promise<readonly BookedCreditNote[]> {
  const rows = await creditNotesByIds(sql, ids(of('credit_note')));
  return rows.map((row) => ({
    status: row.sourceStatus ?? '',
    totalMinor: BigInt(row.grossMinor),
    unappliedMinor: BigInt(row.remainingMinor),
  }));
}

function sourceIds(rows: readonly ReferenceRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [row.targetId, row.sourceId]));
}
