import {
  astFromValue,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Fills the fields of input objects that have a default; the compiled code demands those that may not be null. */
export function withDefaults(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...variables };
  for (const { variable, type: node } of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, node as never);
    const name = variable.name.value;
    if (name in filled && isInputType(type)) filled[name] = filledIn(type, filled[name]);
  }
  return filled;
}

function filledIn(type: GraphQLInputType, value: unknown): unknown {
  const bare = getNullableType(type);
  if (value === null || value === undefined) return value;
  if (isListType(bare)) {
    const item = bare.ofType as GraphQLInputType;
    return Array.isArray(value) ? value.map((one: unknown) => filledIn(item, one)) : value;
  }
  if (!isInputObjectType(bare) || typeof value !== 'object') return value;
  const filled: Record<string, unknown> = { ...value };
  for (const field of Object.values(bare.getFields())) {
    if (field.name in filled) filled[field.name] = filledIn(field.type, filled[field.name]);
    else if (field.defaultValue !== undefined) {
      const node = astFromValue(field.defaultValue, field.type);
      if (node) filled[field.name] = valueFromASTUntyped(node);
    }
  }
  return filled;
}
