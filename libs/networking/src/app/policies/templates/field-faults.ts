import { customFieldRules } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import { compileTemplate, FIELD_OWNERS, isCustomField, type LineFault } from '../../../radius/index.js';

export interface CustomFieldPath {
  readonly path: string;
  readonly title: string;
}

/** The custom fields that a template can name. */
export async function customFieldPaths(sql: Sql): Promise<readonly CustomFieldPath[]> {
  const found: CustomFieldPath[] = [];
  for (const owner of FIELD_OWNERS)
    for (const { name, title } of await customFieldRules(sql, owner))
      found.push({ path: `${owner}.fields.${name}`, title });
  return found;
}

/** Names of custom fields that there are not; asked only where a template names any. */
export async function fieldFaults(sql: Sql, source: string): Promise<readonly LineFault[]> {
  const compiled = compileTemplate(source);
  const named = compiled.ok ? [...compiled.value.uses].filter(isCustomField) : [];
  if (named.length === 0) return [];
  const known = new Set((await customFieldPaths(sql)).map(({ path }) => path));
  return named
    .filter((path) => !known.has(path))
    .map((path) => ({
      line: lineOf(source, path),
      code: 'unknown_variable',
      message: `There is no custom field “${path}”.`,
    }));
}

function lineOf(source: string, path: string): number {
  const name = path.split('.').at(-1) ?? '';
  const at = source.split(/\r\n|\r|\n/).findIndex((line) => line.includes(path) || line.includes(name));
  return Math.max(at, 0) + 1;
}
