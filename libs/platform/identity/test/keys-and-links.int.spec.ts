import { systemActor } from '@demarc/access';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditRole, FirstStaff, seedRoles } from '../src/index.js';
import { type Browser, HttpWorld, PASSWORD } from './http-world.js';

const CREATE = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKeyId secret } }';
const REVOKE = 'mutation ($id: RecordId!) { revokeApiKey(input: { apiKeyId: $id }) { apiKeyId } }';
const OTHER_PASSWORD = 'nine otters swim upstream';

describe('API keys', () => {
  let house: HttpWorld;
  let owner: Browser;
  beforeAll(async () => {
    house = await HttpWorld.open();
    owner = await house.signedIn(['super_administrator']);
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  async function key(own: object = {}): Promise<{ id: string; caller: Browser; secret: string }> {
    const input = { name: 'Meter', permissions: ['AUDIT_VIEW'], everyPartner: true, partnerIds: [], ...own };
    const made = await owner.graphql(CREATE, { input }, { 'idempotency-key': 'the-same' });
    if (made.code !== undefined) throw new Error(made.code);
    const { apiKeyId, secret } = made.data['createApiKey'] as { apiKeyId: string; secret: string };
    return { id: apiKeyId, secret, caller: house.browser({ authorization: `Bearer ${secret}` }) };
  }

  it('let a program do what they allow and no more, without CSRF headers', async () => {
    const { caller } = await key();
    expect((await caller.graphql('{ auditLog { totalCount } }')).code).toBeUndefined();
    expect((await caller.graphql('{ roles { id } }')).code).toBe('NOT_PERMITTED');
    expect(
      (
        await caller.graphql(
          'mutation { changeOwnPassword(input: { currentPassword: "a", newPassword: "b" }) { changed } }',
        )
      ).code,
    ).toBe('NO_PASSWORD');
    expect((await caller.get('/auth/session')).body).toMatchObject({
      kind: 'api_key',
      apiKey: { name: 'Meter', permissions: ['audit.view'] },
    });
  });

  it('are shown once, and stored as a hash only, answers for repeated calls included', async () => {
    const { secret } = await key();
    const [, prefix, rest = ''] = /^dmk_([0-9a-f]{12})_(.{43})$/.exec(secret) ?? [];
    const listed = await owner.graphql('{ apiKeys { prefix name } }');
    expect(listed.data['apiKeys']).toContainEqual({ prefix, name: 'Meter' });
    for (const table of ['api_key', 'idempotency_key', 'audit_entry']) {
      const rows = await house.world.rows<{ text: string }>(`SELECT ${table}::text AS text FROM platform.${table}`);
      expect(rows.map((row) => row.text).join()).not.toContain(rest);
    }
  });

  it('win over cookies, and a wrong one is refused even beside a good cookie', async () => {
    const { secret } = await key();
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    for (const authorization of [
      `Bearer ${wrong}`,
      'Bearer nonsense',
      'Basic YTpi',
      'Bearer ',
      `Bearer dmk_000000000000_${'x'.repeat(43)}`,
    ]) {
      expect(await owner.get('/auth/session', { authorization })).toMatchObject({
        status: 401,
        code: 'API_KEY_NOT_VALID',
      });
    }
  });

  it('stop at once when revoked, and in time when they expire', async () => {
    const revoked = await key();
    expect((await revoked.caller.get('/auth/session')).body['kind']).toBe('api_key');
    expect((await owner.graphql(REVOKE, { id: revoked.id })).code).toBeUndefined();
    expect((await revoked.caller.get('/auth/session')).code).toBe('API_KEY_NOT_VALID');
    expect((await owner.graphql(REVOKE, { id: revoked.id })).code).toBe('ALREADY_REVOKED');
    const expiresAt = new Date(house.world.clock.now().getTime() + 60_000).toISOString();
    const short = await key({ expiresAt });
    expect((await short.caller.get('/auth/session')).status).toBe(200);
    house.world.clock.advance(60_000);
    expect((await short.caller.get('/auth/session')).code).toBe('API_KEY_NOT_VALID');
    await expect(key({ expiresAt })).rejects.toThrow('EXPIRED');
  });

  it('hold to the networks that they may be used from', async () => {
    expect((await (await key({ networks: ['127.0.0.0/8', '2001:db8::/32'] })).caller.get('/auth/session')).status).toBe(
      200,
    );
    expect((await (await key({ networks: ['192.0.2.0/24'] })).caller.get('/auth/session')).code).toBe(
      'API_KEY_NOT_VALID',
    );
    for (const bad of ['192.0.2.1/24', 'anywhere', '192.0.2.0/33', '1.2.3', '0x7f.1'])
      await expect(key({ networks: [bad] })).rejects.toThrow('INVALID_NETWORK');
  });

  it('are made only after a fresh sign-in; a confirmation refreshes it under a new session id', async () => {
    house.world.clock.advance(16 * 60_000);
    await expect(key()).rejects.toThrow('FRESH_SIGN_IN_NEEDED');
    const before = owner.cookie('demarc_staff');
    expect((await owner.post('/auth/staff/step-up', { password: 'wrong, and long enough' })).code).toBe(
      'SIGN_IN_FAILED',
    );
    expect((await owner.post('/auth/staff/step-up', { password: PASSWORD })).body).toEqual({ state: 'signed_in' });
    expect(owner.cookie('demarc_staff')).not.toBe(before);
    expect((await key()).secret).toMatch(/^dmk_/);
  });
});

describe('one-time links', () => {
  let house: HttpWorld;
  beforeAll(async () => {
    house = await HttpWorld.open();
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  /** Reads the newest confidential mail, as its recipient would. */
  async function tokenSentTo(recipient: string): Promise<string | undefined> {
    await house.world.settle();
    const [message] = await house.world.rows<{ id: string; sealed_body: Buffer }>(
      `SELECT id, sealed_body FROM platform.message WHERE recipient = $1 AND sealed_body IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1`,
      [recipient],
    );
    if (!message) return undefined;
    const text = await house.world.app
      .get(SecretBox)
      .open('message_body', message.sealed_body, `message:${message.id}:body`);
    return /#token=(\S+)/.exec(text)?.[1];
  }

  it('give staff a new password, end their sessions, and do not go round the second factor', async () => {
    const browser = await house.signedIn(['support']);
    const { secret } = await house.enrol(browser, PASSWORD);
    house.world.clock.advance(30_000);
    expect((await house.browser().post('/auth/staff/reset', { email: browser.email })).body).toEqual({ sent: true });
    const token = await tokenSentTo(browser.email);
    expect((await house.browser().post('/auth/staff/reset/confirm', { token, password: '12345678' })).code).toBe(
      'PASSWORD_TOO_WEAK',
    );
    expect((await house.browser().post('/auth/staff/reset/confirm', { token, password: OTHER_PASSWORD })).body).toEqual(
      { changed: true },
    );
    expect((await browser.get('/auth/session')).body).toEqual({ kind: 'nobody' });
    expect((await house.browser().post('/auth/staff/sign-in', { email: browser.email, password: PASSWORD })).code).toBe(
      'SIGN_IN_FAILED',
    );
    const again = house.browser();
    expect((await again.post('/auth/staff/sign-in', { email: browser.email, password: OTHER_PASSWORD })).body).toEqual({
      state: 'totp_needed',
    });
    expect((await again.post('/auth/staff/totp', { code: house.code(secret) })).status).toBe(200);
    expect((await house.browser().post('/auth/staff/reset/confirm', { token, password: PASSWORD })).code).toBe(
      'LINK_NOT_VALID',
    );
  });

  it('answer the same for those who do not exist, and are worth nothing after an hour', async () => {
    const unknown = await house.browser().post('/auth/staff/reset', { email: 'nobody@example.net' });
    const { email } = await house.staff(['support']);
    const known = await house.browser().post('/auth/staff/reset', { email });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const token = await tokenSentTo(email);
    expect(await tokenSentTo('nobody@example.net')).toBeUndefined();
    house.world.clock.advance(3_600_000);
    expect((await house.browser().post('/auth/staff/reset/confirm', { token, password: OTHER_PASSWORD })).code).toBe(
      'LINK_NOT_VALID',
    );
  });

  it('let exactly one of two through that come at once', async () => {
    const { email } = await house.staff(['support']);
    await house.browser().post('/auth/staff/reset', { email });
    const token = await tokenSentTo(email);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        house.browser().post('/auth/staff/reset/confirm', { token, password: OTHER_PASSWORD }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  it('make the first member of staff, once, within a day, and only in an empty system', async () => {
    const empty = await HttpWorld.open();
    const first = empty.world.app.get(FirstStaff);
    expect(await first.createLink('http://127.0.0.1:1/')).toBeUndefined();
    await empty.world.app
      .get(Database)
      .write(EVERYTHING, ({ sql }) => sql.execute(`UPDATE platform.staff SET state = 'disabled'`));
    const old = await first.createLink();
    const link = (await first.createLink('http://127.0.0.1:1/')) ?? '';
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:1\/admin\/first-staff#token=/);
    const claim = (from: string): Promise<{ code: string | undefined; body: object }> =>
      empty.browser().post('/auth/staff/first', {
        token: new URL(from).hash.slice(7),
        email: 'first@example.net',
        name: 'First Person',
        password: PASSWORD,
      });
    expect((await claim(old ?? '')).code).toBe('LINK_NOT_VALID');
    const answers = await Promise.all([claim(link), claim(link), claim(link)]);
    expect(answers.filter((answer) => answer.code === undefined)).toHaveLength(1);
    expect(await empty.world.rows(`SELECT 1 FROM platform.staff WHERE state = 'active'`)).toHaveLength(1);
    expect(await first.createLink()).toBeUndefined();
    expect(await empty.world.violations()).toEqual([]);
    await empty.close();
  });
});

describe('customers', () => {
  let house: HttpWorld;
  beforeAll(async () => {
    house = await HttpWorld.open();
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  it('sign in to the portal, with a Lax cookie of their own, and change their password', async () => {
    const customer = await house.customer('harbour1');
    const browser = house.browser({ 'x-demarc-app': 'portal' });
    const answer = await browser.post('/auth/customer/sign-in', { login: 'HARBOUR1', password: PASSWORD });
    expect(answer.body).toEqual({ state: 'signed_in' });
    expect(answer.cookies.find((line) => line.startsWith('demarc_customer='))).toMatch(/HttpOnly; SameSite=Lax/);
    expect((await browser.get('/auth/session')).body).toMatchObject({
      kind: 'customer',
      customer: { id: customer.id, name: 'Quill Harbour' },
    });
    expect((await browser.get('/auth/session', { 'x-demarc-app': 'admin' })).body).toEqual({ kind: 'nobody' });
    expect((await browser.graphql('{ sessions { id } }')).code).toBe('NOT_PERMITTED');
    const change = 'mutation ($input: ChangeOwnPasswordInput!) { changeOwnPassword(input: $input) { changed } }';
    expect(
      (await browser.graphql(change, { input: { currentPassword: 'no', newPassword: OTHER_PASSWORD } })).code,
    ).toBe('SIGN_IN_FAILED');
    expect(
      (await browser.graphql(change, { input: { currentPassword: PASSWORD, newPassword: 'harbour1' } })).code,
    ).toBe('PASSWORD_TOO_WEAK');
    expect(
      (await browser.graphql(change, { input: { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD } })).data,
    ).toEqual({ changeOwnPassword: { changed: true } });
    expect(
      (await house.browser().post('/auth/customer/sign-in', { login: 'harbour1', password: OTHER_PASSWORD })).status,
    ).toBe(200);
    expect((await browser.post('/auth/customer/sign-out')).body).toEqual({ state: 'signed_out' });
    expect((await browser.get('/auth/session')).body).toEqual({ kind: 'nobody' });
  });

  it('get one answer for every reason not to let them in', async () => {
    await house.customer('harbour2');
    const answers = [];
    for (const [login, password] of [
      ['harbour2', 'not the right one'],
      ['nobody', PASSWORD],
    ]) {
      const { status, body } = await house
        .browser({ 'x-demarc-app': 'portal' })
        .post('/auth/customer/sign-in', { login, password });
      answers.push({ status, body });
    }
    expect(answers[0]).toEqual(answers[1]);
    const reset = await house.browser({ 'x-demarc-app': 'portal' }).post('/auth/customer/reset', { login: 'nobody' });
    expect(reset.body).toEqual({ sent: true });
  });
});

describe('shipped roles', () => {
  it('come as often as one likes, follow the registry, and leave edited ones alone', async () => {
    const house = await HttpWorld.open();
    const database = house.world.app.get(Database);
    const seed = (): Promise<void> => database.write(EVERYTHING, ({ sql }) => seedRoles(sql));
    const held = (key: string): Promise<{ permission: string }[]> =>
      house.world.rows(
        `SELECT permission FROM platform.role_permission JOIN platform.role ON role.id = role_id WHERE key = $1 ORDER BY permission`,
        [key],
      );
    const before = await held('manager');
    await database.write(EVERYTHING, ({ sql }) =>
      sql.execute(`DELETE FROM platform.role_permission WHERE permission = 'audit.view'`),
    );
    await seed();
    await seed();
    expect(await held('manager')).toEqual(before);
    const [support] = await house.world.rows<{ id: string }>(`SELECT id FROM platform.role WHERE key = 'support'`);
    await house.world.run(EditRole, { roleId: support?.id, permissions: ['audit.view'] }, systemActor('test'));
    await seed();
    expect(await held('support')).toEqual([{ permission: 'audit.view' }]);
    expect(await house.world.rows('SELECT 1 FROM platform.role')).toHaveLength(7);
    await house.close();
  });
});
