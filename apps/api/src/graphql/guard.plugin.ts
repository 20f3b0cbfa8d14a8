import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestWithCall } from '@demarc/graphql';
import { type DocumentNode, GraphQLError, type GraphQLSchema, visit } from 'graphql';
import { getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { LIMITS } from './limits.js';

interface Context {
  readonly req: RequestWithCall;
}

/** Cost is counted with the page sizes that are asked for, and the schema is shown to integrators and staff only. */
export function guardPlugin(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, request, contextValue }) => {
        assertMaySeeSchema(document, contextValue);
        assertCost(schema, document, request.variables ?? {}, request.operationName);
      },
    }),
  };
}

function assertMaySeeSchema(document: DocumentNode, context: Context): void {
  const kind = context.req.call.actor.kind;
  if (kind === 'staff' || kind === 'api_key' || !asksForSchema(document)) return;
  throw new GraphQLError('The schema is shown to staff and to holders of an API key.', { extensions: { code: 'SIGN_IN_NEEDED' } });
}

/** Anywhere in the document: a fragment asks as well as the operation itself. */
function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: (field) => {
      asks ||= field.name.value === '__schema' || field.name.value === '__type';
    },
  });
  return asks;
}

function assertCost(schema: GraphQLSchema, query: DocumentNode, variables: Record<string, unknown>, operationName?: string): void {
  const cost = costOf(schema, query, variables, operationName);
  if (cost > LIMITS.cost) {
    throw new GraphQLError(`The query would cost ${cost} (at most ${LIMITS.cost}). Ask for fewer rows or fields.`, { extensions: { code: 'QUERY_TOO_COSTLY', cost } });
  }
}

function costOf(schema: GraphQLSchema, query: DocumentNode, variables: Record<string, unknown>, operationName?: string): number {
  try {
    return getComplexity({
      schema,
      query,
      variables,
      ...(operationName === undefined ? {} : { operationName }),
      estimators: [
        ({ args, childComplexity }) => (typeof args['first'] === 'number' && args['first'] > 0 ? 1 + Math.min(args['first'], 1_000) * Math.max(childComplexity, 1) : undefined),
        simpleEstimator({ defaultComplexity: 1 }),
      ],
    });
  } catch (error) {
    // The variables are read here for the first time; a wrong one is the caller's mistake.
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
  }
}
