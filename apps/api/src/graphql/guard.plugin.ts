import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestWithCall } from '@demarc/graphql';
import { type DocumentNode, GraphQLError, visit } from 'graphql';
import { assertCost } from './cost.js';

interface Context {
  readonly req: RequestWithCall;
}

/** Cost is counted with the page sizes that are asked for, and the schema is shown to integrators and staff only. */
export function guardPlugin(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, request, contextValue }) => {
        assertMaySeeSchema(document, contextValue);
        assertCost({ schema, document, operationName: request.operationName, variables: request.variables ?? {} });
      },
    }),
  };
}

function assertMaySeeSchema(document: DocumentNode, context: Context): void {
  const kind = context.req.call.actor.kind;
  if (kind === 'staff' || kind === 'api_key' || !asksForSchema(document)) return;
  throw new GraphQLError('The schema is shown to staff and to holders of an API key.', {
    extensions: { code: 'SIGN_IN_NEEDED' },
  });
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
