/** Why the embedded server could not be started, in a sentence for the operator that also says what to do. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
}
