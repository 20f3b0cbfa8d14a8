import { conflict, contentHash, type DateRange, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ChargeLine } from '../../domain/index.js';
import type { InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { decideCredit, type DecidedCredit } from '../documents/decide-credit.js';
import type { BillingTerms } from '../settings/settings.js';
import { loadBillableServices } from './load-billable.js';
import { planRecurring } from './plan-accounts.js';

export interface CancelWish {
  readonly invoiceId: InvoiceId;
  /** Are the days charged again, by the next run? */
  readonly chargeAgain: boolean;
}

export interface DecidedCancel {
  readonly credit: DecidedCredit;
  /** What a run of today would charge for the days that are let go. */
  readonly again: readonly ChargeLine[];
  readonly settledMinor: bigint;
  readonly hash: string;
}

/** What taking back the last recurring invoice does: for the preview and for the command. */
export async function decideCancel(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  { invoiceId, chargeAgain }: CancelWish,
): Promise<DecidedCancel> {
  const invoice = await sql.first<{ kind: string; number: string; settled: string }>(
    'SELECT kind, number, settled_minor AS settled FROM billing.invoice WHERE id = $1',
    [invoiceId],
  );
  if (!invoice) throw notFound('invoice');
  const last = await lastRecurring(sql, account.customerId);
  if (invoice.kind !== 'recurring' || last?.id !== invoiceId)
    throw conflict(
      'NOT_THE_LAST_INVOICE',
      `Invoice ${invoice.number} is not the last recurring invoice of this customer. Credit it instead.`,
    );
  const credit = await decideCredit(sql, account, terms, { invoiceId });
  const again = chargeAgain ? await chargedAgain(sql, account, terms, today, invoiceId) : [];
  const said = [
    credit.parts.map(({ part }) => `${part.netMinor}+${part.taxMinor}`),
    again.map((line) => [line.serviceId, line.covers.from, line.covers.to, `${line.netMinor}+${line.taxMinor}`]),
  ];
  return { credit, again, settledMinor: BigInt(invoice.settled), hash: contentHash([invoiceId, chargeAgain, said]) };
}

export function lastRecurring(sql: Sql, customerId: string): Promise<{ id: string; gross_minor: string } | undefined> {
  return sql.first(
    `SELECT id, gross_minor FROM billing.invoice WHERE customer_id = $1 AND kind = 'recurring' AND status = 'issued' ORDER BY issued_on DESC, id DESC LIMIT 1`,
    [customerId],
  );
}

/** Planned as a run plans it, with the days of the invoice as if they had never been charged. */
async function chargedAgain(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  invoiceId: InvoiceId,
): Promise<ChargeLine[]> {
  const rows = await sql.query<{ service_id: string; from: LocalDate; to: LocalDate }>(
    `SELECT period.service_id, lower(period.days) AS "from", upper(period.days) AS "to" FROM billing.invoice_line line JOIN billing.service ON service.id = line.service_id
       JOIN billing.charged_period period ON period.chain_id = service.chain_id AND period.service_id = service.id AND period.invoice_line_id = line.id
      WHERE line.invoice_id = $1 AND period.released_at IS NULL`,
    [invoiceId],
  );
  const released = (serviceId: string): DateRange[] => rows.filter((row) => row.service_id === serviceId);
  const services = (await loadBillableServices(sql, [account.customerId], today, () => terms)).get(account.customerId);
  const asIfNot = (services ?? []).map((service) => ({
    ...service,
    charged: released(service.serviceId).reduce(withoutDays, service.charged),
  }));
  const { invoice } = planRecurring(account, asIfNot, undefined, terms, { on: today, datedOn: today });
  return (invoice?.lines ?? []).filter(({ serviceId, covers }) =>
    released(serviceId).some((days) => covers.from < days.to && days.from < covers.to),
  );
}

/** What is left of some ranges of days without those of another. */
function withoutDays(ranges: readonly DateRange[], taken: DateRange): readonly DateRange[] {
  return ranges.flatMap((range) => {
    if (taken.to <= range.from || range.to <= taken.from) return [range];
    return [
      ...(range.from < taken.from ? [{ from: range.from, to: taken.from }] : []),
      ...(taken.to < range.to ? [{ from: taken.to, to: range.to }] : []),
    ];
  });
}
