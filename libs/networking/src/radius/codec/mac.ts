const HEX12 = /^[0-9a-f]{12}$/;
const NORMAL = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
const SHORTEST = 11;
const LONGEST = 20;

/**
 * A MAC address in any of its spellings as `aa:bb:cc:dd:ee:ff`, in upper or lower case: the seven that a hotspot of RouterOS can
 * be set to (pairs with colons, dashes or blanks; threes and halves with colons, halves with a dash; bare), Cisco's and Juniper's
 * dotted groups, and the DHCP client id of RouterOS, which puts the hardware type in front and leaves out leading zeros
 * (`1:0:c:42:1:2:3`).
 */
export function normalMac(text: string): string | undefined {
  if (text.length < SHORTEST || text.length > LONGEST) return undefined;
  const lower = text.toLowerCase();
  if (NORMAL.test(lower)) return lower;
  const bare = withoutMarks(lower);
  if (!HEX12.test(bare)) return undefined;
  return `${bare.slice(0, 2)}:${bare.slice(2, 4)}:${bare.slice(4, 6)}:${bare.slice(6, 8)}:${bare.slice(8, 10)}:${bare.slice(10)}`;
}

/** One mark throughout, between parts of one length: `02:0000-0000:01` is nobody's way of writing. */
function withoutMarks(text: string): string {
  const mark = /[:\-. ]/.exec(text)?.[0];
  if (mark === undefined) return text;
  const parts = text.split(mark);
  if (mark !== '.' && mark !== ' ' && parts.length === 7 && (parts[0] === '1' || parts[0] === '01')) parts.shift();
  if (parts.length === 6 && mark !== '.') return parts.map((part) => part.padStart(2, '0')).join('');
  const size = GROUPS[`${mark}${parts.length}`];
  return size !== undefined && parts.every((part) => part.length === size) ? parts.join('') : '';
}

/** How long each part is, by mark and number of parts. */
const GROUPS: Readonly<Record<string, number>> = { ':2': 6, '-2': 6, ':3': 4, '-3': 4, '.3': 4 };
