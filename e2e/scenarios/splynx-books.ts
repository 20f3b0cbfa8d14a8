import { addDays, addMonths, localDate } from '@demarc/kernel';

const NEVER = '0000-00-00';
/** Percent, on everything. */
export const VAT = 20;

export type Rows = Record<string, unknown>[];

export interface Tariff {
  readonly title: string;
  /** In cents, as one would say it: without tax, or with it. */
  readonly cents: number;
  readonly withVat: boolean;
  readonly kbps: readonly [number, number];
}

/** What decides a customer's books. */
interface Billed {
  readonly rented?: number;
  readonly billed: Readonly<Record<string, 'paid' | 'open'>>;
  readonly blockingPeriod?: number;
}

export interface Line {
  readonly description: string;
  readonly quantity: number;
  readonly netCents: number;
  readonly service: readonly [id: number, type: string];
}

export function linesOf(id: number, { rented = 0 }: Pick<Billed, 'rented'>, tariff: Tariff): Line[] {
  const netCents = tariff.withVat ? Math.round((tariff.cents * 100) / (100 + VAT)) : tariff.cents;
  const internet: Line = { description: tariff.title, quantity: 1, netCents, service: [1000 + id, 'internet'] };
  const rental: Line = {
    description: 'Router rental',
    quantity: rented,
    netCents: 250,
    service: [500 + id, 'custom'],
  };
  return rented > 0 ? [internet, rental] : [internet];
}

/** What one customer was charged and has paid: documents, their transactions, and the balance that they come to. */
export class Books {
  private readonly gross: number;

  constructor(
    private readonly customerId: number,
    private readonly lines: readonly Line[],
    private readonly rowsOf: (name: string) => Rows,
  ) {
    this.gross = lines.reduce((sum, line) => sum + netOf(line) + taxOf(line), 0) / 100;
  }

  write({ billed, blockingPeriod = 0 }: Billed): void {
    for (const [month, state] of Object.entries(billed)) this.invoice(month, state === 'paid');
    const open = Object.values(billed).filter((state) => state === 'open').length;
    this.rowsOf('customer-billing').push({
      customer_id: this.customerId,
      enabled: 1,
      type: '1',
      deposit: (-open * this.gross).toFixed(4),
      billing_date: '1',
      billing_due: '15',
      blocking_period: String(blockingPeriod),
      grace_period: '10',
      make_invoices: '1',
      payment_method: '2',
      min_balance: '0.0000',
    });
  }

  private invoice(month: string, isPaid: boolean): void {
    const invoices = this.rowsOf('invoices');
    const id = 2001 + invoices.length;
    const paidOn = `${month.slice(0, 8)}05`;
    const items = this.lines.map((line, position) => this.charge(line, month, id, position));
    invoices.push({
      id,
      customer_id: this.customerId,
      date_created: month,
      date_payment: isPaid ? paidOn : NEVER,
      date_till: `${month.slice(0, 8)}16`,
      use_transactions: '1',
      number: `${month.slice(0, 4)}${id}`,
      total: this.gross,
      due: isPaid ? 0 : this.gross,
      payment_id: isPaid ? this.pay(id, paidOn) : 0,
      type: 'recurring',
      status: isPaid ? 'paid' : 'not_paid',
      items,
    });
  }

  /** The debit of one line; answers the line as it stands on the invoice. */
  private charge(line: Line, month: string, invoiceId: number, position: number): object {
    const { description, quantity, netCents, service } = line;
    const common = {
      description,
      quantity,
      price: (netCents / 100).toFixed(4),
      period_from: month,
      period_to: lastOf(month),
      tax_id: 1,
    };
    const transactionId = this.transaction({
      ...common,
      type: 'debit',
      tax_percent: `${VAT}.0000`,
      total: ((netOf(line) + taxOf(line)) / 100).toFixed(4),
      date: month,
      category: 1,
      service_id: service[0],
      service_type: service[1],
      invoice_id: invoiceId,
      invoiced_by_id: invoiceId,
      source: 'auto',
    });
    const tax = { tax: `${VAT}.0000`, tax_amount: taxOf(line) / 100 };
    return { ...common, ...tax, id: invoiceId * 10 + position, pos: position + 1, transaction_id: transactionId };
  }

  private pay(invoiceId: number, date: string): number {
    const payments = this.rowsOf('payments');
    const relations = this.rowsOf('invoice-relations');
    const id = 4001 + payments.length;
    const amount = this.gross.toFixed(4);
    const transactionId = this.transaction({
      type: 'credit',
      quantity: 1,
      price: amount,
      tax_percent: '0.0000',
      total: amount,
      date,
      category: 3,
      description: 'Payment',
      payment_id: id,
      source: 'manual',
    });
    payments.push({
      id,
      customer_id: this.customerId,
      invoice_id: invoiceId,
      transaction_id: transactionId,
      payment_type: 2,
      receipt_number: `2026-${id}`,
      date,
      amount,
      remind_amount: '0.0000',
    });
    relations.push({
      id: relations.length + 1,
      customer_id: this.customerId,
      payer_id: id,
      type: 'payment',
      invoice_id: invoiceId,
      transaction_id: null,
      amount: this.gross,
    });
    return id;
  }

  private transaction(row: Record<string, unknown>): number {
    const transactions = this.rowsOf('transactions');
    const id = 5001 + transactions.length;
    transactions.push({ ...row, id, customer_id: this.customerId });
    return id;
  }
}

function netOf({ quantity, netCents }: Line): number {
  return quantity * netCents;
}

function taxOf(line: Line): number {
  return (netOf(line) * VAT) / 100;
}

function lastOf(month: string): string {
  return addDays(addMonths(localDate(month), 1), -1);
}
