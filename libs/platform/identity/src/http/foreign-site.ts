import type { Settings } from '@demarc/config';
import { Refusal } from '@demarc/kernel';
import type { IncomingMessage } from 'node:http';
import { headerOf, ownOrigins } from './origin-of.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Methods that by themselves change nothing. */
export function isSafe(request: IncomingMessage): boolean {
  return SAFE_METHODS.has(request.method ?? '');
}

/** Does the browser say that a page of another site sends this? Programs that are no browsers say nothing. */
export function isFromForeignSite(
  request: IncomingMessage,
  settings: Pick<Settings, 'trustProxy' | 'publicUrl'>,
): boolean {
  const site = headerOf(request, 'sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = headerOf(request, 'origin');
  return origin !== undefined && !ownOrigins(request, settings).includes(origin);
}

/** Which of our apps sends this. A page of another site cannot set this header without asking first (CORS), and is not let. */
export function appOf(request: IncomingMessage): 'admin' | 'portal' | undefined {
  const app = headerOf(request, 'x-demarc-app');
  return app === 'admin' || app === 'portal' ? app : undefined;
}

export function foreignSite(): Refusal {
  return new Refusal(
    'forbidden',
    'FOREIGN_SITE',
    'This request did not come from a page of this system. Open the app and try again there.',
  );
}
