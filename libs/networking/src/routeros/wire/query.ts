/**
 * Query words of `print`: each puts a truth on a stack, `?#` words work on the stack, and a row is shown when the top is true.
 * A query is a list of such words; `where({ name: 'x' })` and its like make them.
 */
export type Query = readonly string[];

/** Rows in which every one of these fields has this value. */
export function where(fields: Readonly<Record<string, string>>): Query {
  const words = Object.entries(fields).map(([field, value]) => `?${plainField(field)}=${value}`);
  return words.length < 2 ? words : [...words, `?#${'&'.repeat(words.length - 1)}`];
}

export function has(field: string): Query {
  return [`?${plainField(field)}`];
}

export function not(query: Query): Query {
  return [...query, '?#!'];
}

export function anyOf(...queries: readonly Query[]): Query {
  return joined(queries, '|');
}

export function allOf(...queries: readonly Query[]): Query {
  return joined(queries, '&');
}

function joined(queries: readonly Query[], operator: string): Query {
  const words = queries.filter((query) => query.length > 0).map((query) => [...query]);
  return words.length < 2 ? words.flat() : [...words.flat(), `?#${operator.repeat(words.length - 1)}`];
}

/** A field's name that would be read as an operator, or end early, is a fault of the caller. */
function plainField(field: string): string {
  if (!/^[a-z0-9.][a-z0-9.-]*$/i.test(field)) throw new RangeError(`"${field}" is no field of RouterOS`);
  return field;
}
