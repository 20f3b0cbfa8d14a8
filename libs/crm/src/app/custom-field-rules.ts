import type { Sql } from '@demarc/persistence';
import { invalid } from '@demarc/kernel';
import {
  checkCustomValues,
  type CustomFieldEntityKind,
  type CustomFieldRule,
  type CustomValues,
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
