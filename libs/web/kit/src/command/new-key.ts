/** A random key for idempotency. Not `crypto.randomUUID`: that one is missing on plain http inside a local network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
