import { isIPv6 } from 'node:net';

/** How a value is checked, kept and shown. */
export type Kind =
  | 'text'
  | 'flag'
  | 'rate'
  | 'rate-pair'
  | 'duration'
  | 'duration-pair'
  | 'integer'
  | 'ip'
  | 'ip-or-name'
  | 'prefix'
  | 'targets'
  | 'list-address'
  | 'mac'
  | { readonly oneOf: readonly string[] }
  | { readonly row: string; readonly also?: readonly string[] };

export class Trap extends Error {
  readonly category: number | undefined;

  constructor(message: string, category?: number) {
    super(message);
    this.category = category;
  }
}

const IP = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The value as RouterOS keeps and prints it, or its refusal. References are checked by the table. */
export function keptValue(kind: Kind, field: string, text: string): string {
  const wrong = (): never => {
    throw new Trap(`invalid value for argument ${field}`, 1);
  };
  if (typeof kind === 'object') {
    if ('oneOf' in kind && !kind.oneOf.includes(text)) throw new Trap(`input does not match any value of ${field}`, 1);
    return text;
  }
  switch (kind) {
    case 'text':
    case 'ip-or-name':
      return text;
    case 'flag':
      return /^(yes|true)$/.test(text) ? 'true' : /^(no|false)$/.test(text) ? 'false' : wrong();
    case 'rate':
      return bps(text) ?? wrong();
    case 'rate-pair':
      return pair(text, bps) ?? wrong();
    case 'duration':
      return shownSeconds(seconds(text) ?? wrong());
    case 'duration-pair':
      return (
        pair(text, (part) => (seconds(part) === undefined ? undefined : shownSeconds(seconds(part) ?? 0))) ?? wrong()
      );
    case 'integer':
      return /^\d+$/.test(text) ? text : wrong();
    case 'ip':
      return isIp(text) ? text : wrong();
    case 'prefix':
      return isPrefix(text) ? text : wrong();
    case 'targets':
      return targets(text) ?? wrong();
    case 'list-address':
      return listAddress(text) ?? wrong();
    case 'mac':
      return /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text) ? text.toUpperCase().replace(/-/g, ':') : wrong();
  }
}

function bps(text: string): string | undefined {
  const match = /^(\d+)([kMG]?)$/.exec(text);
  if (!match) return undefined;
  const factor = { '': 1n, k: 1_000n, M: 1_000_000n, G: 1_000_000_000n }[match[2] ?? ''] ?? 1n;
  return String(BigInt(match[1] ?? '0') * factor);
}

function pair(text: string, one: (part: string) => string | undefined): string | undefined {
  const parts = text.split('/');
  const first = one(parts[0] ?? '');
  const second = parts.length === 1 ? first : one(parts[1] ?? '');
  return parts.length > 2 || first === undefined || second === undefined ? undefined : `${first}/${second}`;
}

/** `1d2h`, `26:00:00`, `1d 02:00:00`, `90`. */
export function seconds(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const clock = /^(?:(\d+)w)?(?:(\d+)d ?)?(\d+):(\d\d):(\d\d)$/.exec(text);
  if (clock) {
    const [w, d, h, m, s] = clock.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
    return w * 604_800 + d * 86_400 + h * 3_600 + m * 60 + s;
  }
  let total = 0;
  let rest = text;
  for (const [unit, size] of [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const match = new RegExp(`^(\\d+)${unit}(?!s)`).exec(rest);
    if (!match) continue;
    total += Number(match[1]) * size;
    rest = rest.slice(match[0].length);
  }
  const ms = /^(\d+)ms$/.exec(rest);
  if (ms) return total + Number(ms[1]) / 1_000;
  return text !== '' && rest === '' ? total : undefined;
}

export function shownSeconds(total: number): string {
  const whole = Math.floor(total);
  const ms = Math.round((total - whole) * 1_000);
  const parts: string[] = [];
  let left = whole;
  for (const [unit, size] of [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    if (left >= size) parts.push(`${Math.floor(left / size)}${unit}`);
    left %= size;
  }
  if (ms > 0) parts.push(`${ms}ms`);
  return parts.join('') || '0s';
}

function isIp(text: string): boolean {
  const match = IP.exec(text);
  return match !== null && match.slice(1).every((part) => Number(part) <= 255);
}

function isPrefix(text: string): boolean {
  const [address = '', length = '32', more] = text.split('/');
  return more === undefined && isIp(address) && /^\d{1,2}$/.test(length) && Number(length) <= 32;
}

function isPrefix6(text: string): boolean {
  const [address = '', length = '128', more] = text.split('/');
  return more === undefined && isIPv6(address) && /^\d{1,3}$/.test(length) && Number(length) <= 128;
}

/** A queue's targets: addresses get their `/32` or `/128`, prefixes of either family and interfaces stay. */
function targets(text: string): string | undefined {
  const parts = text.split(',').map((part) => (isIp(part) ? `${part}/32` : isIPv6(part) ? `${part}/128` : part));
  return parts.every((part) => isPrefix(part) || isPrefix6(part) || /^[\w.<>-]+$/.test(part) || part === '')
    ? parts.join(',')
    : undefined;
}

/** An address without its `/32`, a prefix, a range, or a name to resolve. */
function listAddress(text: string): string | undefined {
  if (isPrefix(text)) return text.replace(/\/32$/, '');
  if (/^[\d.]+-[\d.]+$/.test(text)) return text.split('-').every(isIp) ? text : undefined;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.?$/i.test(text) && !/^[\d.]+$/.test(text) ? text : undefined;
}

/** As an export writes it: rates with the largest of k and M that is exact. */
export function exportedValue(kind: Kind, value: string): string {
  if (kind === 'flag') return value === 'true' ? 'yes' : 'no';
  if (kind === 'rate') return withUnit(value);
  return kind === 'rate-pair' ? value.split('/').map(withUnit).join('/') : value;
}

function withUnit(value: string): string {
  if (value !== '0' && value.endsWith('000000')) return `${value.slice(0, -6)}M`;
  return value !== '0' && value.endsWith('000') ? `${value.slice(0, -3)}k` : value;
}
