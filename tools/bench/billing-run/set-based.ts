import type pg from 'pg';

/**
 * The limit that the product is held against: the whole run decided and written inside PostgreSQL, one statement for
 * everything that a line brings with it and one for the documents that close the lines (the schema takes no line of a
 * document that stands). It writes the rows that the product writes, on the same schema, as the same login, under the
 * same row-level security. It knows only full months, percent discounts and exclusive prices, which is all the data has.
 */
export async function issueSetBased(client: pg.Client, runId: string): Promise<void> {
  await client.query(`BEGIN; SET LOCAL demarc.scope = 'all'`);
  await client.query(LINES, [runId]);
  await client.query(DOCUMENTS, [runId]);
  await client.query(`UPDATE billing.billing_run SET status = 'issued', finished_at = now() WHERE id = $1`, [runId]);
  await client.query('COMMIT');
}

const STEPS = (net: string): string =>
  `jsonb '[{"gives": "net", "formula": "${net}", "rounding": {"rule": "half_up", "digits": 2}},
    {"gives": "tax", "formula": "net * tax_percent / 100", "rounding": {"rule": "half_up", "digits": 2}},
    {"gives": "gross", "formula": "net + tax", "rounding": {"rule": "half_up", "digits": 2}}]'`;

const LINES = `
  WITH run AS (SELECT id, for_date, for_date + interval '1 month' AS until FROM billing.billing_run WHERE id = $1),
  document AS MATERIALIZED (
    SELECT item.customer_id, item.partner_id, run.id AS run_id, run.for_date AS first, run.until::date AS until, uuidv7() AS invoice_id, uuidv7() AS entry_id,
      account.currency
    FROM run JOIN billing.billing_run_item item ON item.run_id = run.id AND item.status = 'planned'
      JOIN billing.account account ON account.customer_id = item.customer_id AND account.billing_enabled),
  line AS MATERIALIZED (
    SELECT uuidv7() AS id, document.*, service.id AS service_id, service.chain_id, service.plan_id, service.kind, service.description, service.quantity, service.unit,
      service.unit_price, service.tax_inclusive, service.tax_rate_id, tax.percent, tax.name AS tax_name, service.starts_on, discount.value AS discount_value,
      discount.label AS discount_text, net, round(net * tax.percent / 100)::bigint AS tax,
      row_number() OVER (PARTITION BY document.customer_id ORDER BY service.starts_on, service.id) AS position
    FROM document JOIN billing.service service ON service.customer_id = document.customer_id AND service.status IN ('active', 'disabled', 'paused')
        AND service.bundle_service_id IS NULL
      JOIN billing.tax_rate tax ON tax.id = service.tax_rate_id
      LEFT JOIN billing.service_discount discount ON discount.service_id = service.id AND discount.kind = 'percent'
      CROSS JOIN LATERAL (SELECT round(service.quantity * service.unit_price * (100 - coalesce(discount.value, 0)))::bigint AS net) priced
    WHERE NOT EXISTS (SELECT 1 FROM billing.charged_period charged WHERE charged.chain_id = service.chain_id
        AND charged.days && daterange(document.first, document.until))),
  lines AS (
    INSERT INTO billing.invoice_line (id, invoice_id, customer_id, partner_id, position, service_id, plan_id, revenue, description, covers, quantity, unit,
      unit_price, tax_inclusive, discounts, period, days, period_days, net_minor, tax_rate_id, tax_percent, tax_minor, gross_minor, explanation)
    SELECT id, invoice_id, customer_id, partner_id, position, service_id, plan_id, 'revenue.' || kind, description, daterange(first, until), quantity, unit,
      unit_price, tax_inclusive,
      CASE WHEN discount_value IS NOT NULL THEN jsonb_build_array(jsonb_build_object('kind', 'percent', 'label', discount_text, 'percent', discount_value::text)) END,
      daterange(first, until), until - first, until - first, net, tax_rate_id, percent, tax, net + tax,
      jsonb_build_object('rule', 'recurring.period', 'steps',
        CASE WHEN discount_value IS NULL THEN ${STEPS('quantity * unit_price * days / period_days')}
          ELSE ${STEPS('max(0, (quantity * unit_price) * (100 - discount_1) / 100) * days / period_days')} END,
        'inputs', jsonb_build_object('from', first::text, 'to', until::text, 'days', (until - first)::text, 'period_days', (until - first)::text,
          'period_from', first::text, 'period_to', until::text, 'currency', currency, 'quantity', quantity::text, 'tax_name', tax_name,
          'day_count', 'actual', 'unit_price', unit_price::text, 'description', description, 'tax_percent', percent::text, 'service_start', starts_on::text)
          || CASE WHEN discount_value IS NULL THEN '{}' ELSE jsonb_build_object('discount_1', discount_value::text, 'discount_1_label', discount_text) END)
    FROM line),
  charged AS (
    INSERT INTO billing.charged_period (id, service_id, chain_id, customer_id, partner_id, days, invoice_line_id)
    SELECT uuidv7(), service_id, chain_id, customer_id, partner_id, daterange(first, until), id FROM line),
  leg AS MATERIALIZED (
    SELECT entry_id, customer_id, partner_id, currency, 1 AS rank, 'receivable' AS account, NULL::uuid AS tax_rate_id, sum(net + tax) AS minor, min(first) AS first,
      (array_agg(invoice_id))[1] AS invoice_id FROM line GROUP BY entry_id, customer_id, partner_id, currency
    UNION ALL SELECT entry_id, customer_id, partner_id, currency, 2, 'revenue.' || kind, NULL, -sum(net), NULL, NULL FROM line
      GROUP BY entry_id, customer_id, partner_id, currency, kind
    UNION ALL SELECT entry_id, customer_id, partner_id, currency, 3, 'tax_payable', tax_rate_id, -sum(tax), NULL, NULL FROM line
      GROUP BY entry_id, customer_id, partner_id, currency, tax_rate_id),
  entries AS (
    INSERT INTO billing.journal_entry (id, partner_id, customer_id, occurred_on, kind, source_kind, source_id, description, legs, created_at)
    SELECT entry_id, partner_id, customer_id, max(first), 'invoice_issued', 'invoice', (array_agg(invoice_id) FILTER (WHERE rank = 1))[1], 'Recurring invoice', count(*), now()
    FROM leg GROUP BY entry_id, partner_id, customer_id),
  postings AS (
    INSERT INTO billing.posting (entry_id, position, account_code, customer_id, partner_id, tax_rate_id, amount_minor, currency)
    SELECT entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY rank), account, CASE rank WHEN 1 THEN customer_id END, partner_id, tax_rate_id, minor, currency
    FROM leg),
  balances AS (
    UPDATE billing.account account SET balance_minor = account.balance_minor - leg.minor, last_invoice_minor = leg.minor,
      next_check_on = least(account.next_check_on, leg.first + account.due_days)
    FROM leg WHERE leg.rank = 1 AND account.customer_id = leg.customer_id),
  chunks AS (
    UPDATE billing.billing_run_chunk chunk SET done_at = now(), issued = (SELECT count(*) FROM document
      WHERE document.customer_id BETWEEN chunk.first_customer_id AND chunk.last_customer_id) WHERE chunk.run_id = $1)
  UPDATE billing.billing_run_item item SET status = 'issued', invoice_id = document.invoice_id
    FROM document WHERE item.run_id = $1 AND item.customer_id = document.customer_id`;

