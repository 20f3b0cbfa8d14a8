import type { DocumentNode } from 'graphql';
import { print } from '@0no-co/graphql.web';
import { ApiError, readRefusal } from './api-error';

/** A document with its types; those of gql.tada fit. */
export interface TypedDocument<Result, Variables> extends DocumentNode {
  readonly __apiType?: (variables: Variables) => Result;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** One per filled-in form: a repetition answers with the stored result. */
  readonly idempotencyKey?: string;
}

export interface ApiClient {
  readonly graphql: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: CallOptions,
  ) => Promise<Result>;
  readonly rest: (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    options?: CallOptions,
  ) => Promise<unknown>;
  /** Called when an answer says that nobody is signed in any more. */
  readonly onSignedOut: (listener: () => void) => () => void;
  /** Asked when an act wants proof that it is still the same person; true: given, and the act is sent again. */
  readonly onFreshSignInNeeded: (ask: () => Promise<boolean>) => () => void;
}

export interface ApiClientSettings {
  /** Tells the two apps of one origin apart: each has a cookie of its own. Sent as `X-Demarc-App`, which a foreign page cannot send. */
  readonly app: 'admin' | 'portal';
  readonly endpoint?: string;
  readonly fetch?: typeof fetch;
}

const printed = new WeakMap<DocumentNode, string>();

function textOf(document: DocumentNode): string {
  const known = printed.get(document);
  if (known !== undefined) return known;
  const text = print(document);
  printed.set(document, text);
  return text;
}

export function createApiClient({
  app,
  endpoint = '/graphql',
  fetch: send = globalThis.fetch.bind(globalThis),
}: ApiClientSettings): ApiClient {
  const listeners = new Set<() => void>();
  let askAgain: (() => Promise<boolean>) | null = null;
  const call = async (method: string, path: string, body: unknown, options: CallOptions): Promise<Answer> => {
    const answer = await request(send, method, path, app, body, options);
    if (signedOutCodes.has(answer.refusal?.code ?? '')) for (const listener of listeners) listener();
    if (answer.refusal?.code !== 'FRESH_SIGN_IN_NEEDED' || askAgain === null || !(await askAgain())) return answer;
    return request(send, method, path, app, body, options);
  };
  return {
    graphql: async <Result, Variables>(
      document: TypedDocument<Result, Variables>,
      variables: Variables,
      options: CallOptions = {},
    ) => {
      const answer = await call('POST', endpoint, { query: textOf(document), variables }, options);
      if (answer.refusal) throw answer.refusal;
      return dataOf<Result>(answer);
    },
    rest: async (method, path, body, options = {}) => {
      const answer = await call(method, path, body, options);
      if (answer.refusal) throw answer.refusal;
      return answer.body;
    },
    onSignedOut: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    onFreshSignInNeeded: (ask) => {
      askAgain = ask;
      return () => {
        if (askAgain === ask) askAgain = null;
      };
    },
  };
}

/** A wrong password or code is "unauthenticated" too, but ends no session. */
const signedOutCodes: ReadonlySet<string> = new Set(['SIGN_IN_NEEDED', 'HTTP_401']);

interface Answer {
  readonly body: unknown;
  readonly traceId: string | undefined;
  readonly refusal: ApiError | null;
}

/** Longer bodies are announced: the server takes them from those alone who may send files. It counts octets, up to three a character. */
const USUAL_LENGTH = 80_000;

async function request(
  send: typeof fetch,
  method: string,
  path: string,
  app: string,
  body: unknown,
  options: CallOptions,
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await reach(send, path, {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      'X-Demarc-App': app,
      ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(text !== undefined && text.length > USUAL_LENGTH ? { 'X-Demarc-Large': '1' } : {}),
      ...(options.idempotencyKey === undefined ? {} : { 'Idempotency-Key': options.idempotencyKey }),
    },
    ...(text === undefined ? {} : { body: text }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const traceId = response.headers.get('x-request-id') ?? undefined;
  const parsed = await parse(response);
  return { body: parsed, traceId, refusal: refusalOf(parsed, response, traceId) };
}

async function reach(send: typeof fetch, path: string, init: RequestInit): Promise<Response> {
  try {
    return await send(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError({
      code: 'NETWORK',
      kind: 'network',
      message: 'The server cannot be reached. Check the connection and try again.',
      cause,
    });
  }
}

async function parse(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusalOf(body: unknown, response: Response, traceId: string | undefined): ApiError | null {
  if (typeof body === 'object' && body !== null) {
    if ('errors' in body && Array.isArray(body.errors) && body.errors.length > 0) {
      const found = readRefusal(body.errors[0], traceId);
      if (found) return found;
    }
    if ('error' in body) {
      const found = readRefusal(body.error, traceId);
      if (found) return found;
    }
  }
  if (response.ok) return null;
  return new ApiError({
    code: `HTTP_${response.status}`,
    kind: response.status === 401 ? 'unauthenticated' : response.status >= 500 ? 'unavailable' : 'invalid',
    message: 'The server did not answer as expected. Try again; if it stays, pass on the trace id.',
    traceId,
  });
}

/** The typed document vouches for the shape: it is checked against the schema that the server runs. */
function dataOf<Result>(answer: Answer): Result {
  const { body } = answer;
  if (typeof body === 'object' && body !== null && 'data' in body && body.data !== null) return body.data as Result;
  throw new ApiError({
    code: 'NO_DATA',
    message: 'The server answered without data. Try again.',
    traceId: answer.traceId,
  });
}
