import { type CurrencyCode, currencyDigits, type LocalDate } from '@demarc/kernel';
import type { Stage } from '../stage/stage.ts';

/** An amount as it is kept and as people write it. */
export interface Figure {
  readonly minor: bigint;
  readonly text: string;
}

export interface Line {
  readonly id: string;
  readonly kind: 'charge' | 'credit' | 'fee';
  readonly documentId: string;
  readonly serviceId: string | null;
  /** Of a credit: the charge that it gives back. */
  readonly creditsLineId: string | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly days: number | null;
  readonly of: number | null;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly net: Figure;
  readonly tax: Figure;
  readonly gross: Figure;
  /** What discounts took off the price. */
  readonly discount: Figure;
}

export interface Document {
  readonly id: string;
  readonly kind: 'invoice' | 'credit_note';
  readonly issuedOn: LocalDate;
  /** Of an invoice: the last day to pay it. */
  readonly dueOn: LocalDate | null;
  readonly net: Figure;
  readonly tax: Figure;
  readonly gross: Figure;
  /** Of an invoice: what is not settled yet. */
  readonly open: Figure;
  readonly settled: Figure;
}

/** Everything of one customer that answers are read from; all of it from the database. */
export interface Facts {
  /** Writes minor units of the customer's currency. */
  readonly figure: (minor: string | bigint) => Figure;
  /** In order of issue. */
  readonly documents: readonly Document[];
  readonly charges: readonly Line[];
  readonly credits: readonly Line[];
  readonly fees: readonly Line[];
  /** What the customer owes; below zero when there is credit. */
  readonly owed: Figure;
  readonly services: readonly {
    readonly id: string;
    readonly startsOn: LocalDate;
    readonly endsOn: LocalDate | null;
    readonly status: string;
  }[];
}

interface LineRow {
  id: string;
  credits_line_id: string | null;
  tax_inclusive: boolean;
  document_id: string;
  service_id: string | null;
  revenue: string;
  from: LocalDate | null;
  to: LocalDate | null;
  days: number | null;
  period_days: number | null;
  quantity: string;
  unit_price: string;
  net_minor: string;
  tax_minor: string;
  gross_minor: string;
}

interface DocumentRow {
  id: string;
  kind: 'invoice' | 'credit_note';
  issued_on: LocalDate;
  due_on: LocalDate | null;
  net_minor: string;
  tax_minor: string;
  gross_minor: string;
  settled_minor: string;
}

const LINES = (kind: 'invoice' | 'credit_note'): string => `
  SELECT line.id, ${kind === 'invoice' ? 'NULL::uuid' : 'line.invoice_line_id'} AS credits_line_id, line.${kind}_id AS document_id, line.service_id, line.revenue,
    lower(line.covers) AS from, upper(line.covers) AS to, line.days, line.period_days, line.tax_inclusive, line.quantity, line.unit_price, line.net_minor, line.tax_minor, line.gross_minor
   FROM billing.${kind}_line line JOIN billing.${kind} document ON document.id = line.${kind}_id
  WHERE line.customer_id = $1 ORDER BY document.created_at, document.ordinal, line.position`;

export async function readFacts(stage: Stage, customerId: string): Promise<Facts> {
  const [account] = await stage.rows<{ balance_minor: string; currency: CurrencyCode }>(
    'SELECT balance_minor, currency FROM billing.account WHERE customer_id = $1',
    [customerId],
  );
  if (!account) throw new Error(`no account of customer ${customerId}`);
  const digits = currencyDigits(account.currency);
  const figure = figureOf(digits);
  const invoiced = await stage.rows<LineRow>(LINES('invoice'), [customerId]);
  const credited = await stage.rows<LineRow>(LINES('credit_note'), [customerId]);
  const documents = await stage.rows<DocumentRow>(
    `SELECT id, 'invoice' AS kind, issued_on, due_on, net_minor, tax_minor, gross_minor, settled_minor, created_at, ordinal
       FROM billing.invoice WHERE customer_id = $1
     UNION ALL
     SELECT id, 'credit_note', issued_on, NULL, net_minor, tax_minor, gross_minor, gross_minor - remaining_minor, created_at, ordinal
       FROM billing.credit_note WHERE customer_id = $1
      ORDER BY created_at, kind, ordinal`,
    [customerId],
  );
  const services = await stage.rows<Facts['services'][number]>(
    'SELECT id, starts_on AS "startsOn", ends_on AS "endsOn", status FROM billing.service WHERE customer_id = $1 ORDER BY starts_on, number',
    [customerId],
  );
  const money = { figure, digits };
  const lines = invoiced.map((row) => lineOf(row, row.revenue === 'revenue.fee' ? 'fee' : 'charge', money));
  return {
    figure,
    documents: documents.map((row) => ({
      id: row.id,
      kind: row.kind,
      issuedOn: row.issued_on,
      dueOn: row.due_on,
      net: figure(row.net_minor),
      tax: figure(row.tax_minor),
      gross: figure(row.gross_minor),
      settled: figure(row.settled_minor),
      open: figure(String(BigInt(row.gross_minor) - BigInt(row.settled_minor))),
    })),
    charges: lines.filter((line) => line.kind === 'charge'),
    fees: lines.filter((line) => line.kind === 'fee'),
    credits: credited.map((row) => lineOf(row, 'credit', money)),
    owed: figure(String(-BigInt(account.balance_minor))),
    services,
  };
}

interface MoneyOfCase {
  readonly figure: Facts['figure'];
  readonly digits: number;
}

function lineOf(row: LineRow, kind: Line['kind'], money: MoneyOfCase): Line {
  const { figure } = money;
  const net = figure(row.net_minor);
  const gross = figure(row.gross_minor);
  const kept = row.tax_inclusive ? gross.minor : net.minor;
  return {
    id: row.id,
    kind,
    documentId: row.document_id,
    serviceId: row.service_id,
    creditsLineId: row.credits_line_id,
    from: row.from,
    to: row.to,
    days: row.days,
    of: row.period_days,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    net,
    tax: figure(row.tax_minor),
    gross,
    discount: figure(kind === 'charge' ? listed(row, money) - kept : 0n),
  };
}

/** Quantity times price for its days, before discounts, rounded once: half up, away from zero. */
function listed({ quantity, unit_price: price, days, period_days: of }: LineRow, { digits }: MoneyOfCase): bigint {
  const units = (text: string): bigint => BigInt(text.replace('.', ''));
  const below = 10n ** BigInt(scaleOf(quantity) + scaleOf(price)) * BigInt(of ?? 1);
  const above = units(quantity) * units(price) * BigInt(days ?? 1) * 10n ** BigInt(digits);
  return (above * 2n + below) / (below * 2n);
}

function scaleOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

export function figureOf(digits: number): (minor: string | bigint) => Figure {
  return (minor) => {
    const value = BigInt(minor);
    const whole = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
    const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
    return { minor: value, text: value < 0n ? `-${text}` : text };
  };
}
