import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestWithCall } from '@demarc/graphql';
import { GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { LIMITS } from './limits.js';

interface Context {
  readonly req: RequestWithCall;
}

/** Cost is counted with the page sizes that are asked for, and the schema is shown to integrators and staff only. */
export function guardPlugin(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, request, operation, contextValue }) => {
        assertMaySeeSchema(operation, contextValue);
        assertCost(schema, document, request.variables ?? {}, request.operationName);
      },
    }),
  };
}

function assertMaySeeSchema(operation: OperationDefinitionNode | undefined, context: Context): void {
  const kind = context.req.call.actor.kind;
  if (kind === 'staff' || kind === 'api_key' || !operation || !asksForSchema(operation.selectionSet)) return;
  throw new GraphQLError('The schema is shown to staff and to holders of an API key.', { extensions: { code: 'SIGN_IN_NEEDED' } });
}

function asksForSchema(selections: SelectionSetNode): boolean {
  return selections.selections.some(
    (selection) => selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type'),
  );
}

function assertCost(schema: GraphQLSchema, query: Parameters<typeof getComplexity>[0]['query'], variables: Record<string, unknown>, operationName?: string): void {
  const cost = getComplexity({
    schema,
    query,
    variables,
    ...(operationName === undefined ? {} : { operationName }),
    estimators: [
      ({ args, childComplexity }) => (typeof args['first'] === 'number' && args['first'] > 0 ? 1 + Math.min(args['first'], 1_000) * Math.max(childComplexity, 1) : undefined),
      simpleEstimator({ defaultComplexity: 1 }),
    ],
  });
  if (cost > LIMITS.cost) {
    throw new GraphQLError(`The query would cost ${cost} (at most ${LIMITS.cost}). Ask for fewer rows or fields.`, { extensions: { code: 'QUERY_TOO_COSTLY', cost } });
  }
}
