/**
 * States of PostgreSQL that speak of the server and not of what was asked: a lost connection (08), no resources (53), cut off,
 * cancelled by a time limit or shutting down (57), a session or transaction that took too long (25P), the system under it (58).
 */
const SERVER_STATE = /^(08...|25P0[34]|53...|57014|57P0[1-5]|58...)$/;
/** What the operating system says of sockets, names, files and memory. */
const SYSTEM_CODE =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOSPC|EMFILE|ENFILE|ENOMEM|EIO|UND_ERR_\w+)$/;
/** The driver says so without a code. */
const SAID =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/;

/**
 * Whether something failed below the product (its database or the machine went away, or took too long) rather than in it.
 * Such an error says nothing about what was lived, and the same seed need not lead to it again.
 */
export function isGroundFault(error: unknown): boolean {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [error];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (!(one instanceof Error) || seen.has(one)) continue;
    seen.add(one);
    const { code, driverError, errors } = one as Error & { code?: unknown; driverError?: unknown; errors?: unknown };
    if (typeof code === 'string' && (SERVER_STATE.test(code) || SYSTEM_CODE.test(code))) return true;
    if (SAID.test(one.message) || one.name === 'TimeoutError' || one.name === 'PostgresStartError') return true;
    waiting.push(one.cause, driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : []));
  }
  return false;
}
