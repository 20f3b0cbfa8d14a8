import type { FragmentDefinitionNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

const TOTALS = new Set(['totalCount', 'totalIsExact']);

/** Does the request ask for a total at all? Counting costs a reading of its own, so nobody pays for one that is not shown. */
export function wantsTotal(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): boolean {
  return info.fieldNodes.some((node) => node.selectionSet !== undefined && selects(node.selectionSet, info.fragments));
}

function selects(
  set: SelectionSetNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode | undefined>>,
): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === 'Field') return TOTALS.has(selection.name.value);
    if (selection.kind === 'InlineFragment') return selects(selection.selectionSet, fragments);
    const fragment = fragments[selection.name.value];
    return fragment !== undefined && selects(fragment.selectionSet, fragments);
  });
}
