const HEX12 = /^[0-9a-f]{12}$/;
const NORMAL = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

/**
 * A MAC address in any of its spellings as `aa:bb:cc:dd:ee:ff`: colons, dashes, Cisco's dotted groups, bare, upper or
 * lower case, and the DHCP client id of RouterOS, which puts the hardware type in front and leaves out leading zeros
 * (`1:0:c:42:1:2:3`).
 */
export function normalMac(text: string): string | undefined {
  if (text.length < 11 || text.length > 20) return undefined;
  const lower = text.toLowerCase();
  if (NORMAL.test(lower)) return lower;
  const parts = lower.split(/[:-]/);
  if (parts.length === 7 && (parts[0] === '1' || parts[0] === '01')) parts.shift();
  const bare =
    parts.length === 6
      ? parts.map((part) => part.padStart(2, '0')).join('')
      : parts.length === 1
        ? undotted(lower)
        : '';
  if (!HEX12.test(bare)) return undefined;
  return `${bare.slice(0, 2)}:${bare.slice(2, 4)}:${bare.slice(4, 6)}:${bare.slice(6, 8)}:${bare.slice(8, 10)}:${bare.slice(10)}`;
}

function undotted(text: string): string {
  if (!text.includes('.')) return text;
  const groups = text.split('.');
  return groups.length === 3 && groups.every((group) => group.length === 4) ? groups.join('') : '';
}
