import { databaseErrorCode } from './database-error.js';

const TRANSACTION_HAS_FAILED = '25P02';

/**
 * Statements of one transaction on their way at once, in their order: one trip for all of them. Where one fails, those behind it
 * fail too; what is thrown is the fault that came first.
 */
export async function together<Work extends readonly Promise<unknown>[]>(
  ...work: Work
): Promise<{ -readonly [Key in keyof Work]: Awaited<Work[Key]> }> {
  const outcomes = await Promise.allSettled(work);
  const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (faults.length > 0) throw faults.find((fault) => databaseErrorCode(fault) !== TRANSACTION_HAS_FAILED) ?? faults[0];
  return (await Promise.all(work)) as { -readonly [Key in keyof Work]: Awaited<Work[Key]> };
}
