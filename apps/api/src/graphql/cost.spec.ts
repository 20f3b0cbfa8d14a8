import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { assertCost, costOf, type Operation } from './cost.js';

const schema = buildSchema(`
  type Row { id: ID, name: String }
  type Query { rows(first: Int, after: String): [Row] }
`);
const document = parse('query Rows($first: Int, $after: String) { rows(first: $first, after: $after) { id name } }');
const asking = (variables: Record<string, unknown>): Operation => ({
  schema,
  document,
  operationName: 'Rows',
  variables,
});

describe('the cost of an operation', () => {
  it('follows the page size that it asks for, also when it is asked again', () => {
    expect([1, 50, 1, 50].map((first) => costOf(asking({ first })))).toEqual([3, 101, 3, 101]);
  });

  it('is not confused by another operation of the same document', () => {
    const two = parse('query One { rows(first: 1) { id } } query Two { rows(first: 2) { id } }');
    const cost = (operationName: string): number => costOf({ schema, document: two, operationName, variables: {} });
    expect([cost('One'), cost('Two')]).toEqual([2, 3]);
  });

  it('is refused when it is too high, each time', () => {
    const large = (): void => assertCost({ ...asking({ first: 1_000 }), document: deep });
    const deep = parse(
      `query Rows($first: Int) { ${Array.from({ length: 30 }, (_, n) => `r${n}: rows(first: $first) { id }`).join(' ')} }`,
    );
    for (let time = 0; time < 2; time += 1) expect(large).toThrow(/would cost 30030/);
  });

  it.each([0, -5, 1_001, 1_000_000])('is not worked out of %d rows, which are no page', (first) => {
    for (let time = 0; time < 2; time += 1)
      expect(() => costOf(asking({ first }))).toThrow(
        expect.objectContaining({
          message: expect.stringContaining('1 to 1000 rows'),
          extensions: { code: 'BAD_USER_INPUT' },
        }) as Error,
      );
  });

  it('is unknown with a wrong variable, however often it is tried', () => {
    for (let time = 0; time < 2; time += 1) {
      expect(() => costOf(asking({ first: 'many' }))).toThrow(
        expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }) as Error,
      );
    }
  });
});
