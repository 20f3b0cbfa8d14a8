import { scalarText, type ExactRow } from './exact-json.ts';
import type { PhpValue } from './php-query.ts';

export class BadFilter extends Error {}

export type RowFilter = (row: ExactRow) => boolean;

const OPERATORS = new Set([
  '=',
  '!=',
  '<>',
  '<',
  '>',
  '<=',
  '>=',
  'LIKE',
  'IN',
  'NOT IN',
  'BETWEEN',
  'IS',
  'REGEXP',
  'FIND_IN_SET',
]);

/**
 * `main_attributes[status]=active` is equality; `main_attributes[id][0]=>&main_attributes[id][1]=500` names an operator
 * and its operand. `additional_attributes` looks into the row's own fields of the operator.
 */
export function filterOf(query: { [key: string]: PhpValue }): RowFilter | undefined {
  const tests = [
    ...conditionsOf(query['main_attributes'], false),
    ...conditionsOf(query['additional_attributes'], true),
  ];
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}

function conditionsOf(group: PhpValue | undefined, additional: boolean): RowFilter[] {
  if (group === undefined || typeof group === 'string') return [];
  return Object.entries(group).map(([field, condition]) => {
    const test = testOf(condition);
    return (row) => test(scalarText(additional ? additionalOf(row)?.[field] : row[field]));
  });
}

function additionalOf(row: ExactRow): ExactRow | undefined {
  const map = row['additional_attributes'];
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? (map as ExactRow) : undefined;
}

function testOf(condition: PhpValue): (actual: string | null) => boolean {
  if (typeof condition === 'string') return (actual) => actual !== null && compare(actual, condition) === 0;
  const operator = String(condition['0'] ?? '').toUpperCase();
  const operand = condition['1'];
  if (!OPERATORS.has(operator)) throw new BadFilter(`unknown operator "${operator}"`);
  const list = listOf(operand, operator.endsWith('IN') || operator === 'BETWEEN');
  const first = list[0] ?? '';
  switch (operator) {
    case '=':
      return (actual) => actual !== null && compare(actual, first) === 0;
    case '!=':
    case '<>':
      return (actual) => actual !== null && compare(actual, first) !== 0;
    case '<':
      return (actual) => actual !== null && compare(actual, first) < 0;
    case '>':
      return (actual) => actual !== null && compare(actual, first) > 0;
    case '<=':
      return (actual) => actual !== null && compare(actual, first) <= 0;
    case '>=':
      return (actual) => actual !== null && compare(actual, first) >= 0;
    case 'IN':
      return (actual) => actual !== null && list.some((one) => compare(actual, one) === 0);
    case 'NOT IN':
      return (actual) => actual !== null && !list.some((one) => compare(actual, one) === 0);
    case 'BETWEEN':
      return (actual) => actual !== null && compare(actual, first) >= 0 && compare(actual, list[1] ?? '') <= 0;
    case 'IS':
      return (actual) => (first.toUpperCase() === 'NOT NULL' ? actual !== null : actual === null);
    case 'FIND_IN_SET':
      return (actual) => actual !== null && actual.split(',').includes(first);
    default:
      return patternTest(operator, first);
  }
}

function patternTest(operator: string, pattern: string): (actual: string | null) => boolean {
  const source =
    operator === 'REGEXP'
      ? pattern
      : `^${pattern
          .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replaceAll('%', '[\\s\\S]*')
          .replaceAll('_', '[\\s\\S]')}$`;
  let expression: RegExp;
  try {
    expression = new RegExp(source, 'iu');
  } catch {
    throw new BadFilter(`bad pattern "${pattern}"`);
  }
  return (actual) => actual !== null && expression.test(actual);
}

function listOf(operand: PhpValue | undefined, several: boolean): string[] {
  if (operand === undefined) return [];
  if (typeof operand === 'string') return several ? operand.split(',') : [operand];
  return Object.values(operand).filter((one): one is string => typeof one === 'string');
}

/** As MySQL compares: two numbers as numbers, anything else as text. */
export function compare(left: string, right: string): number {
  if (/^-?\d+(\.\d+)?$/.test(left) && /^-?\d+(\.\d+)?$/.test(right)) return Number(left) - Number(right);
  return left < right ? -1 : left > right ? 1 : 0;
}
