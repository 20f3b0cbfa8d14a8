import type { Settings } from '@demarc/config';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request comes from. A forwarding header counts only when the operator says that a proxy of theirs stands in front
 * (`TRUST_PROXY`), and then only its last entry, which that proxy wrote itself; the rest is whatever the client said.
 */
export function addressOf(request: IncomingMessage, settings: Pick<Settings, 'trustProxy'>): string {
  const direct = plain(request.socket.remoteAddress ?? '');
  if (!settings.trustProxy) return direct;
  const forwarded = plain(lastOf(request.headers['x-forwarded-for']));
  return isIP(forwarded) === 0 ? direct : forwarded;
}

/** Did the browser come by https? Then cookies are Secure and carry the `__Host-` prefix. */
export function isSecure(request: IncomingMessage, settings: Pick<Settings, 'trustProxy' | 'publicUrl'>): boolean {
  if (settings.publicUrl?.startsWith('https:')) return true;
  if ('encrypted' in request.socket && request.socket.encrypted === true) return true;
  return settings.trustProxy && lastOf(request.headers['x-forwarded-proto']).toLowerCase() === 'https';
}

/** The origin that a page of ours has, as browsers write it. */
export function ownOrigins(
  request: IncomingMessage,
  settings: Pick<Settings, 'trustProxy' | 'publicUrl'>,
): readonly string[] {
  const host = request.headers.host;
  const here = host === undefined ? [] : [`${isSecure(request, settings) ? 'https' : 'http'}://${host}`];
  return settings.publicUrl === undefined ? here : [new URL(settings.publicUrl).origin, ...here];
}

export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function lastOf(header: string | string[] | undefined): string {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text.slice(text.lastIndexOf(',') + 1).trim();
}

/** IPv4 inside IPv6 as plain IPv4; a zone id is dropped. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
