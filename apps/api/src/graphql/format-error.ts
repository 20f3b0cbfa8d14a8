import { unwrapResolverError } from '@apollo/server/errors';
import { Logger } from '@nestjs/common';
import { Refusal } from '@demarc/kernel';
import type { GraphQLFormattedError } from 'graphql';
import { withoutValues } from './without-values.js';

const log = new Logger('graphql');
const OUR_CODES = new Set(['QUERY_TOO_LARGE', 'QUERY_TOO_COSTLY', 'SIGN_IN_NEEDED', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'PERSISTED_QUERY_NOT_FOUND']);

/** What a client is told: a refusal with its code and faults; of a fault of ours, only that there was one. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof Refusal) {
    return {
      message: original.message,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: original.code, kind: original.kind, faults: original.faults, details: original.details },
    };
  }
  // Apollo gives every refusal of a validation rule its own code; those of the limits carry the limit.
  const code = formatted.extensions && 'limit' in formatted.extensions ? 'QUERY_TOO_LARGE' : formatted.extensions?.['code'];
  if (typeof code === 'string' && OUR_CODES.has(code)) {
    const { stacktrace: _stack, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, message: withoutValues(formatted.message), extensions: { ...extensions, code } };
  }
  log.error({ err: original, path: formatted.path }, 'a resolver failed');
  return { message: 'Something went wrong on our side. Try again; if it stays, tell us the request id.', ...(formatted.path ? { path: formatted.path } : {}), extensions: { code: 'INTERNAL', kind: 'internal' } };
}
