/** SQLSTATE of a PostgreSQL error, also when TypeORM has wrapped it. */
export function databaseErrorCode(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

/** The constraint that a write ran into, by name: `uq_customer_login`. */
export function violatedConstraint(error: unknown): string | undefined {
  return databaseError(error)?.constraint;
}

function databaseError(error: unknown): { code?: string; constraint?: string } | undefined {
  if (error === null || typeof error !== 'object') return undefined;
  if ('driverError' in error) return databaseError(error.driverError);
  return 'code' in error ? (error as { code?: string; constraint?: string }) : undefined;
}
