const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;

export function isIpAddress(text: string, family: 4 | 6): boolean {
  return family === 4 ? IPV4.test(text) : isIpv6(text);
}

/** `10.20.60.0/29`, `2001:db8::/56`. */
export function isPrefix(text: string, family: 4 | 6): boolean {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  return match !== null && isIpAddress(match[1] ?? '', family) && Number(match[2]) <= (family === 4 ? 32 : 128);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || text.length > 45) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last !== undefined && IPV4.test(last);
  const hex = embedded ? groups.slice(0, -1) : groups;
  const count = hex.length + (embedded ? 2 : 0);
  return hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
