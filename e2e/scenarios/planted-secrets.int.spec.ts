import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddService, CreatePlan, DefinePaymentMethod } from '@demarc/billing';
import { OpenCustomer, OpenPartner, SetUpOperator } from '@demarc/crm';
import { DefineAccessPolicy } from '@demarc/networking';
import { buildSchema } from 'graphql';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../../apps/api/test/matrix-documents.ts';
import { radclient, SIGNED } from '../../libs/networking/test/radclient.ts';
import { Lab, type LabDatabase, type LabProcess } from '../../tools/bench/lab.ts';
import { withProduct } from '../../tools/bench/product-app.ts';
import { SimStripe } from '../../tools/sim-stripe/server.ts';
import { exitCodeOf, spawnCommand } from '../../tools/start/product-command.ts';
import { ROOT } from '../../tools/start/workspace.ts';
import { ApiVisitor } from './api-visitor.ts';
import { Mailbox } from '../../tools/sim-mail/mailbox.ts';
import { secretsIn, secretsInDatabase, secretsInFiles } from './secret-scan.ts';
import { eventually } from './staged-provider.ts';
import { askEverything, idsOfEverything } from './wide-questions.ts';

const LIMIT_MS = 180_000;
const mark = (name: string): string => `planted-${name}-${randomBytes(6).toString('hex')}`;
const EMAIL = 'first@staff.example';
const INVITED_EMAIL = 'invited@staff.example';
const CUSTOMER_EMAIL = 'marked@customer.example';

/** What must stand nowhere in clear. Those that the product makes itself come in as it hands them out. */
const secrets: Record<string, string> = {
  'first password of staff': mark('staff'),
  'new password of staff': mark('staff-new'),
  'wrong password of staff': mark('staff-wrong'),
  'password of who was invited': mark('invited'),
  'password of staff after a reset': mark('staff-reset'),
  'portal password after a reset': mark('portal-reset'),
  'portal password': mark('portal'),
  'wrong portal password': mark('portal-wrong'),
  'line password': mark('line'),
  'changed line password': mark('line-changed'),
  'wrong line password': mark('line-wrong'),
  'refused line password': mark('line-refused'),
  'RADIUS secret': mark('radius'),
  'changed RADIUS secret': mark('radius-changed'),
  'refused RADIUS secret': mark('radius-refused'),
  'provider key': `sk_test_${randomBytes(16).toString('hex')}`,
  'refused provider key': `sk_test_${randomBytes(16).toString('hex')}`,
  'webhook secret': `whsec_${randomBytes(16).toString('hex')}`,
  'secret in an address': mark('address'),
};
const secret = (name: string): string => secrets[name] ?? '';

let lab: Lab;
let database: LabDatabase;
let stripe: SimStripe;
let mailbox: Mailbox;
let http: LabProcess;
let radius: LabProcess;
let admin: ApiVisitor;
let portal: ApiVisitor;
let keyHolder: ApiVisitor;
let shop: { customerId: string; login: string; serviceId: string };

beforeAll(async () => {
  lab = await Lab.open();
  database = await lab.product('planted');
  stripe = await SimStripe.start({ secretKey: secret('provider key') });
  mailbox = await Mailbox.open();
  const env = { ...lab.environment(database), LOG_LEVEL: 'debug', STRIPE_API_URL: stripe.url, SMTP_URL: mailbox.url };
  shop = await openShop();
  const link = await firstStaffLink();
  secrets['link for the first staff'] = /[A-Za-z0-9_-]{43}/.exec(link)?.[0] ?? '';
  [http, radius] = [await lab.role('http', env), await lab.role('radius', env)];
  await lab.role('worker', env);
  admin = new ApiVisitor(http.address, { 'x-demarc-app': 'admin' });
  portal = new ApiVisitor(http.address, { 'x-demarc-app': 'portal' });
}, LIMIT_MS);
afterAll(async () => {
  await stripe.stop();
  await mailbox.close();
  await lab.close();
});

