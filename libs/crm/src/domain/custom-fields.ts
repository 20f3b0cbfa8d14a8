import { parseDecimal, parseLocalDate, type FieldFault } from '@demarc/kernel';
import type { CustomerCategory } from './customer-lifecycle.js';

export type CustomFieldType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'choice';
export type CustomFieldEntityKind = 'customer' | 'service' | 'plan' | 'router';
/** May customers see the field in the portal? */
export type PortalUse = 'hidden' | 'view';

export const CUSTOM_FIELD_TYPES = [
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'choice',
] as const satisfies readonly CustomFieldType[];
export const CUSTOM_FIELD_ENTITIES = [
  'customer',
  'service',
  'plan',
  'router',
] as const satisfies readonly CustomFieldEntityKind[];
export const PORTAL_USES = ['hidden', 'view'] as const satisfies readonly PortalUse[];

export type CustomValue = string | boolean;
export type CustomValues = Readonly<Record<string, CustomValue>>;

export interface CustomFieldRule {
  readonly name: string;
  readonly title: string;
  readonly type: CustomFieldType;
  readonly options: readonly string[];
  readonly category: CustomerCategory | null;
  readonly required: boolean;
  readonly defaultValue: string | null;
}

const LONGEST_TEXT = 2_000;
const BOOLEAN_TEXT: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);

/**
 * Checks values against their definitions. `null` and empty text take a value away. Numbers are kept as exact text;
 * unknown names are faults, never dropped.
 */
export function checkCustomValues(
  rules: readonly CustomFieldRule[],
  given: Readonly<Record<string, unknown>>,
  kept: CustomValues,
  category: CustomerCategory | null,
): { readonly values: CustomValues; readonly faults: readonly FieldFault[] } {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const values: Record<string, CustomValue> = { ...kept };
  const faults: FieldFault[] = [];
  for (const [name, value] of Object.entries(given)) {
    const rule = byName.get(name);
    if (!rule) {
      faults.push({ field: `customFields.${name}`, message: 'there is no such custom field' });
    } else if (value === null || value === '') {
      delete values[name];
    } else {
      const read = readValue(rule, value);
      if (read === undefined) faults.push({ field: `customFields.${name}`, message: expected(rule) });
      else values[name] = read;
    }
  }
  for (const rule of rules) {
    const applies = rule.category === null || category === null || rule.category === category;
    if (rule.required && applies && values[rule.name] === undefined) {
      faults.push({ field: `customFields.${rule.name}`, message: `${rule.title} is required` });
    }
  }
  return { values, faults };
}

/** The defaults that a new record starts with. */
export function defaultValues(rules: readonly CustomFieldRule[]): CustomValues {
  const values: Record<string, CustomValue> = {};
  for (const rule of rules) {
    if (rule.defaultValue === null) continue;
    const read = readValue(rule, rule.type === 'boolean' ? rule.defaultValue === 'true' : rule.defaultValue);
    if (read !== undefined) values[rule.name] = read;
  }
  return values;
}

/** A value of another system, which keeps all of them as text. */
export function readImported(rule: CustomFieldRule, value: unknown): CustomValue | undefined {
  if (rule.type === 'boolean' && typeof value !== 'boolean') return BOOLEAN_TEXT.get(String(value));
  return readValue(rule, value);
}

function readValue(rule: CustomFieldRule, value: unknown): CustomValue | undefined {
  if (rule.type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || text.length > LONGEST_TEXT) return undefined;
  switch (rule.type) {
    case 'text':
      return text;
    case 'integer':
      return /^-?\d{1,18}$/.test(text) ? text : undefined;
    case 'decimal':
      return parseDecimal(text) === undefined ? undefined : text;
    case 'date':
      return parseLocalDate(text);
    case 'choice':
      return rule.options.includes(text) ? text : undefined;
  }
}

function expected(rule: CustomFieldRule): string {
  switch (rule.type) {
    case 'text':
      return `${rule.title} must be text of at most ${LONGEST_TEXT} characters`;
    case 'integer':
      return `${rule.title} must be a whole number`;
    case 'decimal':
      return `${rule.title} must be a plain decimal such as 19.99, as text`;
    case 'boolean':
      return `${rule.title} must be true or false`;
    case 'date':
      return `${rule.title} must be a date such as 2026-03-15`;
    case 'choice':
      return `${rule.title} must be one of: ${rule.options.join(', ')}`;
  }
}
