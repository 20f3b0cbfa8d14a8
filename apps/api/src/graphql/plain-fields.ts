import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Takes the resolve function off each field that merely is a property of its object. The framework gives one to every field
 * of every type; a compiled operation reads properties in place, but would call such a function for each field of each row.
 */
export function withPlainFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (isProperty(field)) delete field.resolve;
    }
  }
  return schema;
}

/** What the framework calls the function that reads a property. */
const READER = 'rootFieldResolver';

/** Reads the property of its own name, and has nothing to give in its place. */
function isProperty({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  if (resolve?.name !== READER) return false;
  const read = resolve as unknown as (source: object) => unknown;
  const value = {};
  return read({ [name]: value }) === value && read({}) === undefined;
}