describe('secrets that are planted through the product’s own doors', () => {
  it('are taken, used, mistaken and refused', { timeout: LIMIT_MS }, async () => {
    await signInAsStaff();
    await followLinks();
    await forgetPasswords();
    const routerId = await plantNetwork();
    await plantMoney();
    await plantKey();
    await signInAsCustomer();
    await useTheLine(routerId);
    await makeMistakes(routerId);
    expect(Object.entries(secrets).filter(([, value]) => value.length < 10)).toEqual([]);
  });

  it('are in no answer', { timeout: LIMIT_MS }, async () => {
    const schema = buildSchema(readFileSync(join(ROOT, 'libs/web/api/schema.graphql'), 'utf8'));
    const queries = operationsOf(schema).filter(({ kind }) => kind === 'query');
    const ids = { ...(await idsOfEverything(admin)), customerId: shop.customerId, serviceId: shop.serviceId };
    let answered = 0;
    for (const visitor of [admin, portal, keyHolder]) {
      for (const query of queries) answered += (await askEverything(visitor, query, ids)) ? 1 : 0;
    }
    for (const path of ['/metrics', '/health/ready', '/auth/session']) await admin.get(path);
    expect(answered).toBeGreaterThan(60);
    const leaks = [admin, portal, keyHolder].flatMap(({ answers }) =>
      answers.flatMap((answer) => secretsIn(answer, secrets).map((name) => `${name}: ${answer.slice(0, 200)}`)),
    );
    expect(leaks).toEqual([]);
  });

  it('are in no row of the database, jobs, audit log and messages among them', async () => {
    expect(await secretsInDatabase(database.ownerUrl, secrets)).toEqual([]);
    // The scan itself sees what is there: a word that is no secret.
    expect(await secretsInDatabase(database.ownerUrl, { login: shop.login })).not.toEqual([]);
  });

  it('are in no file, logs and the files of PostgreSQL among them', async () => {
    const log = readFileSync(join(lab.folder, 'programs.log'), 'utf8');
    expect(log.split('\n').length).toBeGreaterThan(100);
    expect(log).toContain('"path":"/auth/staff/sign-in"');
    expect(secretsInFiles(lab.folder, secrets)).toEqual([]);
  });
});

async function openShop(): Promise<typeof shop> {
  return withProduct(lab.environment(database), async (product) => {
    const place = { name: 'Test Net', timeZone: 'Europe/Berlin', currency: 'EUR', locale: 'en', country: 'DE' };
    await product.run(SetUpOperator, place);
    await product.run(DefinePaymentMethod, { name: 'Bank transfer', ledgerAccount: 'bank' });
    const { partnerId } = await product.run(OpenPartner, { name: 'Main' });
    const { planId } = await product.run(CreatePlan, {
      kind: 'internet',
      title: 'Fibre',
      unitPrice: '30',
      taxInclusive: false,
    });
    await product.run(DefineAccessPolicy, { planId, downloadKbps: 100_000, uploadKbps: 20_000 });
    const { customerId, login } = await product.run(OpenCustomer, {
      partnerId,
      category: 'person',
      name: 'Marked Customer',
      email: CUSTOMER_EMAIL,
    });
    const { serviceId } = await product.run(AddService, { customerId, planId });
    return { customerId, login, serviceId };
  });
}

async function firstStaffLink(): Promise<string> {
  const child = spawnCommand(ROOT, ['first-staff-link'], lab.commandEnvironment(database), [
    'ignore',
    'pipe',
    'inherit',
  ]);
  let output = '';
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()));
  expect(await exitCodeOf(child)).toBe(0);
  return output;
}

async function signInAsStaff(): Promise<void> {
  const first = secret('first password of staff');
  await admin.post('/auth/staff/first', {
    token: secret('link for the first staff'),
    email: EMAIL,
    name: 'First',
    password: first,
  });
  await admin.post('/auth/staff/sign-in', { email: EMAIL, password: secret('wrong password of staff') });
  await admin.post('/auth/staff/sign-in', { email: EMAIL, password: first });
  keepCookies('session before the second factor', admin);
  const begun = await admin.post('/auth/staff/totp/enrol', { password: first }, { handsOut: true });
  const totp = String(begun['secret']);
  const confirmed = await admin.post(
    '/auth/staff/totp/enrol/confirm',
    { code: generateSync({ secret: totp }) },
    { handsOut: true },
  );
  secrets['TOTP secret'] = totp;
  for (const [index, code] of (confirmed['recoveryCodes'] as string[]).entries())
    secrets[`recovery code ${index}`] = code;
  const change = 'mutation ($input: ChangeOwnPasswordInput!) { changeOwnPassword(input: $input) { __typename } }';
  const next = secret('new password of staff');
  await admin.graphql(change, { input: { currentPassword: secret('wrong password of staff'), newPassword: next } });
  await admin.graphql(change, { input: { currentPassword: first, newPassword: next } });
  keepCookies('session of staff', admin);
}

