import type { RouterRow } from '../../../routeros/index.js';

/** A row of RouterOS's `/ping` as a line. */
export function pingLine(row: RouterRow): string {
  const { seq = '?', host = '', status, size, ttl, time } = row;
  if (status !== undefined && time === undefined) return `seq=${seq} ${host} ${status}`;
  return `${size ?? '?'} bytes from ${host}: seq=${seq} ttl=${ttl ?? '?'} time=${time ?? '?'}`;
}

/** A row of `/tool/traceroute` as a line; a hop that says nothing has no address. */
export function hopLine(row: RouterRow, number: number): string {
  const { address = '', loss = '', last = '', status = '' } = row;
  const hop = address === '' ? '*' : address;
  const time = last === '' || last === 'timeout' ? last : `${last} ms`;
  return [String(number).padStart(2), hop, time, loss === '' || loss === '0' ? '' : `${loss}% lost`, status]
    .filter((part) => part !== '')
    .join('  ');
}
