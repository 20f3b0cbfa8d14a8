const PRINTABLE = /^[\x20-\x7e]+$/;
const HEX = /^0x(?:[0-9a-f]{2})+$/i;
const MOST_BYTES = 249;

/**
 * The circuit or remote id of a line in the one spelling that is kept: as text where its bytes are text, else `0x` and hexadecimal
 * digits. What is written as `0x47…` means those bytes, so that both ways of writing one id are one. Blanks and zero bytes around a
 * text are filling of the access node. Undefined for nothing, and for more than an id can be.
 */
export function plainLineId(written: string): string | undefined {
  return lineIdOf(Buffer.from(written));
}

/** The same of the bytes that a router sends. */
export function lineIdOf(bytes: Buffer): string | undefined {
  if (bytes.length > 2 * MOST_BYTES + 2) return undefined;
  const text = textOf(bytes);
  if (text === '') return undefined;
  const meant = text !== undefined && HEX.test(text) ? Buffer.from(text.slice(2), 'hex') : bytes;
  const plain = meant === bytes ? text : textOf(meant);
  if (plain === '' || meant.length > MOST_BYTES) return undefined;
  return plain === undefined || HEX.test(plain) ? `0x${meant.toString('hex')}` : plain;
}

/** The bytes that an id is sent as. */
export function lineIdBytes(id: string): Buffer {
  return HEX.test(id) ? Buffer.from(id.slice(2), 'hex') : Buffer.from(id);
}

/** Undefined for bytes that are no text. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes
    .toString('latin1')
    .replace(/^[ \t]+/, '')
    .replace(/[ \t\0]+$/, '');
  return text === '' || PRINTABLE.test(text) ? text : undefined;
}
