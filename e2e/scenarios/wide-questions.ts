import { getNamedType, type GraphQLOutputType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { documentOf, idsIn, type Ids, type Operation } from '../../apps/api/test/matrix-documents.ts';
import { MISSING } from '../../apps/api/test/matrix-town.ts';
import type { ApiVisitor } from './api-visitor.ts';

/** The first id that each list gives, by what it names: enough to open one of each. */
export async function idsOfEverything(visitor: ApiVisitor): Promise<Ids> {
  const found = await visitor.graphql(
    '{ routerId: routers { id } planId: plans { id } partnerId: partners { id } staffId: staffMembers { nodes { id } } }',
  );
  const ids = Object.entries(found).map(([name, list]) => [
    name,
    /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(list))?.[0] ?? MISSING,
  ]);
  return { ...Object.fromEntries(ids), missing: MISSING };
}

/** Asks for every field that has no argument of its own, of one thing and of all of them; answers whether there was an answer. */
export async function askEverything(visitor: ApiVisitor, operation: Operation, ids: Ids): Promise<boolean> {
  let isAnswered = false;
  for (const named of [[], idsIn(operation)]) {
    const { query, variables } = documentOf(operation, ids, named);
    const wide = query.replace(/ \{ __typename \} \}$/, `${selectionOf(operation.field.type, 3)} }`);
    const answer = (await visitor.graphql(wide, variables))[operation.name];
    isAnswered ||= answer !== undefined && answer !== null;
  }
  return isAnswered;
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return isLeafType(named) ? '' : ' { __typename }';
  const fields = Object.values(named.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .filter((field) => isLeafType(getNamedType(field.type)) || depth > 1)
    .map((field) => `${field.name}${selectionOf(field.type, depth - 1)}`);
  return ` { __typename ${fields.join(' ')} }`;
}
