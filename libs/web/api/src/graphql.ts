import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.gen.js';

/** Typed documents, checked against the committed schema: ids, dates, amounts and instants are text on the wire. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    RecordId: string;
    LocalDate: string;
    Instant: string;
    Decimal: string;
    BigInt: string;
    Json: unknown;
  };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
export { readFragment } from 'gql.tada';
