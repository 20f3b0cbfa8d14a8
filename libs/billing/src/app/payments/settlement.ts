import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { allocateOldestFirst, type Allocation, type LooseDebits, type OpenItem } from '../../domain/index.js';

/** Money of a customer that nothing is settled with yet. */
export interface Payer {
  readonly kind: 'payment' | 'credit_note';
  readonly id: string;
  readonly customerId: string;
  readonly freeMinor: bigint;
}

export interface Settlement {
  readonly payer: Payer;
  readonly invoiceId: string;
  readonly amountMinor: bigint;
}

/** Debt that stands on no invoice; settled by leaving that much of the money unallocated. */
export const LOOSE_DEBT = 'loose';

export function openItems(invoices: readonly OpenInvoice[], looseMinor: bigint): OpenItem[] {
  const items = invoices.map((invoice): OpenItem => ({
    itemId: invoice.id,
    kind: 'invoice',
    issuedOn: invoice.issuedOn,
    sequence: 0,
    openMinor: invoice.openMinor,
  }));
  if (looseMinor <= 0n) return items;
  const on = invoices[0]?.issuedOn ?? ('0001-01-01' as LocalDate);
  return [{ itemId: LOOSE_DEBT, kind: 'debit', issuedOn: on, sequence: 0, openMinor: looseMinor }, ...items];
}

export interface OpenInvoice {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly issuedOn: LocalDate;
  readonly openMinor: bigint;
}

export async function openInvoices(sql: Sql, customerIds: readonly string[]): Promise<OpenInvoice[]> {
  const rows = await sql.query<{ id: string; number: string; customer_id: string; issued_on: LocalDate; open: string }>(
    `SELECT id, number, customer_id, issued_on, gross_minor - settled_minor AS open FROM billing.invoice
      WHERE customer_id = ANY ($1::uuid[]) AND settled_minor < gross_minor AND status = 'issued' ORDER BY customer_id, issued_on, id`,
    [customerIds],
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    issuedOn: row.issued_on,
    openMinor: BigInt(row.open),
  }));
}

/** Payments and credit notes with money left, oldest first. */
export async function freePayers(sql: Sql, customerIds: readonly string[]): Promise<Payer[]> {
  const rows = await sql.query<{ kind: Payer['kind']; id: string; customer_id: string; free: string }>(
    `SELECT 'credit_note' AS kind, id, customer_id, remaining_minor AS free, issued_on AS on FROM billing.credit_note
      WHERE customer_id = ANY ($1::uuid[]) AND remaining_minor > 0 AND status = 'issued'
     UNION ALL
     SELECT 'payment', id, customer_id, unallocated_minor, received_on FROM billing.payment
      WHERE customer_id = ANY ($1::uuid[]) AND unallocated_minor > 0 AND status = 'recorded' ORDER BY customer_id, "on", id`,
    [customerIds],
  );
  return rows.map((row) => ({ kind: row.kind, id: row.id, customerId: row.customer_id, freeMinor: BigInt(row.free) }));
}

/**
 * What one customer’s free money settles: loose debt (first or last, by setting) and invoices, oldest first. `owedMinor` is the receivable with
 * everything posted, the invoices and the money included.
 */
export function settle(
  owedMinor: bigint,
  invoices: readonly OpenInvoice[],
  payers: readonly Payer[],
  looseDebits?: LooseDebits,
): Settlement[] {
  const freeMinor = payers.reduce((sum, payer) => sum + payer.freeMinor, 0n);
  if (freeMinor === 0n || invoices.length === 0) return [];
  const openMinor = invoices.reduce((sum, invoice) => sum + invoice.openMinor, 0n);
  const plan = allocateOldestFirst(freeMinor, openItems(invoices, owedMinor + freeMinor - openMinor), looseDebits);
  return spreadOverPayers(payers, plan.allocations);
}

/** Which payer pays which part of what was decided: payers in their order, each until it is used up. */
export function spreadOverPayers(payers: readonly Payer[], allocations: readonly Allocation[]): Settlement[] {
  const settlements: Settlement[] = [];
  let at = 0;
  let leftMinor = payers[0]?.freeMinor ?? 0n;
  for (const allocation of allocations) {
    let wantedMinor = allocation.amountMinor;
    while (wantedMinor > 0n) {
      const payer = payers[at];
      if (!payer) return settlements;
      const amountMinor = wantedMinor < leftMinor ? wantedMinor : leftMinor;
      if (amountMinor > 0n && allocation.itemId !== LOOSE_DEBT)
        settlements.push({ payer, invoiceId: allocation.itemId, amountMinor });
      wantedMinor -= amountMinor;
      leftMinor -= amountMinor;
      if (leftMinor === 0n) {
        at += 1;
        leftMinor = payers[at]?.freeMinor ?? 0n;
      }
    }
  }
  return settlements;
}
