import type { Sql } from '@demarc/persistence';
import { isCustomField } from '../../../radius/index.js';

export type Facts = Readonly<Record<string, string | number | boolean>>;

/** Where each fact stands. Only what templates name is ever read. */
const COLUMNS: Readonly<Record<string, string>> = {
  'customer.number': 'customer.number',
  'customer.name': 'customer.name',
  'customer.email': 'customer.email',
  'customer.phone': "btrim(split_part(customer.phones, ',', 1))",
  'customer.category': 'customer.category',
  'customer.city': 'customer.city',
  'customer.zip': 'customer.zip',
  'customer.partner': '(SELECT partner.name FROM crm.partner partner WHERE partner.id = customer.partner_id)',
  'customer.location': '(SELECT location.name FROM crm.location location WHERE location.id = customer.location_id)',
  'service.number': 'service.number',
  'service.description': 'service.description',
  'plan.name': 'plan.title',
};

/** The facts of these services that templates name, by service. */
export async function readFacts(
  sql: Sql,
  services: readonly string[],
  paths: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Facts>> {
  if (paths.size === 0 || services.length === 0) return new Map();
  const names = [...paths];
  const fields = names.filter(isCustomField);
  const values = names.map((path) => expressionOf(path, fields));
  const rows = await sql.query<{ id: string; facts: unknown[] }>(
    `SELECT service.id, jsonb_build_array(${values.join(', ')}) AS facts
     FROM billing.service service JOIN crm.customer customer ON customer.id = service.customer_id
       JOIN billing.plan plan ON plan.id = service.plan_id
     WHERE service.id = ANY ($1::uuid[])`,
    [services, ...fields.map((path) => path.split('.').slice(2).join('.'))],
  );
  return new Map(rows.map(({ id, facts }) => [id, factsOf(names, facts)]));
}

function expressionOf(path: string, fields: readonly string[]): string {
  const column = COLUMNS[path];
  if (column !== undefined) return column;
  return `${path.split('.')[0]}.custom_fields -> $${fields.indexOf(path) + 2}::text`;
}

function factsOf(names: readonly string[], values: readonly unknown[]): Facts {
  const facts: Record<string, string | number | boolean> = {};
  for (const [index, path] of names.entries()) {
    const value = values[index];
    if (Array.isArray(value)) facts[path] = value.join(',');
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') facts[path] = value;
  }
  return facts;
}
