import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withPlainFields } from './plain-fields.js';

type Source = Record<string, unknown>;
type Resolve = (source: Source) => unknown;

/** As the framework makes them. */
function reader(property: string, otherwise?: unknown): Resolve {
  const rootFieldResolver = (root: Source): unknown => root[property] ?? otherwise;
  return rootFieldResolver;
}

function resolveOf(resolve: Resolve): unknown {
  const query = new GraphQLObjectType({ name: 'Query', fields: { name: { type: GraphQLString, resolve } } });
  return withPlainFields(new GraphQLSchema({ query })).getQueryType()?.getFields()['name']?.resolve;
}

describe('a field', () => {
  it('that is a property of its object is read without a call', () => {
    expect(resolveOf(reader('name'))).toBeUndefined();
  });

  it('that reads a property of another name keeps its function', () => {
    expect(resolveOf(reader('title'))).toBeTypeOf('function');
  });

  it('that has a value of its own when the property is missing keeps its function', () => {
    expect(resolveOf(reader('name', 'nobody'))).toBeTypeOf('function');
  });

  it('that is worked out keeps its function', () => {
    const resolve = (): string => 'worked out';
    expect(resolveOf(resolve)).toBe(resolve);
  });
});
