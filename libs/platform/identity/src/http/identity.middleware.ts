import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import { type Actor, NOBODY } from '@demarc/access';
import { SETTINGS, type Settings } from '@demarc/config';
import { IdSource, invalid } from '@demarc/kernel';
import type { NextFunction } from 'express';
import type { Caller } from '../app/callers.js';
import type { RequestOrigin } from '../app/request-origin.js';
import { SignInAudit } from '../app/sign-in-audit.js';
import type { SubjectKind } from '../domain/session-life.js';
import { deviceCookie, sessionCookie } from './cookies.js';
import { appOf, foreignSite, isFromForeignSite, isSafe } from './foreign-site.js';
import { addressOf, headerOf, isSecure } from './origin-of.js';
import { PassportDoor } from './passport-door.js';
import type { HttpResponse, IdentifiedRequest } from './request.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Says of every request who calls. An API key wins over cookies; of the two cookies the app's own is looked at. Requests
 * that change something and lean on a cookie must come from a page of ours, and say so by a header.
 */
@Injectable()
export class IdentityMiddleware implements NestMiddleware<IdentifiedRequest, HttpResponse> {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly door: PassportDoor,
    private readonly ids: IdSource,
    private readonly audit: SignInAudit,
  ) {}

  use(request: IdentifiedRequest, response: HttpResponse, next: NextFunction): void {
    this.identify(request, response).then(() => next(), next);
  }

  async identify(request: IdentifiedRequest, response: HttpResponse): Promise<void> {
    const secure = isSecure(request, this.settings);
    const origin = this.originOf(request, secure);
    response.setHeader('X-Request-Id', origin.requestId);
    // Strategies and controllers read these; until somebody is known, nobody calls.
    request.identified = { origin, caller: undefined, isSecure: secure };
    request.call = callOf(NOBODY, origin);
    const key = idempotencyKeyOf(request);
    if (request.headers.authorization !== undefined) {
      const actor = await this.door.apiKey(request, response);
      request.call = callOf(actor ?? NOBODY, origin, key);
      return;
    }
    const kind = kindOf(request, secure);
    const caller = await this.door.session(kind, request, response);
    if (!isSafe(request)) await this.assertOwnPage(request, origin, caller);
    request.identified = { origin, caller, isSecure: secure };
    request.call = callOf(caller?.actor ?? NOBODY, origin, key);
  }

  private async assertOwnPage(
    request: IdentifiedRequest,
    origin: RequestOrigin,
    caller: Caller | undefined,
  ): Promise<void> {
    const foreign = isFromForeignSite(request, this.settings);
    if (!foreign && (!caller || appOf(request) !== undefined)) return;
    const subject = caller && { kind: caller.session.subjectKind, id: caller.session.subjectId };
    throw await this.audit.refused(
      { action: 'identity.crossSite', sentence: 'A request that no page of ours sent', origin, subject },
      foreignSite(),
    );
  }

  private originOf(request: IdentifiedRequest, secure: boolean): RequestOrigin {
    const given = headerOf(request, 'x-request-id');
    return {
      requestId: given !== undefined && REQUEST_ID.test(given) ? given : this.ids.next<'Request'>(),
      address: addressOf(request, this.settings),
      userAgent: headerOf(request, 'user-agent'),
      deviceToken: deviceCookie(request, secure),
    };
  }
}

function kindOf(request: IdentifiedRequest, secure: boolean): SubjectKind {
  const app = appOf(request);
  if (app !== undefined) return app === 'admin' ? 'staff' : 'customer';
  return sessionCookie(request, 'staff', secure) === undefined ? 'customer' : 'staff';
}

function idempotencyKeyOf(request: IdentifiedRequest): string | undefined {
  const key = headerOf(request, 'idempotency-key');
  if (key === undefined) return undefined;
  if (IDEMPOTENCY_KEY.test(key)) return key;
  throw invalid('INVALID_IDEMPOTENCY_KEY', 'An idempotency key is 1 to 200 visible ASCII characters.');
}

function callOf(actor: Actor, origin: RequestOrigin, idempotencyKey?: string): IdentifiedRequest['call'] {
  return {
    actor,
    requestId: origin.requestId,
    address: origin.address,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}
