import { addMonths, currencyDigits, startOfMonth } from '@demarc/kernel';
import type { Parameters } from '../parameters.js';
import { inCurrency, ownersOf } from './report-conditions.js';
import type { ReportQuestion } from './report.js';

export const MOVES = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const;

/** What a discount leaves, never less than nothing. */
const less = (of: string): string =>
  `greatest(CASE listed.kind WHEN 'percent' THEN ${of} * (100 - listed.value) / 100 ELSE ${of} - listed.value END, 0)`;

/** A price of a service's period as net minor units a month. */
const monthly = (row: 'found' | 'own', price: string, shift: string): string =>
  `round(greatest(${price}, 0) / ${row}.taxed / ${row}.months * ${shift}::numeric)::bigint`;

/**
 * What each customer's services are worth a month, net, on the last day of each month (today, in the present one), and how
 * that moved. A customer who had a service before counts as reactivated, one who never had as new. By the
 * settings one discount of a day counts, or all do, each on what the one before left. Gives the CTE `moves` (of WITH RECURSIVE):
 * month, customer_id, partner_id, start_minor, end_minor, move.
 */
export function mrrMoves(question: ReportQuestion, parameters: Parameters): string {
  const first = parameters.add(addMonths(startOfMonth(question.from), -1));
  const last = parameters.add(startOfMonth(question.through));
  const today = parameters.add(question.today);
  const shift = parameters.add(`1${'0'.repeat(currencyDigits(question.currency))}`);
  return `
    months AS MATERIALIZED (SELECT month::date AS month, least((month + interval '1 month')::date - 1, ${today}::date) AS at
      FROM generate_series(${first}::date, ${last}::date, interval '1 month') month WHERE month <= ${today}::date),
    found AS (SELECT service.id, service.customer_id, service.partner_id, service.starts_on, least(coalesce(service.ends_on, 'infinity'::date), CASE WHEN service.status = 'paused' THEN coalesce(service.lapsed_on - 1, 'infinity'::date) ELSE 'infinity'::date END) AS ends_on, service.unit_price,
        service.quantity, coalesce(service.period_months, service.period_weeks * 7 / 30.4375, service.prepaid_days / 30.4375, CASE WHEN coalesce(policy.settings->>'periodPrice', everybody.settings->>'periodPrice') = 'period' THEN account.period_months END, 1) AS months, coalesce(policy.settings->>'discountStacking', everybody.settings->>'discountStacking', 'one_wins') = 'stack' AS stacks, CASE WHEN service.tax_inclusive THEN 1 + coalesce(tax.percent, 0) / 100 ELSE 1 END AS taxed
      FROM billing.service service JOIN billing.account account ON account.customer_id = service.customer_id LEFT JOIN billing.tax_rate tax ON tax.id = service.tax_rate_id
      LEFT JOIN billing.policy policy ON policy.partner_id = service.partner_id LEFT JOIN billing.policy everybody ON everybody.partner_id IS NULL
      WHERE service.kind <> 'one_time' AND service.bundle_service_id IS NULL AND service.status <> 'pending' AND (service.status <> 'archived' OR service.ends_on IS NOT NULL)
        AND (service.status <> 'paused' OR service.lapsed_on IS NOT NULL OR EXISTS (SELECT 1 FROM billing.service_pause pause WHERE pause.service_id = service.id))
        AND ${inCurrency(question, parameters, 'service')} AND ${ownersOf(question, parameters, 'service')}),
    own AS MATERIALIZED (SELECT *, ${monthly('found', 'quantity * unit_price', shift)} AS usual_minor FROM found),
    prices AS (SELECT service_id, unit_price, CASE WHEN row_number() OVER w = 1 THEN '-infinity'::date ELSE valid_from END AS from_on, coalesce(lead(valid_from) OVER w - 1, 'infinity'::date) AS to_on
      FROM billing.service_price WINDOW w AS (PARTITION BY service_id ORDER BY valid_from)),
    listed AS (SELECT own.id AS service_id, months.month, own.stacks, discount.kind, discount.value, own.quantity * coalesce(prices.unit_price, own.unit_price) AS price,
        row_number() OVER (PARTITION BY own.id, months.month ORDER BY discount.main, CASE discount.kind WHEN 'percent' THEN own.quantity * coalesce(prices.unit_price, own.unit_price) * discount.value / 100 ELSE discount.value END DESC,
          discount.kind DESC, discount.created_at, discount.id) AS place
      FROM billing.service_discount discount JOIN own ON own.id = discount.service_id
      JOIN months ON coalesce(discount.valid_from, '-infinity'::date) <= months.at AND coalesce(discount.valid_to, 'infinity'::date) >= months.at
      LEFT JOIN prices ON prices.service_id = own.id AND months.at BETWEEN prices.from_on AND prices.to_on),
    taken_off AS (SELECT service_id, month, place, ${less('price')} AS left_over FROM listed WHERE place = 1
      UNION ALL SELECT listed.service_id, listed.month, listed.place, ${less('taken_off.left_over')} FROM taken_off
        JOIN listed ON listed.service_id = taken_off.service_id AND listed.month = taken_off.month AND listed.place = taken_off.place + 1 WHERE listed.stacks),
    cheaper AS (SELECT DISTINCT ON (service_id, month) service_id, month, left_over FROM taken_off ORDER BY service_id, month, place DESC),
    worth AS (SELECT own.customer_id, months.month, any_value(own.partner_id) AS partner_id,
        sum(CASE WHEN cheaper.left_over IS NULL AND prices.unit_price IS NULL THEN own.usual_minor
          ELSE ${monthly('own', 'coalesce(cheaper.left_over, own.quantity * prices.unit_price)', shift)} END)::bigint AS minor
      FROM own JOIN months ON months.at BETWEEN own.starts_on AND own.ends_on
      LEFT JOIN prices ON prices.service_id = own.id AND months.at BETWEEN prices.from_on AND prices.to_on
      LEFT JOIN cheaper ON cheaper.service_id = own.id AND cheaper.month = months.month
      WHERE NOT EXISTS (SELECT 1 FROM billing.service_pause pause WHERE pause.service_id = own.id AND pause.billing = 'free' AND pause.days @> months.at)
      GROUP BY own.customer_id, months.month HAVING bool_or(coalesce(prices.unit_price, own.unit_price) > 0)),
    steps AS (SELECT *, lag(minor) OVER w AS before_minor, lag(month) OVER w AS before_month, lead(month) OVER w AS after_month FROM worth WINDOW w AS (PARTITION BY customer_id ORDER BY month)),
    turns AS (SELECT month, customer_id, partner_id, CASE WHEN before_month = (month - interval '1 month')::date THEN before_minor ELSE 0 END AS start_minor, minor AS end_minor FROM steps
      UNION ALL SELECT (month + interval '1 month')::date, customer_id, partner_id, minor, 0 FROM steps
        WHERE after_month IS DISTINCT FROM (month + interval '1 month')::date AND month < (SELECT max(month) FROM months)),
    known AS (SELECT customer_id, min(starts_on) AS since FROM own GROUP BY customer_id),
    moves AS MATERIALIZED (SELECT turns.*, CASE WHEN start_minor = 0 AND end_minor > 0 THEN CASE WHEN known.since < turns.month THEN 'reactivation' ELSE 'new' END
        WHEN start_minor > 0 AND end_minor = 0 THEN 'churn' WHEN end_minor > start_minor THEN 'expansion' WHEN end_minor < start_minor THEN 'contraction' ELSE 'same' END AS move
      FROM turns JOIN known USING (customer_id) WHERE turns.month > ${first}::date)`;
}
