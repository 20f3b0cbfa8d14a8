import type { GatewayInterface, GatewayExecutor } from '@apollo/server-gateway-interface';
import { Injectable } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { withDefaults } from './variables.js';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

const MOST_COMPILED = 500;

/**
 * Apollo with a compiling executor behind it: an operation is turned into a function once (graphql-jit) and reused, which
 * spares lists of rows most of graphql-js' per-field promises. Apollo keeps parsing, validation, plugins and error format.
 */
@Injectable()
export class CompilingDriver extends ApolloDriver {
  override async registerExpress(options: ApolloDriverConfig, hooks?: { preStartHook?: () => void }): Promise<void> {
    const { schema } = options;
    if (!schema) throw new Error('the schema was not built');
    await super.registerExpress({ ...options, gateway: gatewayFor(schema) } as ApolloDriverConfig, hooks);
  }
}

function gatewayFor(schema: GraphQLSchema): GatewayInterface {
  const executor = compilingExecutor(schema);
  let announce: ((context: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) | undefined;
  return {
    onSchemaLoadOrUpdate: (callback) => {
      announce = callback as typeof announce;
      return () => undefined;
    },
    load: async () => {
      announce?.({ apiSchema: schema, coreSupergraphSdl: '' });
      return { executor };
    },
    stop: async () => undefined,
  };
}

function compilingExecutor(schema: GraphQLSchema): GatewayExecutor {
  const compiled = new Map<string, CompiledQuery>();
  return async ({ document, operation, operationName, queryHash, context, request }) => {
    const variables = request.variables ?? {};
    const key = `${queryHash}:${operationName ?? ''}`;
    let query = compiled.get(key);
    if (!query) {
      const made = compileQuery(schema, document, operationName ?? undefined, { customJSONSerializer: false });
      if (!isCompiledQuery(made)) return made as never;
      query = made;
      if (compiled.size >= MOST_COMPILED) compiled.delete(compiled.keys().next().value ?? '');
      compiled.set(key, query);
    }
    return withOwnErrors(await query.query(undefined, context, withDefaults(schema, operation, variables))) as never;
  };
}

/** The errors of graphql-jit lack `extensions`, without which Apollo fails to format them: made anew, they keep code and cause. */
function withOwnErrors(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map(
    ({ message, path, originalError, extensions }) =>
      new GraphQLError(message, { path, originalError, extensions }),
  );
  return { ...result, errors };
}
