import type { IncomingMessage } from 'node:http';
import { SESSION_LIFE, type SubjectKind } from '../domain/session-life.js';
import type { SignedIn } from '../app/staff-sign-in.js';
import type { HttpResponse } from './request.js';

const DEVICE = 'demarc_device';
const DEVICE_LIFE_MS = 400 * 86_400_000;

/** `__Host-` (RFC 6265bis §4.1.3.2): only this very host over https can have set it, for all paths. */
function named(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Staff and customers have cookies of their own: one is worth nothing where the other is asked for. */
export function sessionCookie(request: IncomingMessage, kind: SubjectKind, secure: boolean): string | undefined {
  return cookieOf(request, named(`demarc_${kind}`, secure));
}

export function deviceCookie(request: IncomingMessage, secure: boolean): string | undefined {
  const token = cookieOf(request, named(DEVICE, secure));
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

/**
 * Hands the session to the browser. Staff: Strict, gone with the browser. Customers: Lax, so that they are still signed in
 * when the payment page sends them back.
 */
export function giveCookies(response: HttpResponse, signedIn: SignedIn, secure: boolean): void {
  const { kind, token } = signedIn.session;
  response.cookie(named(`demarc_${kind}`, secure), token, {
    ...attributes(secure),
    sameSite: kind === 'staff' ? 'strict' : 'lax',
    ...(kind === 'customer' ? { maxAge: SESSION_LIFE.customer.absoluteMs } : {}),
  });
  if (signedIn.deviceToken !== undefined) giveDevice(response, signedIn.deviceToken, secure);
}

export function giveDevice(response: HttpResponse, token: string, secure: boolean): void {
  response.cookie(named(DEVICE, secure), token, { ...attributes(secure), sameSite: 'strict', maxAge: DEVICE_LIFE_MS });
}

export function takeSessionCookie(response: HttpResponse, kind: SubjectKind, secure: boolean): void {
  response.clearCookie(named(`demarc_${kind}`, secure), {
    ...attributes(secure),
    sameSite: kind === 'staff' ? 'strict' : 'lax',
  });
}

function attributes(secure: boolean): { httpOnly: true; secure: boolean; path: '/' } {
  return { httpOnly: true, secure, path: '/' };
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const cut = part.indexOf('=');
    if (cut > 0 && part.slice(0, cut).trim() === name) return part.slice(cut + 1).trim();
  }
  return undefined;
}
