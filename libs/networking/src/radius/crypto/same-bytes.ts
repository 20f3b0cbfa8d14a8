/** Whether the bytes stand in `within` at this place; takes as long whether the first differs or the last. */
export function sameSecretBytes(bytes: Uint8Array, within: Uint8Array, at = 0): boolean {
  if (within.length - at < bytes.length) return false;
  let differences = 0;
  for (let k = 0; k < bytes.length; k += 1) differences |= (bytes[k] ?? 0) ^ (within[at + k] ?? 0);
  return differences === 0;
}
