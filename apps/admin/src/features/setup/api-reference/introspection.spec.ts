import { describe, expect, it } from 'vitest';
import { namedType, readSchema, searchSchema, type TypeEntry, typeText } from './introspection';

const text = { kind: 'SCALAR', name: 'String' };
const field = (name: string, description: string) => ({
  name,
  description,
  deprecationReason: null,
  args: [],
  type: text,
});
const type = (name: string, fields: TypeEntry['fields'], description = ''): TypeEntry => ({
  kind: 'OBJECT',
  name,
  description,
  fields,
  inputFields: null,
  enumValues: null,
});

const types = [
  type('Query', [field('customer', 'One customer.'), field('partners', 'The partners.')]),
  type('Mutation', [field('openCustomer', 'Adds somebody.')]),
  type('Customer', [field('login', 'How they sign in.')], 'Somebody whom we serve.'),
];

describe('the schema reference', () => {
  it('writes a type as the schema language does', () => {
    const list = {
      kind: 'NON_NULL',
      name: null,
      ofType: {
        kind: 'LIST',
        name: null,
        ofType: { kind: 'NON_NULL', name: null, ofType: { kind: 'OBJECT', name: 'Customer' } },
      },
    };
    expect(typeText(list)).toBe('[Customer!]!');
    expect(namedType(list)).toBe('Customer');
  });

  it('finds operations before types, and fields inside types', () => {
    expect(searchSchema(types, 'customer').map(({ name }) => name)).toEqual(['customer', 'openCustomer', 'Customer']);
    expect(searchSchema(types, 'login')).toMatchObject([{ name: 'Customer', inside: ['login'] }]);
    expect(searchSchema(types, 'customer nothing')).toEqual([]);
  });

  it('takes an answer that is none for an empty schema', () => {
    expect(readSchema({ errors: [] })).toEqual([]);
    expect(readSchema(null)).toEqual([]);
  });
});
