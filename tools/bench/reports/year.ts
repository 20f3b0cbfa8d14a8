import type pg from 'pg';

/**
 * A year of documents and money, as the owner of the schema: an invoice a month for each customer, two lines each on
 * average, nineteen of twenty paid within three weeks, all of it in the books. The checks of single rows are left out here;
 * what is made must pass them all, so a sample of the invariants is asked for afterwards.
 */
export async function fillYear(owner: pg.Client, firstMonth: string, months: number): Promise<void> {
  await owner.query('SET session_replication_role = replica');
  await owner.query(DROP_INDEXES);
  await owner.query(METHODS);
  for (let month = 0; month < months; month += 1) await owner.query(MONTH(firstMonth, month));
  await owner.query(CHARGED(firstMonth, months));
  await owner.query(BALANCES);
  await owner.query(INDEXES);
  await owner.query('SET session_replication_role = origin');
  await owner.query(
    'VACUUM (ANALYZE) billing.invoice, billing.invoice_line, billing.journal_entry, billing.posting, billing.payment, billing.allocation, billing.account, billing.charged_period',
  );
}

/** Indexes that are quicker made at the end than row by row; they come back as they were. */
const DROP_INDEXES = `
  CREATE TABLE public.kept_index AS SELECT indexname AS name, indexdef AS definition FROM pg_indexes
    WHERE schemaname = 'billing' AND tablename IN ('invoice', 'invoice_line', 'journal_entry', 'posting', 'payment', 'allocation') AND indexdef NOT LIKE 'CREATE UNIQUE%';
  DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT name FROM public.kept_index LOOP EXECUTE format('DROP INDEX billing.%I', one.name); END LOOP;
  END $$`;

const INDEXES = `
  DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT definition FROM public.kept_index LOOP EXECUTE one.definition; END LOOP;
  END $$;
  DROP TABLE public.kept_index`;

const METHODS = `
  INSERT INTO billing.payment_method (id, name, ledger_account) SELECT uuidv7(), name, account FROM (VALUES ('Cash', 'cash'), ('Transfer', 'bank'), ('Card', 'gateway_clearing')) way (name, account);
  INSERT INTO billing.number_series (id, kind, key, next) VALUES (uuidv7(), 'invoice', 'bench', 1), (uuidv7(), 'receipt', 'bench', 1)`;

