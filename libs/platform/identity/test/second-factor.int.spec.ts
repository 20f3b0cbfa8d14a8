import { systemActor } from '@demarc/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditRole } from '../src/index.js';
import { Browser, HttpWorld, PASSWORD } from './http-world.js';

const STEP = 30_000;

describe('the second factor', () => {
  let house: HttpWorld;
  beforeAll(async () => {
    house = await HttpWorld.open();
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  async function enrolled(): Promise<{ email: string; secret: string; recoveryCodes: string[] }> {
    const browser = await house.signedIn(['support']);
    const { secret, recoveryCodes } = await house.enrol(browser, PASSWORD);
    house.world.clock.advance(STEP);
    return { email: browser.email, secret, recoveryCodes };
  }

  async function halfIn(email: string): Promise<Browser> {
    const browser = house.browser();
    expect((await browser.post('/auth/staff/sign-in', { email, password: PASSWORD })).body).toEqual({
      state: 'totp_needed',
    });
    return browser;
  }

  it('is enrolled with a QR code, and shows its recovery codes once', async () => {
    const browser = await house.signedIn(['support']);
    expect((await browser.post('/auth/staff/totp/enrol', {})).code).toBe('FRESH_SIGN_IN_NEEDED');
    expect((await browser.post('/auth/staff/totp/enrol', { password: 'not it, certainly' })).code).toBe(
      'SIGN_IN_FAILED',
    );
    const begun = await browser.post('/auth/staff/totp/enrol', { password: PASSWORD });
    expect(begun.body['url']).toMatch(/^otpauth:\/\/totp\/Demarc:/);
    expect(
      Buffer.from(String(begun.body['qr']).replace('data:image/svg+xml;base64,', ''), 'base64').toString(),
    ).toMatch(/^<svg/);
    expect((await browser.post('/auth/staff/totp/enrol/confirm', { code: '000000' })).code).toBe('WRONG_CODE');
    const before = browser.cookie('demarc_staff');
    const { recoveryCodes, secret } = await house.enrol(browser, PASSWORD);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(browser.cookie('demarc_staff')).not.toBe(before);
    const stored = await house.world.rows<{ text: string }>(
      `SELECT staff::text AS text FROM platform.staff UNION ALL SELECT recovery_code::text FROM platform.recovery_code`,
    );
    const dump = stored.map((row) => row.text).join();
    for (const planted of [secret, ...recoveryCodes, Buffer.from(secret).toString('hex')])
      expect(dump).not.toContain(planted);
  });

  it('stands between the password and everything else', async () => {
    const { email, secret } = await enrolled();
    const browser = await halfIn(email);
    const before = browser.cookie('demarc_staff');
    expect((await browser.get('/auth/session')).body).toMatchObject({
      kind: 'staff',
      state: 'totp_needed',
      staff: null,
    });
    expect((await browser.graphql('{ sessions { id } }')).code).toBe('SIGN_IN_NEEDED');
    expect((await browser.post('/auth/staff/totp/enrol', { password: PASSWORD })).code).toBe('SIGN_IN_NEEDED');
    expect((await browser.post('/auth/staff/totp', { code: house.code(secret) })).body).toEqual({ state: 'signed_in' });
    expect(browser.cookie('demarc_staff')).not.toBe(before);
    expect((await browser.graphql('{ sessions { id current } }')).data).toMatchObject({
      sessions: [{ current: true }, {}],
    });
  });

  it('takes one step before and after now, and no more', async () => {
    const { email, secret } = await enrolled();
    house.world.clock.advance(10 * STEP);
    const old = house.code(secret);
    house.world.clock.advance(2 * STEP);
    expect((await (await halfIn(email)).post('/auth/staff/totp', { code: old })).code).toBe('WRONG_CODE');
    const late = house.code(secret);
    house.world.clock.advance(STEP);
    expect((await (await halfIn(email)).post('/auth/staff/totp', { code: late })).status).toBe(200);
  });

  it('takes each code once, also when 200 come at the same time', async () => {
    const { email, secret } = await enrolled();
    const browsers = await Promise.all(Array.from({ length: 5 }, () => halfIn(email)));
    const code = house.code(secret);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => browserAt(browsers, index).post('/auth/staff/totp', { code })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const rest = new Set(answers.filter((answer) => answer.status !== 200).map((answer) => answer.code));
    expect([...rest].every((one) => one === 'WRONG_CODE' || one === 'TOO_MANY_TRIES' || one === 'SIGN_IN_NEEDED')).toBe(
      true,
    );
    expect((await (await halfIn(email)).post('/auth/staff/totp', { code })).code).not.toBeUndefined();
  });

  it('pauses after five wrong codes, and goes on after five minutes', async () => {
    const { email, secret } = await enrolled();
    const browser = await halfIn(email);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => browser.post('/auth/staff/totp', { code: '000000' })),
    );
    expect(answers.filter((answer) => answer.code === 'WRONG_CODE')).toHaveLength(5);
    expect(answers.filter((answer) => answer.code === 'TOO_MANY_TRIES')).toHaveLength(3);
    expect((await browser.post('/auth/staff/totp', { code: house.code(secret) })).code).toBe('TOO_MANY_TRIES');
    house.world.clock.advance(300_000);
    expect((await browser.post('/auth/staff/totp', { code: house.code(secret) })).status).toBe(200);
  });

  it('can be replaced by a recovery code, once each', async () => {
    const { email, recoveryCodes } = await enrolled();
    const [code = ''] = recoveryCodes;
    expect(
      (await (await halfIn(email)).post('/auth/staff/totp', { recoveryCode: code.toLowerCase().replaceAll('-', ' ') }))
        .status,
    ).toBe(200);
    expect((await (await halfIn(email)).post('/auth/staff/totp', { recoveryCode: code })).code).toBe('WRONG_CODE');
  });

  it('ends a sign-in that stays half open for ten minutes', async () => {
    const { email, secret } = await enrolled();
    const browser = await halfIn(email);
    house.world.clock.advance(10 * 60_000);
    expect((await browser.post('/auth/staff/totp', { code: house.code(secret) })).code).toBe('SIGN_IN_NEEDED');
  });

  it('is demanded by a role: those signed in enrol before anything else', async () => {
    const browser = await house.signedIn(['engineer']);
    const [role] = await house.world.rows<{ id: string }>(`SELECT id FROM platform.role WHERE key = 'engineer'`);
    await house.world.run(EditRole, { roleId: role?.id, totpRequired: true }, systemActor('test'));
    const refused = async (): Promise<boolean> =>
      (await browser.graphql('{ sessions { id } }')).code === 'SIGN_IN_NEEDED';
    await expect.poll(refused, { timeout: 5_000 }).toBe(true);
    expect((await browser.get('/auth/session')).body).toMatchObject({ state: 'totp_enrolment_needed', staff: null });
    await house.enrol(browser);
    expect((await browser.graphql('{ sessions { id } }')).code).toBeUndefined();
    const another = house.browser();
    const { email } = await house.staff(['engineer']);
    expect((await another.post('/auth/staff/sign-in', { email, password: PASSWORD })).body).toEqual({
      state: 'totp_enrolment_needed',
    });
  });
});

function browserAt(browsers: readonly Browser[], index: number): Browser {
  const browser = browsers[index % browsers.length];
  if (!browser) throw new Error('there is a browser for each index');
  return browser;
}
