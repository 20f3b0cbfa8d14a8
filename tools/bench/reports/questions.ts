/** A report of the product beside the bare statement of the same question: the figures alone, as the owner of the tables. */
export interface Question {
  readonly id: string;
  readonly what: string;
  readonly asked: object;
  readonly bare: string;
}

const option = (name: string, value: string): { readonly name: string; readonly value: string } => ({ name, value });

/** The year is 2025; the day is the last of it. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'trial-balance',
    what: 'trial balance',
    asked: {},
    bare: `SELECT account_code, sum(amount_minor) FILTER (WHERE amount_minor > 0), sum(amount_minor) FILTER (WHERE amount_minor < 0)
      FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id WHERE occurred_on <= '2025-12-31' GROUP BY 1`,
  },
  {
    id: 'general-ledger',
    what: 'ledger of the customers’ account, a month',
    asked: { from: '2025-12-01', through: '2025-12-31', options: [option('account', 'receivable')] },
    bare: `WITH moved AS (SELECT occurred_on, entry.id, posting.id AS posting_id, amount_minor, sum(amount_minor) OVER (ORDER BY occurred_on, entry.id, posting.id) AS balance
        FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id WHERE account_code = 'receivable' AND occurred_on BETWEEN '2025-12-01' AND '2025-12-31')
      SELECT (SELECT sum(amount_minor) FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id WHERE account_code = 'receivable' AND occurred_on < '2025-12-01'), count(*), max(balance) FROM moved`,
  },
  {
    id: 'journal',
    what: 'journal of a month',
    asked: { from: '2025-12-01', through: '2025-12-31' },
    bare: `WITH moved AS MATERIALIZED (SELECT occurred_on, entry.id, position, account_code, amount_minor FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id WHERE occurred_on BETWEEN '2025-12-01' AND '2025-12-31')
      SELECT (SELECT count(*) FROM moved), (SELECT json_agg(page) FROM (SELECT * FROM moved ORDER BY occurred_on, id, position LIMIT 100) page)`,
  },
  {
    id: 'customer-balances',
    what: 'balances of all customers',
    asked: {},
    bare: `SELECT posting.customer_id, sum(amount_minor) FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id
      WHERE account_code = 'receivable' AND occurred_on <= '2025-12-31' GROUP BY 1 HAVING sum(amount_minor) <> 0`,
  },
  {
    id: 'receivables-aging',
    what: 'receivables by age, today',
    asked: {},
    bare: `SELECT customer_id, sum(gross_minor - settled_minor) FILTER (WHERE due_on < '2025-12-01'), sum(gross_minor - settled_minor) FROM billing.invoice WHERE settled_minor < gross_minor AND status = 'issued' GROUP BY 1`,
  },
  {
    id: 'receivables-aging',
    what: 'receivables by age, half a year ago',
    asked: { through: '2025-06-30' },
    bare: `SELECT invoice.customer_id, sum(gross_minor - coalesce(settled.minor, 0)), max(owed.minor) FROM billing.invoice
      LEFT JOIN (SELECT invoice_id, sum(amount_minor) AS minor FROM billing.allocation WHERE made_at < '2025-07-01' GROUP BY 1) settled ON settled.invoice_id = invoice.id
      LEFT JOIN (SELECT posting.customer_id, sum(amount_minor) AS minor FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id WHERE account_code = 'receivable' AND occurred_on <= '2025-06-30' GROUP BY 1) owed ON owed.customer_id = invoice.customer_id
      WHERE issued_on <= '2025-06-30' GROUP BY 1`,
  },
  {
    id: 'tax',
    what: 'tax of the year by document',
    asked: { from: '2025-01-01', through: '2025-12-31' },
    bare: `SELECT tax_rate_id, tax_percent, count(DISTINCT invoice.id), sum(line.net_minor), sum(line.tax_minor) FROM billing.invoice JOIN billing.invoice_line line ON line.invoice_id = invoice.id
      WHERE issued_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1, 2`,
  },
  {
    id: 'tax',
    what: 'tax of a month as it was paid',
    asked: { from: '2025-12-01', through: '2025-12-31', options: [option('basis', 'payment')] },
    bare: `WITH touched AS (SELECT made.invoice_id FROM billing.payment JOIN billing.allocation made ON made.payment_id = payment.id WHERE received_on BETWEEN '2025-12-01' AND '2025-12-31'),
        paid AS (SELECT made.invoice_id, sum(made.amount_minor) AS upto, coalesce(sum(made.amount_minor) FILTER (WHERE received_on < '2025-12-01'), 0) AS before FROM billing.allocation made JOIN billing.payment ON payment.id = made.payment_id
          WHERE made.invoice_id IN (SELECT invoice_id FROM touched) AND received_on <= '2025-12-31' GROUP BY 1)
      SELECT tax_rate_id, count(DISTINCT invoice.id), sum(round(line.tax_minor * upto / invoice.gross_minor) - round(line.tax_minor * before / invoice.gross_minor)), sum(round(line.net_minor * upto / invoice.gross_minor) - round(line.net_minor * before / invoice.gross_minor))
      FROM paid JOIN billing.invoice ON invoice.id = paid.invoice_id JOIN billing.invoice_line line ON line.invoice_id = invoice.id GROUP BY 1`,
  },
  {
    id: 'revenue',
    what: 'revenue of half a year by plan, beside the half before',
    asked: { from: '2025-07-01', through: '2025-12-31' },
    bare: `SELECT plan_id, count(DISTINCT line.customer_id), sum(line.net_minor) FILTER (WHERE issued_on >= '2025-07-01'), sum(line.net_minor) FILTER (WHERE issued_on < '2025-07-01')
      FROM billing.invoice JOIN billing.invoice_line line ON line.invoice_id = invoice.id WHERE issued_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1`,
  },
  {
    id: 'mrr',
    what: 'recurring revenue of twelve months',
    asked: { from: '2025-01-01', through: '2025-12-31' },
    bare: `WITH month AS (SELECT month::date AS at FROM generate_series(date '2024-12-31', '2025-12-31', interval '1 month') month),
        worth AS (SELECT customer_id, at, sum(round(quantity * unit_price * 100)) AS minor FROM billing.service JOIN month ON at >= starts_on AND (ends_on IS NULL OR ends_on >= at) WHERE kind <> 'one_time' AND status <> 'pending' GROUP BY 1, 2),
        step AS (SELECT *, lag(minor) OVER (PARTITION BY customer_id ORDER BY at) AS before FROM worth)
      SELECT at, sum(minor), sum(minor - before) FILTER (WHERE minor > before), count(*) FROM step GROUP BY 1`,
  },
  {
    id: 'deferred-revenue',
    what: 'deferred revenue in the middle of a month',
    asked: { through: '2025-12-15' },
    bare: `SELECT sum(line.net_minor - round(line.net_minor::numeric * ('2025-12-16' - lower(covers)) / (upper(covers) - lower(covers)))) FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
      WHERE issued_on <= '2025-12-15' AND upper(covers) > '2025-12-16'`,
  },
  {
    id: 'payments',
    what: 'payments of the year by day',
    asked: { from: '2025-01-01', through: '2025-12-31', options: [option('by', 'day')] },
    bare: `SELECT received_on, count(*), sum(amount_minor) FROM billing.payment WHERE status = 'recorded' AND received_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1`,
  },
  {
    id: 'collected',
    what: 'collected of twelve months',
    asked: { from: '2025-01-01', through: '2025-12-31' },
    bare: `SELECT date_trunc('month', issued_on), sum(gross_minor), sum(made.minor), sum(made.on_time) FROM billing.invoice LEFT JOIN (
        SELECT allocation.invoice_id, sum(allocation.amount_minor) AS minor, sum(allocation.amount_minor) FILTER (WHERE received_on <= due_on) AS on_time FROM billing.allocation JOIN billing.payment ON payment.id = payment_id JOIN billing.invoice ON invoice.id = allocation.invoice_id GROUP BY 1) made ON made.invoice_id = invoice.id
      WHERE issued_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1`,
  },
  {
    id: 'custom-prices',
    what: 'custom prices and discounts',
    asked: {},
    bare: `SELECT count(*), sum(plan.unit_price - service.unit_price) FROM billing.service JOIN billing.plan ON plan.id = plan_id LEFT JOIN billing.service_discount discount ON discount.service_id = service.id
      WHERE service.unit_price <> plan.unit_price OR discount.id IS NOT NULL`,
  },
];