/** An invitation that is followed, and one that waits. */
async function followLinks(): Promise<void> {
  const { roles } = (await admin.graphql('{ roles { id } }')) as { roles: { id: string }[] };
  const invite = 'mutation ($input: InviteStaffInput!) { inviteStaff(input: $input) { __typename } }';
  for (const email of [INVITED_EMAIL, 'waiting@staff.example']) {
    const input = { email, name: 'Invited', everyPartner: true, partnerIds: [], roleIds: [roles[0]?.id] };
    expect(await admin.graphql(invite, { input })).toHaveProperty('inviteStaff.__typename');
    secrets[`link of the invitation for ${email}`] = await linkFor(email, 0);
  }
  const guest = new ApiVisitor(http.address, { 'x-demarc-app': 'admin' });
  const token = secret(`link of the invitation for ${INVITED_EMAIL}`);
  const password = secret('password of who was invited');
  expect(await guest.post('/auth/staff/accept-invitation', { token, password })).toHaveProperty('state');
  keepCookies('session of who was invited', guest);
}

/** Both kinds of people ask for a new password twice: one link is followed, the other waits. */
async function forgetPasswords(): Promise<void> {
  const ways = [
    { door: 'staff', who: { email: INVITED_EMAIL }, email: INVITED_EMAIL, before: 1 },
    { door: 'customer', who: { login: shop.login }, email: CUSTOMER_EMAIL, before: 0 },
  ] as const;
  for (const { door, who, email, before } of ways) {
    const guest = new ApiVisitor(http.address, { 'x-demarc-app': door === 'staff' ? 'admin' : 'portal' });
    const password = secret(door === 'staff' ? 'password of staff after a reset' : 'portal password after a reset');
    await guest.post(`/auth/${door}/reset`, who);
    const token = await linkFor(email, before);
    expect(await guest.post(`/auth/${door}/reset/confirm`, { token, password })).toEqual({ changed: true });
    keepCookies(`device of ${door}`, guest);
    await guest.post(`/auth/${door}/reset`, who);
    secrets[`followed link for a new password of ${door}`] = token;
    secrets[`waiting link for a new password of ${door}`] = await linkFor(email, before + 1);
  }
}

/** The token of a link, as the mailbox has got it. */
async function linkFor(email: string, index: number): Promise<string> {
  await eventually(`mail ${index + 1} for ${email}`, async () => mailbox.tokensFor(email).length > index);
  return mailbox.tokensFor(email)[index] ?? '';
}

async function plantNetwork(): Promise<string> {
  const add = 'mutation ($input: AddRouterInput!) { addRouter(input: $input) { id } }';
  const router = { name: 'NAS-01', vendor: 'MIKROTIK', sources: ['127.0.0.1'], radiusSecret: secret('RADIUS secret') };
  const { addRouter } = (await admin.graphql(add, { input: router })) as { addRouter: { id: string } };
  const provision = 'mutation ($input: ProvisionAccessInput!) { provisionAccess(input: $input) { __typename } }';
  const access = { serviceId: shop.serviceId, method: 'PPPOE', login: 'marked', password: secret('line password') };
  expect(await admin.graphql(provision, { input: access })).toHaveProperty('provisionAccess.__typename');
  const reveal = { input: { routerId: addRouter.id } };
  const shown = await admin.graphql(
    'mutation ($input: RouterStepInput!) { revealRadiusSecret(input: $input) { secret } }',
    reveal,
    {
      handsOut: true,
    },
  );
  expect(shown).toEqual({ revealRadiusSecret: { secret: secret('RADIUS secret') } });
  return addRouter.id;
}

async function plantMoney(): Promise<void> {
  const connect = 'mutation ($input: ConnectProviderInput!) { connectPaymentProvider(input: $input) }';
  const webhookSecrets = [secret('webhook secret')];
  await admin.graphql(connect, {
    input: { name: 'Refused', secretKey: secret('refused provider key'), webhookSecrets },
  });
  const { connectPaymentProvider: id } = await admin.graphql(connect, {
    input: { name: 'Cards', secretKey: secret('provider key'), webhookSecrets },
  });
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await admin.post(`/webhooks/stripe/${String(id)}`, { id: 'evt_1', type: 'checkout.session.completed', forged: true });
}

