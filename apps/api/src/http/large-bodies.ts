import { holds } from '@demarc/access';
import type { RequestWithCall } from '@demarc/graphql';
import { NetworkingPermissions } from '@demarc/networking';
import express, { type Request, type RequestHandler } from 'express';
import { LIMITS } from '../graphql/limits.js';

/** Set by a program that sends a file within a query; a page of another site cannot set it. */
const HEADER = 'x-demarc-large';

export function isLarge(request: Pick<Request, 'headers'>): boolean {
  return request.headers[HEADER] !== undefined;
}

/** What every request may bring; who announces more is read later, when it is known who they are. */
export function usualBody(request: Pick<Request, 'headers'>): boolean {
  return !isLarge(request) && /^application\/(?:[\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Exports of routers have megabytes. They are read after the door, from people who may compare them; from nobody else does this
 * server read more than the usual quarter of one.
 */
export function largeBodies(): RequestHandler {
  const usual = express.json({ limit: LIMITS.bodyBytes });
  const large = express.json({ limit: LIMITS.fileBytes });
  const names = [NetworkingPermissions['drift.view'], NetworkingPermissions['router.view']];
  return (request, response, next) => {
    if (!isLarge(request)) {
      next();
      return;
    }
    const { actor } = (request as Request & RequestWithCall).call;
    const may = request.path === '/graphql' && names.some((name) => holds(actor, name));
    (may ? large : usual)(request, response, next);
  };
}
