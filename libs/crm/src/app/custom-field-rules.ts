import type { Actor } from '@demarc/access';
import type { Sql } from '@demarc/persistence';
import { invalid } from '@demarc/kernel';
import {
  checkCustomValues,
  type CustomFieldEntityKind,
  type CustomFieldRule,
  type CustomValues,
  defaultValues,
} from '../domain/custom-fields.js';
import type { CustomerCategory } from '../domain/customer-lifecycle.js';

/** The definitions in use for one kind of record, in their order. */
export async function customFieldRules(sql: Sql, entity: CustomFieldEntityKind): Promise<readonly CustomFieldRule[]> {
  return sql.query<CustomFieldRule>(
    `SELECT name, title, type, options, category, required, default_value AS "defaultValue" FROM crm.custom_field
     WHERE entity = $1 AND NOT archived ORDER BY position, name`,
    [entity],
  );
}

/** What this reader may see of custom values: staff everything, customers what is meant for the portal. */
export async function seenCustomValues(
  sql: Sql,
  actor: Actor,
  entity: CustomFieldEntityKind,
): Promise<(values: CustomValues) => CustomValues> {
  if (actor.kind !== 'customer') return (values) => values;
  const shown = await sql.query<{ name: string }>(
    `SELECT name FROM crm.custom_field WHERE entity = $1 AND portal = 'view' AND NOT archived`,
    [entity],
  );
  const visible = new Set(shown.map((field) => field.name));
  return (values) => Object.fromEntries(Object.entries(values).filter(([name]) => visible.has(name)));
}

/** The values of a new record, with the usual ones for what is left out; or a refusal with every fault. */
export function newCustomValues(
  rules: readonly CustomFieldRule[],
  given: Readonly<Record<string, unknown>> = {},
  category: CustomerCategory | null = null,
): CustomValues {
  return validCustomValues(rules, given, defaultValues(rules), category);
}

/** The values after a change, or a refusal with every fault. */
export function validCustomValues(
  rules: readonly CustomFieldRule[],
  given: Readonly<Record<string, unknown>>,
  kept: CustomValues,
  category: CustomerCategory | null,
): CustomValues {
  const { values, faults } = checkCustomValues(rules, given, kept, category);
  if (faults.length > 0)
    throw invalid('INVALID_INPUT', 'Some custom fields are not right. Correct them and try again.', faults);
  return values;
}
