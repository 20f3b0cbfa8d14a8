import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createApiClient, type TypedDocument } from './api-client';
import { ApiError } from './api-error';

const document: TypedDocument<{ customer: { name: string } }, { id: string }> = parse(
  'query Customer($id: RecordId!) { customer(id: $id) { name } }',
);

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const calls: { path: string; init: RequestInit }[] = [];
  const send: typeof fetch = async (path, init) => {
    calls.push({ path: String(path), init: init ?? {} });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  };
  return { client: createApiClient({ app: 'admin', fetch: send }), calls };
}

async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ApiError)) throw new Error('it was not refused');
  return thrown;
}

describe('a call', () => {
  it('says which app it is, and gives the key of the form', async () => {
    const { client, calls } = answering(200, { data: { customer: { name: 'Ana' } } });
    await expect(client.graphql(document, { id: '1' }, { idempotencyKey: 'k1' })).resolves.toEqual({
      customer: { name: 'Ana' },
    });
    const headers = new Headers(calls[0]?.init.headers);
    expect(headers.get('x-demarc-app')).toBe('admin');
    expect(headers.get('idempotency-key')).toBe('k1');
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(String(calls[0]?.init.body))).toMatchObject({ variables: { id: '1' } });
    expect(JSON.parse(String(calls[0]?.init.body)).query).toContain('customer(id: $id)');
  });

  it('turns a refusal of GraphQL into code, sentence, faults and trace', async () => {
    const errors = [
      {
        message: 'Give a name.',
        extensions: {
          code: 'NAME_MISSING',
          kind: 'invalid',
          faults: [{ field: 'name', message: 'Is empty.' }, { bogus: 1 }],
        },
      },
    ];
    const { client } = answering(200, { errors, data: null }, { 'x-request-id': 'r-7' });
    const error = await refusal(client.graphql(document, { id: '1' }));
    expect(error).toMatchObject({ code: 'NAME_MISSING', kind: 'invalid', message: 'Give a name.', traceId: 'r-7' });
    expect(error.faults).toEqual([{ field: 'name', message: 'Is empty.' }]);
  });

  it('turns a refusal of REST likewise, and tells that nobody is signed in', async () => {
    const { client } = answering(401, {
      error: { code: 'SIGN_IN_NEEDED', kind: 'unauthenticated', message: 'Sign in.', requestId: 'r-8' },
    });
    let told = 0;
    const stop = client.onSignedOut(() => (told += 1));
    expect(await refusal(client.rest('GET', '/auth/session'))).toMatchObject({
      code: 'SIGN_IN_NEEDED',
      traceId: 'r-8',
    });
    stop();
    await refusal(client.rest('GET', '/auth/session'));
    expect(told).toBe(1);
  });

  it('asks for a fresh sign-in, and repeats the same act when it is given', async () => {
    const bodies = [
      { error: { code: 'FRESH_SIGN_IN_NEEDED', kind: 'unauthenticated', message: 'Once more.' } },
      { data: { customer: { name: 'Ana' } } },
    ];
    const keys: (string | null)[] = [];
    const send: typeof fetch = async (_, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'));
      return new Response(JSON.stringify(bodies[keys.length - 1]), { status: keys.length === 1 ? 401 : 200 });
    };
    const client = createApiClient({ app: 'admin', fetch: send });
    client.onSignedOut(() => {
      throw new Error('the session goes on');
    });
    client.onFreshSignInNeeded(async () => true);
    await expect(client.graphql(document, { id: '1' }, { idempotencyKey: 'k1' })).resolves.toEqual(bodies[1]?.data);
    expect(keys).toEqual(['k1', 'k1']);
  });

  it('passes the refusal on when the person does not confirm', async () => {
    const { client, calls } = answering(401, {
      error: { code: 'FRESH_SIGN_IN_NEEDED', kind: 'unauthenticated', message: 'Once more.' },
    });
    const stop = client.onFreshSignInNeeded(async () => false);
    expect(await refusal(client.rest('POST', '/x', {}))).toMatchObject({ code: 'FRESH_SIGN_IN_NEEDED' });
    stop();
    await refusal(client.rest('POST', '/x', {}));
    expect(calls).toHaveLength(2);
  });

  it('survives answers that are no JSON', async () => {
    const { client } = answering(502, '<html>Bad gateway</html>');
    expect(await refusal(client.graphql(document, { id: '1' }))).toMatchObject({
      code: 'HTTP_502',
      kind: 'unavailable',
    });
  });

  it('tells a lost connection from an abandoned call', async () => {
    const failing: typeof fetch = () => Promise.reject(new TypeError('failed to fetch'));
    const client = createApiClient({ app: 'portal', fetch: failing });
    expect(await refusal(client.rest('GET', '/x'))).toMatchObject({ code: 'NETWORK', kind: 'network' });
    const abort = new AbortController();
    abort.abort();
    await expect(client.rest('GET', '/x', undefined, { signal: abort.signal })).rejects.toBeInstanceOf(TypeError);
  });
});
