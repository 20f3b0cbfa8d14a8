import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { type ComplexityEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { LIMITS } from './limits.js';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Screens ask the same again and again: what that costs is known by then. Longer variables are not worth keeping. */
const MOST_REMEMBERED = 100;
const LONGEST_REMEMBERED = 1_000;

const known = new WeakMap<DocumentNode, Map<string, number>>();

/** Refuses an operation that costs too much, with the page sizes that it asks for. */
export function assertCost(operation: Operation): void {
  const cost = costOf(operation);
  if (cost > LIMITS.cost) {
    throw new GraphQLError(`The query would cost ${cost} (at most ${LIMITS.cost}). Ask for fewer rows or fields.`, {
      extensions: { code: 'QUERY_TOO_COSTLY', cost },
    });
  }
}

export function costOf(operation: Operation): number {
  const key = JSON.stringify([operation.operationName, operation.variables]);
  const costs = known.get(operation.document) ?? new Map<string, number>();
  const remembered = costs.get(key);
  if (remembered !== undefined) return remembered;
  const cost = estimate(operation);
  if (key.length <= LONGEST_REMEMBERED) {
    if (costs.size >= MOST_REMEMBERED) costs.clear();
    known.set(operation.document, costs.set(key, cost));
  }
  return cost;
}

/** Of any list; most give fewer at a time. */
const MOST_ROWS = 1_000;

/** A list costs what each of its rows costs, as often as it is asked for. Refuses what is no page, for lists are asked unvalidated. */
const perRow: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args['first'];
  if (typeof first !== 'number') return undefined;
  if (first < 1 || first > MOST_ROWS)
    throw new GraphQLError(`Ask for 1 to ${MOST_ROWS} rows at a time, not for ${first}.`);
  return 1 + first * Math.max(childComplexity, 1);
};

function estimate({ schema, document, operationName, variables }: Operation): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      ...(operationName === undefined ? {} : { operationName }),
      estimators: [perRow, simpleEstimator({ defaultComplexity: 1 })],
    });
  } catch (error) {
    // The variables are read here for the first time; a wrong one is the caller's mistake.
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
  }
}