const MONTH = (first: string, month: number): string => `
  CREATE TEMP TABLE due AS SELECT uuidv7() AS id, uuidv7() AS entry_id, account.customer_id, account.partner_id, customer.number AS n,
      (date '${first}' + interval '${month} months')::date AS issued_on, ${month} * 1000000 + customer.number AS ordinal
    FROM billing.account account JOIN crm.customer customer ON customer.id = account.customer_id;
  CREATE TEMP TABLE line AS SELECT due.id AS invoice_id, due.entry_id, due.customer_id, due.partner_id, uuidv7() AS id, row_number() OVER (PARTITION BY due.id ORDER BY service.number)::smallint AS position, service.id AS service_id,
      service.plan_id, 'revenue.' || service.kind AS revenue, service.description, daterange(due.issued_on, (due.issued_on + interval '1 month')::date) AS covers, service.unit_price, service.tax_rate_id, rate.percent,
      round(service.unit_price * 100)::bigint AS net, round(service.unit_price * rate.percent)::bigint AS tax
    FROM due JOIN billing.service service ON service.customer_id = due.customer_id JOIN billing.tax_rate rate ON rate.id = service.tax_rate_id;
  CREATE TEMP TABLE total AS SELECT invoice_id, sum(net)::bigint AS net, sum(tax)::bigint AS tax FROM line GROUP BY 1;
  ANALYZE due; ANALYZE line; ANALYZE total;
  INSERT INTO billing.invoice_line (id, invoice_id, customer_id, partner_id, position, service_id, plan_id, revenue, description, covers, quantity, unit_price, period, days, period_days, net_minor, tax_rate_id, tax_percent, tax_minor, gross_minor)
    SELECT id, invoice_id, customer_id, partner_id, position, service_id, plan_id, revenue, description, covers, 1, unit_price, covers, upper(covers) - lower(covers), upper(covers) - lower(covers), net, tax_rate_id, percent, tax, net + tax FROM line;
  INSERT INTO billing.invoice (id, customer_id, partner_id, series_id, ordinal, number, issued_on, currency, net_minor, tax_minor, gross_minor, kind, period, due_on, settled_minor, hash, created_at)
    SELECT due.id, customer_id, partner_id, (SELECT id FROM billing.number_series WHERE key = 'bench' AND kind = 'invoice'), ordinal, 'INV-' || ordinal, issued_on, 'EUR', total.net, total.tax, total.net + total.tax, 'recurring',
      daterange(issued_on, (issued_on + interval '1 month')::date), issued_on + 14, CASE WHEN (n + ${month}) % 20 = 0 THEN 0 ELSE total.net + total.tax END, '', issued_on
    FROM due JOIN total ON total.invoice_id = due.id;
  INSERT INTO billing.journal_entry (id, partner_id, customer_id, occurred_on, kind, source_kind, source_id, description, legs, created_at)
    SELECT due.entry_id, partner_id, customer_id, issued_on, 'invoice_issued', 'invoice', due.id, 'Recurring invoice', legs.count, issued_on
    FROM due JOIN (SELECT invoice_id, 1 + count(DISTINCT revenue) + count(DISTINCT tax_rate_id) AS count FROM line GROUP BY 1) legs ON legs.invoice_id = due.id;
  INSERT INTO billing.posting (entry_id, position, account_code, customer_id, partner_id, tax_rate_id, amount_minor, currency)
    SELECT entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY rank, account_code, tax_rate_id), account_code, customer_id, partner_id, tax_rate_id, minor, 'EUR' FROM (
      SELECT due.entry_id, 1 AS rank, 'receivable' AS account_code, due.customer_id, due.partner_id, NULL::uuid AS tax_rate_id, total.net + total.tax AS minor FROM due JOIN total ON total.invoice_id = due.id
      UNION ALL SELECT entry_id, 2, revenue, NULL, partner_id, NULL, -sum(net)::bigint FROM line GROUP BY entry_id, revenue, partner_id
      UNION ALL SELECT entry_id, 3, 'tax_payable', NULL, partner_id, tax_rate_id, -sum(tax)::bigint FROM line GROUP BY entry_id, partner_id, tax_rate_id) leg;
  CREATE TEMP TABLE paid AS SELECT uuidv7() AS id, uuidv7() AS entry_id, due.id AS invoice_id, due.customer_id, due.partner_id, due.issued_on + (due.n % 21)::int AS paid_on, due.ordinal, total.net + total.tax AS minor, way.id AS method_id, way.ledger_account
    FROM due JOIN total ON total.invoice_id = due.id JOIN (SELECT id, ledger_account, row_number() OVER (ORDER BY name) - 1 AS place FROM billing.payment_method) way ON way.place = due.n % 3
    WHERE (due.n + ${month}) % 20 <> 0;
  INSERT INTO billing.payment (id, customer_id, partner_id, method_id, amount_minor, currency, received_on, receipt_number, series_id, ordinal, unallocated_minor, recorded_by, created_at)
    SELECT id, customer_id, partner_id, method_id, minor, 'EUR', paid_on, 'R-' || ordinal, (SELECT id FROM billing.number_series WHERE key = 'bench' AND kind = 'receipt'), ordinal, 0, 'benchmark', paid_on FROM paid;
  INSERT INTO billing.allocation (id, customer_id, partner_id, payment_id, invoice_id, amount_minor, made_at) SELECT uuidv7(), customer_id, partner_id, id, invoice_id, minor, paid_on FROM paid;
  INSERT INTO billing.journal_entry (id, partner_id, customer_id, occurred_on, kind, source_kind, source_id, description, legs, created_at)
    SELECT entry_id, partner_id, customer_id, paid_on, 'payment_received', 'payment', id, '', 2, paid_on FROM paid;
  INSERT INTO billing.posting (entry_id, position, account_code, customer_id, partner_id, amount_minor, currency)
    SELECT entry_id, 1, ledger_account, NULL::uuid, partner_id, minor, 'EUR' FROM paid UNION ALL SELECT entry_id, 2, 'receivable', customer_id, partner_id, -minor, 'EUR' FROM paid;
  DROP TABLE due, line, total, paid`;

/** Every service is charged for the whole year: one stretch each, so that runs have nothing to catch up with. */
const CHARGED = (first: string, months: number): string => `
  INSERT INTO billing.charged_period (id, service_id, customer_id, partner_id, days, invoice_line_id, chain_id)
    SELECT uuidv7(), service.id, service.customer_id, service.partner_id, daterange('${first}', (date '${first}' + interval '${months} months')::date), line.id, service.id
    FROM billing.service service JOIN (SELECT DISTINCT ON (service_id) service_id, id FROM billing.invoice_line ORDER BY service_id, id) line ON line.service_id = service.id`;

const BALANCES = `
  CREATE INDEX bench_posting ON billing.posting (customer_id) WHERE customer_id IS NOT NULL;
  UPDATE billing.account SET balance_minor = -owed.minor FROM (SELECT customer_id, sum(amount_minor)::bigint AS minor FROM billing.posting WHERE customer_id IS NOT NULL GROUP BY 1) owed
    WHERE owed.customer_id = account.customer_id;
  DROP INDEX billing.bench_posting`;