async function plantKey(): Promise<void> {
  const input = {
    name: 'Integration',
    permissions: ['CRM_CUSTOMER_VIEW', 'NETWORKING_ROUTER_VIEW'],
    everyPartner: true,
    partnerIds: [],
  };
  const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }';
  const { createApiKey } = (await admin.graphql(create, { input }, { handsOut: true })) as {
    createApiKey: { secret: string };
  };
  secrets['API key'] = createApiKey.secret;
  keyHolder = new ApiVisitor(http.address, { authorization: `Bearer ${createApiKey.secret}` });
  const set = 'mutation ($input: SetPortalPasswordInput!) { setPortalPassword(input: $input) { id } }';
  const password = { input: { customerId: shop.customerId, password: secret('portal password') } };
  await keyHolder.graphql(set, password);
  expect(await admin.graphql(set, password)).toHaveProperty('setPortalPassword.id');
}

async function signInAsCustomer(): Promise<void> {
  const { login } = shop;
  await portal.post('/auth/customer/sign-in', { login, password: secret('wrong portal password') });
  await portal.post('/auth/customer/sign-in', { login, password: secret('portal password') });
  keepCookies('session of a customer', portal);
  expect(await portal.graphql('{ me { id } }')).toEqual({ me: { id: shop.customerId } });
}

/** Logins that are let in and turned away, before and after both secrets were changed. */
async function useTheLine(routerId: string): Promise<void> {
  const port = Number(/:(\d+),/.exec(radius.address)?.[1]);
  const login = async (password: string, shared: string): Promise<string> =>
    (await radclient('auth', port, ['User-Name = "marked"', `User-Password = "${password}"`, SIGNED], shared)).output;
  const accepted = (password: string, shared: string) => async (): Promise<boolean> =>
    (await login(password, shared)).includes('Received Access-Accept');
  await eventually('a login', accepted(secret('line password'), secret('RADIUS secret')));
  expect(await login(secret('wrong line password'), secret('RADIUS secret'))).toContain('Wrong password');
  const router = { routerId, revision: 1, radiusSecret: secret('changed RADIUS secret') };
  await admin.graphql('mutation ($input: ChangeRouterInput!) { changeRouter(input: $input) { id } }', {
    input: router,
  });
  const access = { serviceId: shop.serviceId, revision: 1, password: secret('changed line password') };
  await admin.graphql('mutation ($input: ChangeAccessInput!) { changeAccess(input: $input) { __typename } }', {
    input: access,
  });
  await eventually(
    'a login with what was changed',
    accepted(secret('changed line password'), secret('changed RADIUS secret')),
  );
}

/** Refusals, wrong types, broken requests, and a secret where none belongs. */
async function makeMistakes(routerId: string): Promise<void> {
  const change = 'mutation ($input: ChangeRouterInput!) { changeRouter(input: $input) { id } }';
  const radiusSecret = secret('refused RADIUS secret');
  await admin.graphql(change, { input: { routerId, revision: 99, radiusSecret } });
  await admin.graphql(change, { input: { routerId: 'none', revision: 1, radiusSecret } });
  await admin.graphql(change, { input: { routerId, revision: 1, radiusSecret: [[radiusSecret]] } });
  await portal.graphql(change, { input: { routerId, revision: 1, radiusSecret } });
  const provision = 'mutation ($input: ProvisionAccessInput!) { provisionAccess(input: $input) { __typename } }';
  const password = secret('refused line password');
  await admin.graphql(provision, { input: { serviceId: shop.serviceId, method: 'PPPOE', password } });
  await admin.graphql(provision, {
    input: { serviceId: shop.serviceId, method: 'PPPOE', password: { text: password } },
  });
  await admin.post('/auth/staff/sign-in', `{"email":"${EMAIL}","password":"${secret('wrong password of staff')}"`);
  await admin.post('/auth/staff/sign-in', { email: EMAIL, password: [secret('wrong password of staff')] });
  await admin.get(`/auth/session?token=${secret('secret in an address')}`);
  await admin.get(`/documents/invoices/none.pdf?token=${secret('secret in an address')}`);
}

function keepCookies(name: string, visitor: ApiVisitor): void {
  for (const [cookie, value] of visitor.cookies) if (value.length >= 20) secrets[`${name} (${cookie})`] = value;
}
