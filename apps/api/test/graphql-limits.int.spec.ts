import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductHouse } from './product-house.ts';

let house: ProductHouse;
let support: Record<string, string>;
beforeAll(async () => {
  house = await ProductHouse.open();
  await house.staff('super_administrator');
  support = await house.staff('support');
});
afterAll(async () => {
  const found = await house.violations();
  await house.close();
  expect(found).toEqual([]);
});

interface Raw {
  readonly status: number;
  readonly text: string;
}

async function send(body: string, headers: Record<string, string> = {}, path = '/graphql'): Promise<Raw> {
  const answer = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

const asSupport = (query: string, variables: object = {}): Promise<Raw> =>
  send(JSON.stringify({ query, variables }), support);
const STACK = /\bat \S+ \(|node_modules|\.(ts|js):\d+|"stacktrace"|SELECT |QueryFailedError/;

it('takes a file of 8 MB within a query from who may compare routers, and from nobody else', async () => {
  const query = 'query ($i: CompareRouterExportInput!) { compareRouterExport(input: $i) { same } }';
  const file = Buffer.alloc(8 << 20, '# a line of an export\n').toString('base64');
  const body = JSON.stringify({ query, variables: { i: { routerId: '019cf082-0000-7000-8000-000000000001', file } } });
  const large = { 'x-demarc-large': '1' };
  const engineer = await house.staff('engineer');
  const taken = await send(body, { ...engineer, ...large });
  expect([taken.status, JSON.parse(taken.text)]).toMatchObject([
    200,
    { errors: [{ extensions: { kind: 'not_found' } }] },
  ]);
  for (const headers of [engineer, large, { ...(await house.staff('financial_manager')), ...large }])
    expect((await send(body, headers)).status).toBe(413);
  expect((await send(body, { ...engineer, ...large }, '/auth/staff/sign-in')).status).toBe(413);
});

describe('GraphQL refuses, before a resolver runs,', () => {
  const deep = `{ __typename ${'a { '.repeat(11)} b ${'} '.repeat(11)} }`;
  const fragments = Array.from(
    { length: 1_000 },
    (_, index) => `fragment F${index} on Query { operator { name } }`,
  ).join(' ');
  it.each([
    ['more levels than ten', deep, 'QUERY_TOO_LARGE'],
    [
      'a thousand aliases',
      `{ ${Array.from({ length: 1_000 }, (_, i) => `a${i}: operator`).join(' ')} }`,
      'QUERY_TOO_LARGE',
    ],
    [
      'too many root fields',
      `{ ${Array.from({ length: 21 }, () => 'operator { name }').join(' ')} }`,
      'QUERY_TOO_LARGE',
    ],
    ['too many directives', `{ operator ${'@include(if: true) '.repeat(51)} { name } }`, undefined],
    ['a hundred thousand tokens', `{ ${'operator { name } '.repeat(10_000)} }`, undefined],
    [
      'fragments in a circle',
      'query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a thousand fragments', `{ ...F0 } ${fragments}`, undefined],
    [
      'what would cost too much',
      '{ invoices(first: 200) { nodes { lines { id why { english } } allocations { id } customer { id invoices(first: 200) { nodes { id } } } } } }',
      undefined,
    ],
    ['fields that do not exist', '{ operator { noSuchField } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_what, query, code) => {
    const started = performance.now();
    const answer = await asSupport(query);
    expect(answer.text).toContain('"errors"');
    expect(answer.text).not.toContain('"data":{');
    expect(answer.text).not.toMatch(STACK);
    if (code) expect(answer.text).toContain(code);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('an operation with one deep fragment inside another', async () => {
    const names = Array.from({ length: 12 }, (_, index) => index);
    const chain = names
      .map(
        (n) =>
          `fragment D${n} on Customer { invoices(first: 1) { nodes { customer { ${n === 11 ? 'id' : `...D${n + 1}`} } } } }`,
      )
      .join(' ');
    expect((await asSupport(`{ customerByNumber(number: "1") { ...D0 } } ${chain}`)).text).toContain('QUERY_TOO_LARGE');
  });

  it('several operations in one request', async () => {
    const batch = JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ operator { name } }' })));
    const answer = await send(batch, support);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toMatch(STACK);
  });

  it('a body over the limit', async () => {
    const answer = await send(JSON.stringify({ query: `{ operator { name } } #${'x'.repeat(10_000_000)}` }), support);
    expect(answer.status).toBe(413);
    expect(answer.text).not.toMatch(STACK);
  });

  it('changes by GET, forms and plain text, and a cookie without the header of its app', async () => {
    const mutation = 'mutation { addLocation(input: { name: "Elsewhere" }) }';
    const byGet = await fetch(`${house.url}/graphql?query=${encodeURIComponent(mutation)}`, {
      headers: { ...support, 'apollo-require-preflight': '1' },
    });
    expect(byGet.status).toBeGreaterThanOrEqual(400);
    const body = JSON.stringify({ query: mutation });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await send(body, { ...support, 'content-type': type })).status, type).toBeGreaterThanOrEqual(400);
    }
    const { 'x-demarc-app': _app, ...onlyCookie } = support;
    expect((await send(body, onlyCookie)).status).toBe(403);
    expect((await send(body, { ...support, origin: 'https://evil.example' })).status).toBe(403);
    expect(await house.rows('SELECT 1 FROM crm.location')).toEqual([]);
  });

  it('to show the schema to nobody', async () => {
    const query = '{ __schema { types { name } } }';
    const nobody = await send(JSON.stringify({ query }));
    expect(nobody.text).toContain('SIGN_IN_NEEDED');
    expect(nobody.text).not.toContain('"types"');
    const byFragment = await send(
      JSON.stringify({ query: '{ ...S } fragment S on Query { s: __schema { types { name } } }' }),
    );
    expect(byFragment.text).not.toContain('"types"');
    const inline = await send(JSON.stringify({ query: '{ ... on Query { __type(name: "Customer") { name } } }' }));
    expect(inline.text).not.toContain('"Customer"');
    expect((await asSupport(query)).text).toContain('"types"');
    expect((await asSupport(getIntrospectionQuery())).text).toContain('"queryType"');
  });

  it.each([
    ['null where something is needed', { input: null }],
    ['a number that is too large for a date', { input: { customerId: Number.MAX_VALUE } }],
    [
      'fields that the input does not have',
      { input: { customerId: '00000000-0000-7000-8000-0000000000ff', text: 'x', extra: 1 } },
    ],
    ['an id that is none', { input: { customerId: "' OR 1=1 --", text: 'x' } }],
  ])('%s, and says that it is the caller’s mistake', async (_what, variables) => {
    const answer = await asSupport('mutation ($input: WriteNoteInput!) { writeNote(input: $input) }', variables);
    expect(answer.text).toMatch(/BAD_USER_INPUT|INVALID_INPUT|NOT_FOUND/);
    expect(answer.text).not.toMatch(STACK);
  });

  it('keys that reach for the prototype', async () => {
    const body =
      '{"query":"mutation ($input: WriteNoteInput!) { writeNote(input: $input) }","variables":{"input":{"__proto__":{"a":1},"constructor":1,"text":"x"}}}';
    expect((await send(body, support)).text).toMatch(/BAD_USER_INPUT/);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});

describe('REST answers a bad body with a code and a sentence', () => {
  it.each([
    ['cut off', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"text"'],
    ['objects for texts', '{"email":{"$ne":null},"password":[]}'],
    ['a number for a text', '{"email":1}'],
    ['too long', `{"email":"${'x'.repeat(300_000)}"}`],
  ])('%s', async (_what, body) => {
    const answer = await send(body, { 'x-demarc-app': 'admin' }, '/auth/staff/sign-in');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(answer.text).not.toMatch(STACK);
  });

  it('also where there is no such page, and to a notice that nobody signed', async () => {
    const answer = await fetch(`${house.url}/no/such/page`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const notice = await send('{}', {}, '/webhooks/stripe/00000000-0000-7000-8000-0000000000ff');
    expect(notice.status).toBeGreaterThanOrEqual(400);
    expect(notice.status).toBeLessThan(500);
  });
});

it('tells a device whether it is held captive, as RFC 8908 has it', async () => {
  const answer = await fetch(`${house.url}/captive-portal/api`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/captive+json; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(await answer.json()).toEqual({
    captive: false,
    'user-portal-url': expect.stringMatching(/\/notice$/),
    'venue-info-url': expect.stringMatching(/\/portal\/$/),
  });
});
