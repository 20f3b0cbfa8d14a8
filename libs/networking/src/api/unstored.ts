import type { Call } from '@demarc/commands';

/** Without its idempotency key: the answer holds a secret, and stored answers are not sealed. */
export function unstored(call: Call): Call {
  const { idempotencyKey: _left, ...rest } = call;
  return rest;
}