const DOCUMENTS = `
  WITH document AS MATERIALIZED (
    SELECT item.invoice_id AS id, item.customer_id, item.partner_id, run.for_date AS first, account.currency, account.due_days, row_number() OVER (ORDER BY item.customer_id) AS ordinal,
      sum(line.net_minor) AS net, sum(line.tax_minor) AS tax,
      string_agg(concat_ws('|', line.description, line.covers, line.quantity, line.unit_price, line.net_minor, line.tax_percent, line.tax_minor), ';' ORDER BY line.position) AS said
    FROM billing.billing_run run JOIN billing.billing_run_item item ON item.run_id = run.id AND item.status = 'issued'
      JOIN billing.account account ON account.customer_id = item.customer_id JOIN billing.invoice_line line ON line.invoice_id = item.invoice_id
    WHERE run.id = $1 GROUP BY item.invoice_id, item.customer_id, item.partner_id, run.for_date, account.currency, account.due_days),
  series AS (
    INSERT INTO billing.number_series AS series (id, partner_id, kind, key, next)
    SELECT uuidv7(), NULL, 'invoice', 'year=' || extract(year FROM max(first)), 1 + count(*) FROM document
    ON CONFLICT (partner_id, kind, key) DO UPDATE SET next = series.next + excluded.next - 1
    RETURNING id, next - (SELECT count(*) FROM document) AS first)
  INSERT INTO billing.invoice (id, customer_id, partner_id, series_id, ordinal, number, issued_on, currency, net_minor, tax_minor, gross_minor, kind,
    period, due_on, settled_minor, run_id, note, hash, created_at)
  SELECT document.id, customer_id, partner_id, series.id, series.first + ordinal - 1, number, document.first, currency, net, tax, net + tax, 'recurring',
    daterange(document.first, (document.first + interval '1 month')::date), document.first + due_days, 0, $1, '',
    encode(sha256(convert_to(concat_ws('|', number, customer_id, document.first, due_days, net, tax, currency, said), 'UTF8')), 'hex'), now()
  FROM document, series, LATERAL (SELECT 'INV-' || extract(year FROM document.first) || '-' || lpad((series.first + ordinal - 1)::text, 6, '0') AS number) named`;
