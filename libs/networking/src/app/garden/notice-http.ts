import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { NOTICE_STYLE } from '../../domain/garden/notice-page.js';

const STYLE_HASH = createHash('sha256').update(NOTICE_STYLE).digest('base64');

/** Never kept by anybody: the next answer may be another. A press may lead to the page of a payment provider. */
export const NOTICE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** IPv4 in IPv6 notation is IPv4. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '0.0.0.0').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** An address alone says who presses; so only our own page may press, not a page that the visitor has open beside it. */
export function pressedOnOwnPage({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
