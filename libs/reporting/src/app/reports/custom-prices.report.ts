import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf } from './report-conditions.js';
import { PLAN_KINDS } from './report-words.js';
import type { ReportDefinition } from './report.js';

/** Who does not pay the list price: own prices, and discounts that hold on a day. */
export const customPrices: ReportDefinition = {
  id: 'custom-prices',
  title: 'Custom prices and discounts',
  about: 'Services with a price of their own or a discount on a day.',
  group: 'revenue',
  permission: BillingPermissions['service.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    const on = parameters.add(question.through);
    return {
      columns: [
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'number', title: 'Service', kind: 'text' },
        { key: 'plan', title: 'Plan', kind: 'text' },
        { key: 'kind', title: 'Kind', kind: 'text', words: PLAN_KINDS },
        { key: 'list_price', title: 'Plan price', kind: 'decimal' },
        { key: 'price', title: 'Own price', kind: 'decimal' },
        { key: 'quantity', title: 'Quantity', kind: 'decimal' },
        { key: 'difference', title: 'Less than the plan', kind: 'decimal', total: 'trim_scale(sum(difference))' },
        { key: 'discount', title: 'Discount', kind: 'text' },
        { key: 'valid_from', title: 'From', kind: 'date' },
        { key: 'valid_to', title: 'Until', kind: 'date' },
      ],
      sql: `SELECT service.id, service.number, service.customer_id, customer.name AS customer, plan.title AS plan, plan.kind, trim_scale(plan.unit_price) AS list_price, trim_scale(service.unit_price) AS price,
          trim_scale(service.quantity) AS quantity, trim_scale((plan.unit_price - service.unit_price) * service.quantity) AS difference, discount.id AS discount_id,
          CASE discount.kind WHEN 'percent' THEN trim_scale(discount.value) || ' %' WHEN 'fixed' THEN trim_scale(discount.value) || ' ' || service.currency END
            || CASE WHEN discount.label <> '' THEN ' ' || discount.label ELSE '' END || CASE WHEN NOT discount.main THEN ' (additional)' ELSE '' END AS discount,
          discount.valid_from, discount.valid_to
        FROM billing.service service JOIN billing.plan plan ON plan.id = service.plan_id JOIN crm.customer customer ON customer.id = service.customer_id
        LEFT JOIN billing.service_discount discount ON discount.service_id = service.id
          AND (discount.valid_from IS NULL OR discount.valid_from <= ${on}::date) AND (discount.valid_to IS NULL OR discount.valid_to >= ${on}::date)
        WHERE service.status NOT IN ('archived') AND service.starts_on <= ${on}::date AND (service.ends_on IS NULL OR service.ends_on >= ${on}::date)
          AND (service.unit_price IS DISTINCT FROM plan.unit_price OR discount.id IS NOT NULL)
          AND ${inCurrency(question, parameters, 'service')} AND ${ownersOf(question, parameters, 'service')}`,
      order: 'difference DESC NULLS LAST, number, discount_id',
      notes: [
        'Prices are those in force today, for the period that the price is for; services that keep an older list price are in it.',
      ],
      sentence: ({ count, say }) => say('{count} services or discounts differ from the price list.', { count }),
    };
  },
};
