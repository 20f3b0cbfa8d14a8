import { parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { wantsTotal } from './wants-total.js';

function asked(text: string): boolean {
  const document = parse(text);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  const fields: FieldNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments[definition.name.value] = definition;
    if (definition.kind === 'OperationDefinition')
      for (const one of definition.selectionSet.selections) if (one.kind === 'Field') fields.push(one);
  }
  return wantsTotal({ fieldNodes: fields, fragments });
}

describe('whether a request asks for a total', () => {
  it('finds it in the selection, in fragments and inline fragments', () => {
    expect(asked('{ list { nodes { id } totalCount } }')).toBe(true);
    expect(asked('{ list { ...F } } fragment F on P { nodes { id } totalIsExact }')).toBe(true);
    expect(asked('{ list { ... on P { totalCount } } }')).toBe(true);
  });

  it('does not take a field of the rows for it', () => {
    expect(asked('{ list { nodes { totalCount } pageInfo { hasNextPage } } }')).toBe(false);
  });
});
