import { ChangeCustomer, CustomFieldTypeEnum, DefineCustomField, OpenPartner } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DefineAccessPolicy,
  DefineReplyTemplate,
  ListRadiusLog,
  ListReplyTemplates,
  PreviewReply,
  RestoreUsualReply,
  SimulateLogin,
} from '../src/index.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;
let ana: Line;

beforeAll(async () => {
  shop = await openNetwork();
  ana = await shop.line('ana', { ipv4: '198.51.100.7', simultaneousUse: 2 });
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

const ACCEPT = { nasType: 'mikrotik', event: 'accept' } as const;

/** The speed that a login gets, as soon as it is this one: radius processes hear of a change after its commit. */
async function speedBecomes(rateLimit: string): Promise<void> {
  await eventually(`the speed ${rateLimit}`, async () => {
    const outcome = await shop.nas.open({ user: 'ana', password: ana.password });
    if (outcome.kind !== 'open') throw new Error(outcome.kind);
    await shop.nas.close(outcome.session);
    return outcome.session.rateLimit === rateLimit;
  });
}

describe('a template', () => {
  it('is answered from the next login on, and the usual answer again when it is taken away', async () => {
    await speedBecomes('20M/100M');
    const source = 'Framed-IP-Address = {{ addresses.ipv4 }}\nMikrotik-Rate-Limit = {{ policy.upload_kbps }}k/1M';
    const first = await shop.world.run(DefineReplyTemplate, { ...ACCEPT, source, revision: 0 });
    await speedBecomes('20000k/1M');
    await expect(shop.world.run(DefineReplyTemplate, { ...ACCEPT, source, revision: 9 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(shop.world.run(DefineReplyTemplate, { ...ACCEPT, source, revision: 0 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    expect(await shop.world.run(DefineReplyTemplate, { ...ACCEPT, source, revision: 1 })).toEqual({
      templateId: first.templateId,
      revision: 2,
    });
    expect(await shop.world.run(RestoreUsualReply, { ...ACCEPT, revision: 2 })).toEqual({ restored: true });
    expect(await shop.world.run(RestoreUsualReply, ACCEPT)).toEqual({ restored: false });
    await speedBecomes('20M/100M');
  });

  it('that is faulty is not kept, and says where', async () => {
    const source = 'Filter-Id = a\nMikrotik-Speed = 1\nFilter-Id = {{ customer.fields.nothing }}';
    await expect(shop.world.run(DefineReplyTemplate, { ...ACCEPT, source })).rejects.toMatchObject({
      code: 'TEMPLATE_FAULTY',
      faults: [{ field: 'source', message: 'Line 2: There is no attribute “Mikrotik-Speed” in the dictionary.' }],
    });
    await expect(
      shop.world.run(DefineReplyTemplate, { ...ACCEPT, source: 'Filter-Id = {{ customer.fields.nothing }}' }),
    ).rejects.toMatchObject({ code: 'TEMPLATE_FAULTY' });
  });

  it('names what is known of the customer, and follows when that changes', async () => {
    await shop.world.run(DefineCustomField, {
      entity: 'customer',
      name: 'limit',
      title: 'Limit',
      type: CustomFieldTypeEnum.TEXT,
    });
    await shop.world.run(DefineReplyTemplate, {
      ...ACCEPT,
      source: 'Mikrotik-Rate-Limit = {{ customer.fields.limit }}M/{{ plan.name | split: " " | last }}M',
    });
    await speedBecomes('M/100M');
    const [row] = await shop.world.rows<{ revision: number }>('SELECT revision FROM crm.customer WHERE id = $1', [
      ana.customerId,
    ]);
    await shop.world.run(ChangeCustomer, {
      customerId: ana.customerId,
      revision: row?.revision ?? 0,
      customFields: { limit: '7' },
    });
    await shop.world.settle();
    await speedBecomes('7M/100M');
  });

  it('that fails in use leaves the usual answer, and shows it beside the template', async () => {
    const source = 'Framed-IP-Address = {{ customer.name }}';
    await shop.world.run(DefineReplyTemplate, { ...ACCEPT, source });
    await speedBecomes('20M/100M');
    await eventually('the fault', async () => {
      const { own } = await shop.world.ask(ListReplyTemplates, {});
      return own.some(({ fault, faultLine }) => fault?.includes('Customer of ana') === true && faultLine === 1);
    });
    await shop.world.run(RestoreUsualReply, ACCEPT);
  });

  it('is that of the customer’s partner, where it has one', async () => {
    const { partnerId } = await shop.world.run(OpenPartner, { name: 'Other' });
    const source = 'Mikrotik-Rate-Limit = 3M/3M';
    await shop.world.run(DefineReplyTemplate, { ...ACCEPT, partnerId, source: 'Mikrotik-Rate-Limit = 4M/4M' });
    await shop.world.run(DefineReplyTemplate, { ...ACCEPT, partnerId: shop.partnerId, source });
    await speedBecomes('3M/3M');
    await shop.world.run(RestoreUsualReply, { ...ACCEPT, partnerId: shop.partnerId });
    await speedBecomes('20M/100M');
  });

  it('is what a running session is changed to', async () => {
    const source = 'Mikrotik-Rate-Limit = {{ policy.upload_kbps }}k/{{ policy.download_kbps }}k';
    await shop.world.run(DefineReplyTemplate, { nasType: 'mikrotik', event: 'restore', source });
    const outcome = await shop.nas.open({ user: 'ana', password: ana.password });
    if (outcome.kind !== 'open') throw new Error(outcome.kind);
    await eventually(
      'the session',
      async () => (await shop.world.rows('SELECT 1 FROM networking.session_open')).length === 1,
    );
    await shop.world.run(DefineAccessPolicy, { planId: shop.planId, downloadKbps: 5_000, uploadKbps: 1_000 });
    await shop.world.settle();
    await eventually('the change', async () => outcome.session.rateLimit === '1000k/5000k');
    await shop.world.run(DefineAccessPolicy, { planId: shop.planId, downloadKbps: 100_000, uploadKbps: 20_000 });
    await shop.world.settle();
    await shop.nas.close(outcome.session);
  });
});

describe('the simulator', () => {
  const question = { method: 'pap', isSigned: true, attributes: '' } as const;
  const ask = (more: object) => shop.world.ask(SimulateLogin, { ...question, routerId: shop.routerId, ...more });

  it('answers what the router is answered, and leaves nothing behind', async () => {
    await speedBecomes('20M/100M');
    const before = await shop.world.rows<{ count: number }>('SELECT count(*)::int AS count FROM networking.radius_log');
    const told = await ask({ serviceId: ana.serviceId });
    expect(told.outcome).toBe('accept');
    const said = new Map(told.attributes.map(({ name, value }) => [name, value]));
    expect(said.get('Mikrotik-Rate-Limit')).toBe('20M/100M');
    expect(said.get('Framed-IP-Address')).toBe('198.51.100.7');
    const after = await shop.world.rows<{ count: number }>('SELECT count(*)::int AS count FROM networking.radius_log');
    expect(after).toEqual(before);
  });

  it.each([
    ['every method with the right password', { method: 'mschap2' }, 'accept', undefined],
    ['a wrong password', { password: 'no' }, 'reject', 'wrong_password'],
    ['a login that nobody has', { serviceId: undefined, login: 'nobody' }, 'reject', 'unknown_user'],
    ['a request without signature', { isSigned: false }, 'none', 'message_authenticator_missing'],
    ['what is pasted', { attributes: 'User-Name = "ANA"\nUser-Password = no' }, 'reject', 'wrong_password'],
  ])('knows %s', async (_name, more, outcome, code) => {
    const told = await ask({ serviceId: ana.serviceId, ...more });
    expect([told.outcome, told.code]).toEqual([outcome, code]);
  });

  it('says what cannot be tried', async () => {
    await expect(ask({})).rejects.toMatchObject({ code: 'LOGIN_NEEDED' });
    await expect(ask({ login: 'ana', attributes: 'Shoe = 1' })).rejects.toMatchObject({ code: 'BAD_ATTRIBUTES' });
  });

  it('shows a template on a service before it is kept', async () => {
    const source = 'Mikrotik-Address-List = {{ plan.name }}\nMikrotik-Realm = {{ addresses.pool }}';
    const about = { ...ACCEPT, source, routerId: shop.routerId, serviceId: ana.serviceId };
    expect(await shop.world.ask(PreviewReply, about)).toEqual({
      faults: [],
      lines: [
        { line: 1, name: 'Mikrotik-Address-List', value: 'Fiber 100' },
        { line: 2, name: 'Mikrotik-Realm', value: '' },
      ],
      warning: null,
    });
    const open = { ...about, event: 'reject_2', source: 'Mikrotik-Rate-Limit = 1M/1M' } as const;
    expect((await shop.world.ask(PreviewReply, open)).warning).toMatch(/full access/);
  });
});

describe('the log', () => {
  it('explains each login, and is filtered by the device', async () => {
    await shop.nas.open({ user: 'ana', password: 'wrong', mac: '02:00:00:00:0a:0b' });
    const line = await eventually('the line', async () => {
      const page = await shop.world.ask(ListRadiusLog, { first: 10, device: '02-00-00-00-0a' });
      return page.nodes.find(({ code }) => code === 'wrong_password');
    });
    expect(line.checks.map(({ state }) => state)).toEqual([
      'passed',
      'passed',
      'passed',
      'failed',
      ...Array<string>(4).fill('not_reached'),
    ]);
    expect((await shop.world.ask(ListRadiusLog, { first: 10, device: '03' })).nodes).toEqual([]);
    expect((await shop.world.ask(ListRadiusLog, { first: 1, device: null })).nodes).toHaveLength(1);
  });

  it('is filtered by the login: what was accepted, what was refused, and logins that nobody has', async () => {
    const outcomes = (login: string): Promise<ReadonlySet<string>> =>
      shop.world
        .ask(ListRadiusLog, { first: 100, login })
        .then(({ nodes }) => new Set(nodes.map((line) => line.outcome)));
    await shop.nas.open({ user: 'ana', password: ana.password });
    await shop.nas.open({ user: 'Nobody-Here', password: 'x' });
    await eventually(
      'both lines',
      async () => (await outcomes('nobody-here')).has('reject') && (await outcomes('ANA')).has('accept'),
    );
    expect(await outcomes('ana')).toEqual(new Set(['accept', 'reject']));
  });
});
