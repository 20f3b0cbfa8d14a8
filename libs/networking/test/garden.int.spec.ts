import { request } from 'node:http';
import {
  ApproveRun,
  ApproveSuspensions,
  ChangePolicy,
  IssueRun,
  PlaceHold,
  PreviewRun,
  PreviewSuspensions,
} from '@demarc/billing';
import { QueryBus } from '@demarc/commands';
import { systemActor } from '@demarc/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountingStore } from '../src/app/aaa/accounting-store.js';
import { FindGarden } from '../src/app/garden/find-garden.query.js';
import { GardenChecker } from '../src/app/garden/garden-checker.js';
import { NoticeDesk } from '../src/app/garden/notice-desk.js';
import { NoticeListener, SetGarden } from '../src/index.js';
import { reportsOf } from './accounting-reports.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

/** Any address of 127/8 is this machine: each customer's line has its own. */
const DEBTOR = '127.0.0.9';
const STRANGER = '127.0.0.77';

let shop: NetworkShop;
let ports: readonly number[];
let debtor: Line;

beforeAll(async () => {
  shop = await openNetwork();
  await shop.changeRouter({
    options: {
      activeAddressList: 'Active',
      walledGarden: { lists: [{ list: 2, addressList: 'Reject_2' }], sessionTimeoutSeconds: 300 },
    },
  });
  ports = await shop.world.app.get(NoticeListener).start();
  await shop.world.run(ChangePolicy, { promisesPerYear: 2, promiseDays: 5 });
  debtor = await shop.line('debtor');
  await owe();
  await shop.nas.open({ user: 'debtor', password: debtor.password, framedAddress: DEBTOR });
  await shop.world.settle();
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

function ask(
  list: number,
  from: string,
  {
    path = '/',
    method = 'GET',
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: ports[list], localAddress: from, path, method, headers },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}

const press = (act: string, from: string, headers: Record<string, string>): Promise<Answer> =>
  ask(2, from, { path: `/notice/${act}`, method: 'POST', headers: { host: 'neverssl.example', ...headers } });

describe('a web page asked for from a walled garden', () => {
  it('is answered with what is owed, whatever page it was, and kept by nobody', async () => {
    const { status, headers, body } = await ask(2, DEBTOR, {
      path: '/some/page?x=1',
      headers: { host: 'neverssl.example' },
    });
    expect(status).toBe(511);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' });
    expect(body).toContain('Your internet is paused');
    expect(body).toContain('€60.00');
    expect(body).toContain('/notice/promise');
    expect(body, 'no provider is connected').not.toContain('/notice/pay');
  });

  it('tells a stranger nothing of anybody, and of each list its own reason', async () => {
    const bodies = await Promise.all([0, 1, 2, 3, 4].map(async (list) => (await ask(list, STRANGER)).body));
    expect(bodies.map((body) => /<h1>([^<]*)/.exec(body)?.[1])).toEqual([
      'This connection is not known',
      'Your service is not active',
      'Your internet is paused',
      'This device is not allowed',
      'The password is wrong',
    ]);
    for (const body of bodies) expect(body).not.toMatch(/60\.00|\/notice\/(pay|promise|paid)/);
  });

  it('speaks the language of the browser where nothing is known of the customer’s', async () => {
    const { body } = await ask(2, STRANGER, { headers: { 'accept-language': 'de-DE,de;q=0.9' } });
    expect(body).toContain('Ihr Internet ist unterbrochen');
  });

  it('says that nothing has come when somebody says that it is paid, and nothing changes', async () => {
    const { body } = await press('paid', DEBTOR, { origin: 'http://neverssl.example' });
    expect(body).toContain('We have not received a payment yet');
    expect(await statusOf()).toBe('blocked');
  });

  it('takes no button that another page pressed', async () => {
    const presses: Record<string, string>[] = [
      {},
      { origin: 'http://evil.example' },
      { origin: 'http://neverssl.example', 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of presses) {
      await press('promise', DEBTOR, headers);
      expect(await statusOf()).toBe('blocked');
    }
  });

  it('knows a customer by their IPv6 too: the network of the session and the one that is theirs for good', async () => {
    const report = reportsOf(shop, debtor, { id: 'six', key: '6'.repeat(32) });
    const six = {
      framedAddress: undefined,
      framedIpv6Prefix: '2001:db8:1:7::/64',
      delegatedIpv6Prefix: '2001:db8:9::/56',
    };
    await shop.world.app.get(AccountingStore).write([report('interim', 300, 0n, 0n, six)]);
    const fixed = await shop.line('fixed', { delegatedPrefix: '2001:db8:77::/56' });
    for (const address of ['2001:db8:1:7::5', '2001:db8:9:1::5']) {
      expect(await captive(address)).toBe(true);
      expect(await shop.world.app.get(NoticeDesk).page({ address })).toContain('€60.00');
    }
    await shop.world.run(PlaceHold, { customerId: fixed.customerId, reason: 'test' });
    await shop.world.settle();
    expect(await captive('2001:db8:77::5')).toBe(true);
    for (const address of ['2001:db8:9:100::5', '2001:db8:78::5', 'fe80::1%eth0', ''])
      expect(await captive(address)).toBe(false);
  });

  it('takes a promise, which opens access by the rules of billing, and names who took it', async () => {
    expect(await captive(DEBTOR)).toBe(true);
    const { status, body } = await press('promise', DEBTOR, { origin: 'http://neverssl.example' });
    expect(status).toBe(511);
    expect(body).toContain('Thank you. Your access opens in a moment.');
    await shop.world.settle();
    expect(await statusOf()).toBe('active');
    expect((await ask(2, DEBTOR)).body).toContain('Your access is open again');
    expect(await captive(DEBTOR)).toBe(false);
    const [entry] = await shop.world.rows<{ actor_name: string }>(
      `SELECT actor_name FROM platform.audit_entry WHERE action = 'billing.makePromise'`,
    );
    expect(entry).toEqual({ actor_name: 'notice page' });
  });
});

describe('the recipe of a router', () => {
  it('waits until it is known where notices are reached, and read back as typed it is right', async () => {
    const find = () =>
      shop.world.app
        .get(QueryBus)
        .ask(FindGarden, { routerId: shop.routerId }, { actor: systemActor('test'), requestId: 'test' });
    expect((await find()).lines).toEqual([]);
    await shop.world.run(SetGarden, { noticeAddress: '10.0.0.2', allowedHosts: ['checkout.stripe.com'], revision: 1 });
    const garden = await find();
    expect(garden.lists).toEqual([{ name: 'Reject_2', list: 2 }]);
    const check = (text?: string) =>
      shop.world.app.get(GardenChecker).check(garden, text === undefined ? undefined : Buffer.from(text));
    const states = (await check(garden.lines.join('\n'))).findings.map(({ state }) => state);
    expect(states).toEqual(garden.lines.map(() => 'right'));
    expect(states.length).toBe(12);
    expect(await check(undefined)).toMatchObject({ findings: [], trouble: expect.stringContaining('API user') });
    const bare = '# 2026-03-15 04:12:07 by RouterOS 7.18.2\n#\n';
    expect((await check(bare)).findings.every(({ state }) => state === 'missing')).toBe(true);
    for (const text of ['', 'Dear technician, here is the file.'])
      expect(await check(text)).toMatchObject({ findings: [], trouble: expect.stringContaining('/export') });
  });

  it('is refused on settings that somebody changed meanwhile', async () => {
    await expect(shop.world.run(SetGarden, { allowedHosts: [], revision: 1 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(shop.world.run(SetGarden, { allowedHosts: ['*.example.com'], revision: 2 })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});

async function captive(address: string): Promise<unknown> {
  return (await shop.world.app.get(NoticeDesk).captivePortal({ address }))['captive'];
}

async function statusOf(): Promise<string | undefined> {
  const [row] = await shop.world.rows<{ customer_status: string }>(
    'SELECT customer_status FROM billing.account WHERE customer_id = $1',
    [debtor.customerId],
  );
  return row?.customer_status;
}

async function owe(): Promise<void> {
  const { world } = shop;
  world.clock.set(new Date('2026-04-01T08:00:00Z'));
  const { runId } = await world.run(PreviewRun, { forDate: '2026-04-01' });
  await world.settle();
  const [run] = await world.rows<{ plan_hash: string }>('SELECT plan_hash FROM billing.billing_run WHERE id = $1', [
    runId,
  ]);
  await world.run(ApproveRun, { runId, planHash: run?.plan_hash });
  await world.run(IssueRun, { runId, planHash: run?.plan_hash });
  await world.settle();
  world.clock.set(new Date('2026-04-20T08:00:00Z'));
  const preview = await world.run(PreviewSuspensions, { partnerId: shop.partnerId });
  await world.run(ApproveSuspensions, { batchId: preview.batchId, planHash: preview.planHash });
  await world.settle();
  expect(await statusOf()).toBe('blocked');
}
