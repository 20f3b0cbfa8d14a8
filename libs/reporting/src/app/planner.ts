const ways = ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin'];

/**
 * Row-level security hides from the planner how many rows pass: it takes a policy for far narrower than it is, and would
 * read and sort a million rows to give fifty. Where the order of an index is the right way, it is told so for this
 * transaction: follow the index, and look the rest up row by row.
 */
export const FOLLOW_INDEXES = [
  ...ways.map((way) => `SET LOCAL enable_${way} = off`),
  // With the way prescribed, a prepared text is planned once: planning costs as much as reading a page.
  'SET LOCAL plan_cache_mode = force_generic_plan',
].join('; ');

/** Leaves the choice to the planner again. */
export const ANY_PLAN = [...ways.map((way) => `SET LOCAL enable_${way} = on`), 'SET LOCAL plan_cache_mode = auto'].join(
  '; ',
);

/**
 * Reports read whole tables. Under row-level security the planner takes one row in a hundred to be in scope, and would look
 * the others up one by one; so they are hashed and sorted, with memory to do it in, and no machine code is made for them.
 */
export const WHOLE_TABLES = `SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL work_mem = '96MB'`;
export const ANY_SIZE = `SET LOCAL enable_nestloop = on; SET LOCAL work_mem = DEFAULT`;
