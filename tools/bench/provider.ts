import { CreatePlan, DefineTaxRate } from '@demarc/billing';
import { AddLocation, OpenPartner, SetUpOperator } from '@demarc/crm';
import type { Product } from './product-app.ts';
import type pg from 'pg';

export interface Provider {
  readonly partners: readonly string[];
  readonly locations: readonly string[];
  readonly plans: readonly string[];
}

const PLANS = 50;
const LOCATIONS = 40;

/** A provider as it is on its first day: set up by the product's own commands. */
export async function openProvider(product: Product): Promise<Provider> {
  await product.run(SetUpOperator, {
    name: 'Northlight Networks',
    timeZone: 'Europe/Lisbon',
    currency: 'EUR',
    locale: 'en-GB',
    country: 'PT',
  });
  const partners: string[] = [];
  for (const name of ['Northlight', 'Valley Connect', 'Hilltop Air', 'Harbour Line']) {
    partners.push((await product.run(OpenPartner, { name })).partnerId);
  }
  const locations: string[] = [];
  for (let count = 1; count <= LOCATIONS; count += 1) {
    locations.push((await product.run(AddLocation, { name: `Quarter ${count}` })).locationId);
  }
  const rates = [
    await product.run(DefineTaxRate, { name: 'VAT 23 %', percent: '23' }),
    await product.run(DefineTaxRate, { name: 'VAT 6 %', percent: '6' }),
  ];
  const plans: string[] = [];
  for (let count = 1; count <= PLANS; count += 1) {
    const plan = {
      kind: count % 5 === 0 ? 'recurring' : 'internet',
      title: `Plan ${count}`,
      unitPrice: `${9 + count}.90`,
      taxInclusive: false,
      taxRateId: rates[count % 2]?.taxRateId,
    };
    plans.push((await product.run(CreatePlan, plan)).planId);
  }
  return { partners, locations, plans };
}

/** 8,000 surnames out of syllables: fragments of them hit a few hundred of a million, as real ones do. */
const SYLLABLES = 'bra len tor mi sal ver no dun fel gra hos ki lam por ri sto tas ul wen zel';

/**
 * Customers by the hundred thousand, as the owner of the schema: one to three services each, two tax rates, a discount
 * on a tenth of them. Half of the partners' customers are the first partner's, as one partner is always the operator itself.
 */
export async function fillCustomers(
  owner: pg.Client,
  provider: Provider,
  count: number,
  startsOn: string,
  extent: 'with services' | 'without services' = 'with services',
): Promise<void> {
  await owner.query(CUSTOMERS, [count, provider.partners, provider.locations, SYLLABLES]);
  // The next customer gets the number after the last of these.
  await owner.query(`SELECT setval('crm.customer_number', max(number)) FROM crm.customer`);
  await owner.query(ACCOUNTS, [startsOn]);
  if (extent === 'with services') {
    await owner.query(SERVICES, [provider.plans, startsOn]);
    await owner.query(DISCOUNTS);
  }
  await owner.query('VACUUM (ANALYZE) crm.customer, crm.customer_search, billing.account, billing.service');
}

const CUSTOMERS = `
  WITH words AS (SELECT ARRAY['Acacia', 'Alder', 'Aster', 'Birch', 'Briar', 'Cedar', 'Clover', 'Elder', 'Fern', 'Hazel', 'Iris', 'Laurel', 'Linden',
      'Maple', 'Myrtle', 'Poppy', 'Rowan', 'Sorrel', 'Tansy', 'Willow'] AS first, string_to_array($4::text, ' ') AS part),
    people AS (SELECT n, first[1 + n % 20] || ' ' || initcap(part[1 + (n * 7919) % 20] || part[1 + (n * 104729 / 20) % 20] || part[1 + (n * 1299709 / 400) % 20]) AS name
      FROM generate_series(1::bigint, $1::bigint) n, words)
  INSERT INTO crm.customer (id, partner_id, location_id, number, category, name, login, email, phones, street, city, zip, country, lifecycle, created_at, added_by_name)
  SELECT uuidv7(), ($2::uuid[])[CASE WHEN n % 2 = 0 THEN 1 ELSE 1 + n % 4 END], ($3::uuid[])[1 + (n * 7) % cardinality($3::uuid[])], n, 'person', name,
    'c' || lpad(((n * 611953) % 10000019)::text, 8, '0'), lower(replace(name, ' ', '.')) || n || '@customer.example',
    '+351 9' || lpad(((n * 15485863) % 100000007)::text, 8, '0'), 'Lighthouse Road ' || n % 250, 'Northport', lpad((n % 5000)::text, 4, '0'), 'PT', 'active',
    timestamptz '2024-01-01' + (n % 20000) * interval '1 hour', 'benchmark'
  FROM people`;

const ACCOUNTS = `
  INSERT INTO billing.account (customer_id, partner_id, currency, billing_type, billing_day, period_months, mode, due_days, blocking_days, balance_minor,
    lifecycle, standing, standing_since, customer_status, opened_at)
  SELECT id, partner_id, 'EUR', 'recurring', 1, 1, 'advance', 14, 3, 0, 'active', 'good', $1::date, CASE WHEN number % 29 = 0 THEN 'blocked' ELSE 'active' END, created_at
  FROM crm.customer ORDER BY id`;

const DISCOUNTS = `
  INSERT INTO billing.service_discount (id, service_id, customer_id, partner_id, main, kind, value, label, created_at)
  SELECT uuidv7(), id, customer_id, partner_id, true, 'percent', 10, 'Loyalty', created_at FROM billing.service WHERE number % 11 = 0`;

const SERVICES = `
  INSERT INTO billing.service (id, customer_id, partner_id, plan_id, kind, status, description, unit_price, currency, tax_inclusive, tax_rate_id,
    starts_on, created_at)
  SELECT uuidv7(), customer.id, customer.partner_id, plan.id, plan.kind, 'active', plan.service_description,
    CASE WHEN (number + nth) % 17 = 0 THEN plan.unit_price - 1.5 ELSE plan.unit_price END, plan.currency, plan.tax_inclusive, plan.tax_rate_id, $2::date, customer.created_at
  FROM crm.customer customer CROSS JOIN LATERAL generate_series(1, 1 + (number % 3)::int) nth
    JOIN billing.plan plan ON plan.id = ($1::uuid[])[1 + ((number * 31 + nth * 7) % cardinality($1::uuid[]))::int]
  ORDER BY customer.id, nth`;
