import type { Call } from '@demarc/commands';
import type { Request, Response } from 'express';
import type { Caller } from '../app/callers.js';
import type { RequestOrigin } from '../app/request-origin.js';

/** What the identity middleware knows of a request. */
export interface Identified {
  readonly origin: RequestOrigin;
  /** The session behind the cookie, also one that still waits for its second factor. */
  readonly caller: Caller | undefined;
  readonly isSecure: boolean;
}

export type IdentifiedRequest = Request & { call: Call; identified: Identified };
export type HttpResponse = Response;
