import { conflict, contentHash, type LocalDate, notFound, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type ChangeFee,
  type EndRefund,
  type FinalBill,
  finalBill,
  type FinalBillRefusal,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { taxFor } from '../pricing/tax-books.js';
import { chargedLines, type ChargedServiceLine } from '../runs/charged-lines.js';
import { billableAccount, loadService, type LoadedService } from '../runs/load-billable.js';
import type { BillingTerms } from '../settings/settings.js';

export interface EndWish {
  readonly serviceId: string;
  readonly endsOn: LocalDate;
  readonly refund?: EndRefund | undefined;
  readonly withFee?: boolean | undefined;
}

export interface DecidedEnd {
  readonly bill: FinalBill;
  readonly endsOn: LocalDate;
  readonly refund: EndRefund;
  readonly service: LoadedService;
  readonly contractEndsOn: LocalDate | null;
  readonly invoiceOf: ReadonlyMap<string, ChargedServiceLine>;
  readonly hash: string;
}

interface FeeRow {
  readonly beginsOn: LocalDate | null;
  readonly contractEndsOn: LocalDate | null;
  readonly endFee: string | null;
  readonly earlyEndFee: string | null;
  readonly taxInclusive: boolean;
  readonly taxRateId: string | null;
  readonly bundled: boolean;
}

/** One decision for the preview and for the end of a service. */
export async function decideEnd(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  wish: EndWish,
): Promise<DecidedEnd> {
  const loaded = await loadService(sql, wish.serviceId, today, terms);
  const row = await sql.first<FeeRow>(
    `SELECT service.activates_on AS "beginsOn", service.contract_ends_on AS "contractEndsOn", plan.end_fee AS "endFee", plan.early_end_fee AS "earlyEndFee",
       plan.tax_inclusive AS "taxInclusive", plan.tax_rate_id AS "taxRateId", service.bundle_service_id IS NOT NULL AS bundled
     FROM billing.service JOIN billing.plan ON plan.id = service.plan_id WHERE service.id = $1`,
    [wish.serviceId],
  );
  if (!loaded || !row) throw notFound('service');
  if (row.bundled) throw conflict('SERVICE_IN_BUNDLE', 'This service is part of a bundle. End the bundle.');
  const { policy, services } = billableAccount(account, [loaded], terms);
  const service = services[0] ?? loaded;
  const lines = await chargedLines(sql, wish.serviceId, service.startsOn);
  const taxes = await taxFor(sql, account, terms, row.taxRateId, today);
  const fee = (amount: string | null): ChangeFee | null =>
    amount === null || wish.withFee === false ? null : { amount, amountIncludesTax: row.taxInclusive, ...taxes };
  const refund = wish.refund ?? terms.settings.endRefund;
  const decided = finalBill({
    currency: account.currency,
    today,
    endsOn: wish.endsOn,
    beginsOn: row.beginsOn,
    refund,
    onFirstDay: terms.settings.endOnFirstDay,
    service,
    chargedLines: lines,
    paidMinor: refund === 'paid_first' ? await paidForLines(sql, wish.serviceId) : new Map(),
    contractEndsOn: row.contractEndsOn,
    feeAtEnd: fee(row.endFee),
    feeBeforeEnd: fee(row.earlyEndFee),
    policy,
  });
  if (!decided.ok) throw refusalOf(decided.error);
  const bill = decided.value;
  return {
    bill,
    endsOn: wish.endsOn,
    refund,
    service,
    contractEndsOn: row.contractEndsOn,
    invoiceOf: new Map(lines.map((line) => [line.lineId, line])),
    hash: contentHash([
      wish.serviceId,
      wish.endsOn,
      refund,
      bill.credits.map((line) => line.grossMinor.toString()),
      bill.fee?.grossMinor.toString() ?? null,
      bill.refundDueMinor.toString(),
    ]),
  };
}

/** What was paid in money for each line of a service: its share of the payments on its invoice, by line totals. */
async function paidForLines(sql: Sql, serviceId: string): Promise<Map<string, bigint>> {
  const rows = await sql.query<{ id: string; paid: string }>(
    `SELECT line.id, round(coalesce(sum(made.amount_minor), 0) * line.gross_minor / invoice.gross_minor)::bigint AS paid
       FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
       LEFT JOIN billing.allocation made ON made.invoice_id = invoice.id AND made.payment_id IS NOT NULL AND made.undone_at IS NULL
      WHERE line.service_id = $1 AND line.period IS NOT NULL AND invoice.gross_minor > 0 GROUP BY line.id, invoice.gross_minor`,
    [serviceId],
  );
  return new Map(rows.map(({ id, paid }) => [id, BigInt(paid)]));
}

function refusalOf(error: FinalBillRefusal): Refusal {
  if (error.code === 'END_NOT_BILLED') return conflict(error.code, 'An archived service has ended already.');
  return conflict(error.code, `The service begins on ${error.earliestOn}; archive it when it was never used.`, {
    earliestOn: error.earliestOn,
  });
}
