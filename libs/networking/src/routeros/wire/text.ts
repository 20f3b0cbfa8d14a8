import { isUtf8 } from 'node:buffer';

/**
 * The text of octets that a router sent. RouterOS 7 speaks UTF-8; comments typed in WinBox on RouterOS 6 are bytes of the
 * code page of whoever typed them. What is not UTF-8 stays visible as in an export, `\E9` a byte, so that it is neither lost
 * nor mistaken for a letter.
 */
export function textOf(bytes: Buffer, from = 0, to = bytes.length): string {
  const text = bytes.toString('utf8', from, to);
  if (!text.includes('\uFFFD')) return text;
  const part = bytes.subarray(from, to);
  return isUtf8(part) ? text : visibleText(part);
}

function visibleText(bytes: Buffer): string {
  let out = '';
  for (let at = 0; at < bytes.length;) {
    const octets = wholeCharacter(bytes, at);
    if (octets > 0) out += bytes.toString('utf8', at, at + octets);
    else out += `\\${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    at += Math.max(1, octets);
  }
  return out;
}

/** Octets of the UTF-8 character that begins here; 0 if none does. */
function wholeCharacter(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const octets = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return at + octets <= bytes.length && isUtf8(bytes.subarray(at, at + octets)) ? octets : 0;
}
