import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, HttpWorld, PASSWORD } from './http-world.js';

const MINUTE = 60_000;

describe('staff sign-in', () => {
  let house: HttpWorld;
  beforeAll(async () => {
    house = await HttpWorld.open();
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  it('opens a session in a HttpOnly, Strict cookie, and says who it is', async () => {
    const { email } = await house.staff(['support']);
    const browser = house.browser();
    const answer = await browser.post('/auth/staff/sign-in', { email: email.toUpperCase(), password: PASSWORD });
    expect(answer.body).toEqual({ state: 'signed_in' });
    const cookie = answer.cookies.find((line) => line.startsWith('demarc_staff='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toMatch(/Max-Age|Expires/);
    const session = await browser.get('/auth/session');
    expect(session.body).toMatchObject({
      kind: 'staff',
      state: 'signed_in',
      staff: { email, roles: [{ name: 'Support' }], partners: 'all' },
    });
    expect(
      await house.world.rows(
        `SELECT sentence FROM platform.audit_entry WHERE action = 'identity.signInStaff' AND outcome = 'done'`,
      ),
    ).toHaveLength(1);
  });

  it('answers the same for a wrong password, an unknown person, the invited and the disabled', async () => {
    const { email } = await house.staff(['support']);
    const disabled = await house.staff(['support']);
    await house.world.app
      .get((await import('@demarc/persistence')).Database)
      .write({ kind: 'all' }, ({ sql }) =>
        sql.execute(`UPDATE platform.staff SET state = 'disabled' WHERE id = $1`, [disabled.id]),
      );
    const answers = [];
    for (const [login, password] of [
      [email, 'not the right one at all'],
      ['nobody-knows@example.net', PASSWORD],
      [disabled.email, PASSWORD],
    ]) {
      const { status, body } = await house.browser().post('/auth/staff/sign-in', { email: login, password });
      answers.push(JSON.stringify({ status, body }));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('SIGN_IN_FAILED');
    const kept = await house.world.rows<{ text: string }>(
      `SELECT audit_entry::text AS text FROM platform.audit_entry WHERE code = 'SIGN_IN_FAILED'`,
    );
    expect(kept).toHaveLength(3);
    expect(kept.map((row) => row.text).join()).not.toMatch(/not the right one|nobody-knows|meadow/);
  });

  it('takes as long for somebody who does not exist as for a wrong password', async () => {
    const { email } = await house.staff(['support']);
    const timed = async (login: string): Promise<number> => {
      const start = performance.now();
      await house.browser().post('/auth/staff/sign-in', { email: login, password: 'wrong, and long enough' });
      return performance.now() - start;
    };
    // In turns, and the quickest of each: what else the machine does meets both alike.
    let [known, unknown] = [Infinity, Infinity];
    for (let round = 0; round < 5; round += 1) {
      known = Math.min(known, await timed(email));
      unknown = Math.min(unknown, await timed('who-is-this@example.net'));
    }
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it.each([
    {},
    { email: 'a@example.net' },
    { email: { $ne: '' }, password: { $ne: '' } },
    { email: ['a@example.net'], password: 'x' },
    { email: 'x', password: '' },
  ])('refuses %j with a code and a sentence', async (body) => {
    const answer = await house.browser().post('/auth/staff/sign-in', body);
    expect(answer).toMatchObject({ status: 422, code: 'INVALID_INPUT' });
  });

  it('gives a new session at each sign-in, whatever cookie was planted before', async () => {
    const { email } = await house.staff(['support']);
    const planted = 'A'.repeat(43);
    const browser = house.browser();
    browser.setCookie('demarc_staff', planted);
    await browser.post('/auth/staff/sign-in', { email, password: PASSWORD });
    expect(browser.cookie('demarc_staff')).not.toBe(planted);
    const stored = await house.world.rows<{ text: string }>(`SELECT session::text AS text FROM platform.session`);
    expect(stored.map((row) => row.text).join()).not.toContain(browser.cookie('demarc_staff'));
  });

  it('ends the session at sign-out, for good', async () => {
    const browser = await house.signedIn(['support']);
    const token = browser.cookie('demarc_staff') ?? '';
    await browser.post('/auth/staff/sign-out');
    expect(browser.cookie('demarc_staff')).toBeUndefined();
    browser.setCookie('demarc_staff', token);
    expect((await browser.get('/auth/session')).body).toEqual({ kind: 'nobody' });
  });

  it('ends after 30 idle minutes, and after 12 hours however busy', async () => {
    const busy = await house.signedIn(['support']);
    const idle = await house.signedIn(['support']);
    const kindOf = async (browser: Browser): Promise<unknown> => (await browser.get('/auth/session')).body['kind'];
    house.world.clock.advance(29 * MINUTE);
    expect([await kindOf(busy), await kindOf(idle)]).toEqual(['staff', 'staff']);
    house.world.clock.advance(29 * MINUTE);
    expect(await kindOf(busy)).toBe('staff');
    house.world.clock.advance(2 * MINUTE);
    expect([await kindOf(busy), await kindOf(idle)]).toEqual(['staff', 'nobody']);
    for (let half = 0; half < 22; half += 1) {
      house.world.clock.advance(29 * MINUTE);
      await kindOf(busy);
    }
    expect(await kindOf(busy)).toBe('staff');
    house.world.clock.advance(25 * MINUTE);
    expect(await kindOf(busy)).toBe('nobody');
  });
});

describe('guessing', () => {
  let house: HttpWorld;
  beforeAll(async () => {
    house = await HttpWorld.open({ env: { TRUST_PROXY: '1' } });
  });
  afterAll(async () => {
    await house.close();
  });
  const from = (address: string): Record<string, string> => ({ 'x-demarc-app': 'admin', 'x-forwarded-for': address });
  const guess = (email: string, address: string): Promise<{ status: number; code: string | undefined }> =>
    house.browser(from(address)).post('/auth/staff/sign-in', { email, password: 'guessed and guessed again' });

  it('is stopped for one login from one address after 10 tries, with the time to wait, and free again after the window', async () => {
    const { email } = await house.staff(['support']);
    for (let round = 0; round < 10; round += 1) expect((await guess(email, '192.0.2.1')).code).toBe('SIGN_IN_FAILED');
    expect(await guess(email, '192.0.2.1')).toMatchObject({ status: 429, code: 'TOO_MANY_TRIES' });
    const right = await house.browser(from('192.0.2.1')).post('/auth/staff/sign-in', { email, password: PASSWORD });
    expect(right.code).toBe('TOO_MANY_TRIES');
    const elsewhere = await house.browser(from('192.0.2.2')).post('/auth/staff/sign-in', { email, password: PASSWORD });
    expect(elsewhere.status).toBe(200);
    house.world.clock.advance(15 * MINUTE + 1_000);
    expect(
      (await house.browser(from('192.0.2.1')).post('/auth/staff/sign-in', { email, password: PASSWORD })).status,
    ).toBe(200);
  });

  it('counts parallel tries too', async () => {
    const { email } = await house.staff(['support']);
    const answers = await Promise.all(Array.from({ length: 30 }, () => guess(email, '192.0.2.77')));
    expect(answers.filter((answer) => answer.code === 'SIGN_IN_FAILED')).toHaveLength(10);
    expect(answers.filter((answer) => answer.code === 'TOO_MANY_TRIES')).toHaveLength(20);
  });

  it('is stopped for one login from many addresses after 100 tries, and the owner still gets in from a known browser', async () => {
    const owner = await house.signedIn(['support']);
    await owner.post('/auth/staff/sign-out');
    const codes = new Map<string, number>();
    for (let batch = 0; batch < 11; batch += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => guess(owner.email, `198.51.${100 + batch}.${index + 1}`)),
      );
      for (const { code = '' } of answers) codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(codes.get('SIGN_IN_FAILED')).toBe(100);
    expect(codes.get('TOO_MANY_TRIES')).toBe(10);
    expect((await owner.post('/auth/staff/sign-in', { email: owner.email, password: PASSWORD })).status).toBe(200);
    expect(
      (await house.browser(from('203.0.113.9')).post('/auth/staff/sign-in', { email: owner.email, password: PASSWORD }))
        .code,
    ).toBe('TOO_MANY_TRIES');
  });

  it('is stopped for one address over many logins after 60 tries', async () => {
    for (let batch = 0; batch < 6; batch += 1) {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) => guess(`stuffed-${batch}-${index}@example.net`, '203.0.113.50')),
      );
    }
    expect((await guess('one-more@example.net', '203.0.113.50')).code).toBe('TOO_MANY_TRIES');
    expect((await guess('one-more@example.net', '203.0.113.51')).code).toBe('SIGN_IN_FAILED');
  });

  it('does not believe addresses that the client wrote before the proxy', async () => {
    const { email } = await house.staff(['support']);
    for (let round = 0; round < 10; round += 1) await guess(email, `10.9.8.${round}, 192.0.2.90`);
    expect((await guess(email, '10.1.1.1, 192.0.2.90')).code).toBe('TOO_MANY_TRIES');
  });
});

const NO_PROXY = 'behind no proxy';
describe(NO_PROXY, () => {
  it('does not believe a forwarding header at all', async () => {
    const house = await HttpWorld.open();
    const { email } = await house.staff(['support']);
    for (let round = 0; round < 10; round += 1) {
      await house
        .browser({ 'x-forwarded-for': `192.0.2.${round}` })
        .post('/auth/staff/sign-in', { email, password: 'guessed and guessed again' });
    }
    const next = await house
      .browser({ 'x-forwarded-for': '192.0.2.200' })
      .post('/auth/staff/sign-in', { email, password: PASSWORD });
    expect(next.code).toBe('TOO_MANY_TRIES');
    const addresses = await house.world.rows<{ address: string }>(
      `SELECT DISTINCT address FROM platform.audit_entry WHERE code = 'SIGN_IN_FAILED'`,
    );
    expect(addresses).toEqual([{ address: '127.0.0.1' }]);
    await house.close();
  });
});
