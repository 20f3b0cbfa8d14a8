import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isId, parseDecimal, parseLocalDate } from '@demarc/kernel';

function textScalar(name: string, description: string, read: (text: string) => string): GraphQLScalarType<string, string> {
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: (value) => {
      if (typeof value !== 'string') throw new TypeError(`${name} is text`);
      return read(value);
    },
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw new TypeError(`${name} is text`);
      return read(node.value);
    },
  });
}

export const LocalDateScalar = textScalar('LocalDate', 'A calendar date in the operator’s time zone: `2026-03-15`.', (text) => {
  if (parseLocalDate(text) === undefined) throw new TypeError(`"${text}" is not a date such as 2026-03-15`);
  return text;
});

export const InstantScalar = textScalar('Instant', 'A moment in UTC (RFC 3339): `2026-03-15T08:00:00.000Z`.', (text) => {
  if (Number.isNaN(Date.parse(text))) throw new TypeError(`"${text}" is not an instant such as 2026-03-15T08:00:00Z`);
  return text;
});

export const DecimalScalar = textScalar('Decimal', 'An exact decimal as text: `19.9900`. Unit prices, quantities and rates.', (text) => {
  if (parseDecimal(text) === undefined) throw new TypeError(`"${text}" is not a plain decimal such as 19.99`);
  return text;
});

export const BigIntScalar = textScalar('BigInt', 'A whole number that may pass 2^53, as text: octets, counters.', (text) => {
  if (!/^-?\d{1,30}$/.test(text)) throw new TypeError(`"${text}" is not a whole number`);
  return text;
});

export const RecordIdScalar = textScalar('RecordId', 'Names one record for ever: a UUID in lower case.', (text) => {
  if (!isId(text)) throw new TypeError(`"${text}" is not an id`);
  return text;
});

export const JsonScalar = new GraphQLScalarType({
  name: 'Json',
  description: 'Free-form JSON, where the shape is an operator’s own (custom fields) or evidence (before and after).',
  serialize: (value) => value,
  parseValue: (value) => value,
});
