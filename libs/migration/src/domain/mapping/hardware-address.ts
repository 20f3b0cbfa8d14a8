export type ReadMac =
  { readonly kind: 'valid'; readonly address: string } | { readonly kind: 'invalid'; readonly text: string };

/**
 * Reads a field that holds any number of MAC addresses, separated by commas, each with colons, dashes, dots or nothing
 * between its digits. Valid ones come as `2C:C8:1B:BD:C9:AB`.
 */
export function readMacs(field: string): readonly ReadMac[] {
  return field
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readMac);
}

function readMac(text: string): ReadMac {
  const digits = text.replaceAll(/[^0-9A-Fa-f]/g, '').toUpperCase();
  if (digits.length !== 12 || /[^0-9A-Fa-f:.-]/.test(text)) return { kind: 'invalid', text };
  return { kind: 'valid', address: digits.replaceAll(/(..)(?!$)/g, '$1:') };
}
