import type { Call } from '@demarc/commands';

/**
 * Answers that hold a secret are not kept for repeated calls: a stored answer would be the secret in plain sight. A second
 * call is told of the conflict, or makes a second key, which can be revoked.
 */
export function withoutKey(call: Call): Call {
  const { idempotencyKey: _unused, ...rest } = call;
  return rest;
}
