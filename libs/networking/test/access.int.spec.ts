import { AddService, ArchiveService, EndService, TurnServices } from '@demarc/billing';
import { OpenCustomer, OpenPartner } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import { customerActor, staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AccessesOf,
  AddPool,
  AddRouter,
  ChangeAccess,
  CloseAccess,
  ConnectionsOf,
  FindUsage,
  ListOnlineSessions,
  ListRadiusLog,
  ListRouters,
  NetworkingPermissions,
  ProvisionAccess,
  RevealAccessPassword,
  RevealRadiusSecret,
} from '../src/index.js';
import { type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;

beforeAll(async () => {
  shop = await openNetwork();
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

const all = (): ReturnType<typeof staffWith> => staffWith(Object.values(NetworkingPermissions));

async function service(): Promise<{ customerId: string; serviceId: string }> {
  const { customerId } = await shop.world.run(OpenCustomer, {
    partnerId: shop.partnerId,
    category: 'person',
    name: 'Somebody',
  });
  const { serviceId } = await shop.world.run(AddService, { customerId, planId: shop.planId, startsOn: '2026-03-01' });
  await shop.world.settle();
  return { customerId, serviceId };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof Refusal ? error.code : `no refusal: ${String(error)}`;
}

async function access(serviceId: string): Promise<Record<string, unknown> | undefined> {
  return (
    await shop.world.rows<Record<string, unknown>>('SELECT * FROM networking.access WHERE service_id = $1', [serviceId])
  )[0];
}

describe('an access', () => {
  it('gets a login and a password of its own, which only a logged act reads', async () => {
    const { serviceId, customerId } = await service();
    const made = await shop.world.run(ProvisionAccess, {
      serviceId,
      method: 'pppoe',
      macs: ['02-00-0A-0B-0C-0D', '0200.0a0b.0c0d'],
    });
    expect(made.login).toMatch(/^net\d{6,}$/);
    expect(await access(serviceId)).toMatchObject({ desired: 'open', customer_id: customerId });
    expect(
      await shop.world.rows('SELECT macs::text[] AS macs FROM networking.access WHERE service_id = $1', [serviceId]),
    ).toEqual([{ macs: ['02:00:0a:0b:0c:0d'] }]);
    const { password } = await shop.world.run(RevealAccessPassword, { serviceId }, all());
    expect(password).toMatch(/^[a-z2-9]{12}$/);
    const log = await shop.world.rows<{ sentence: string; changes: object }>(
      `SELECT sentence, changes FROM platform.audit_entry WHERE sentence = 'Network password read'`,
    );
    expect(log).toHaveLength(1);
    const leaks = await shop.world.rows(
      `SELECT 1 FROM platform.audit_entry WHERE changes::text LIKE '%' || $1 || '%'`,
      [password],
    );
    expect(leaks).toEqual([]);
  });

  it('takes the next free address, and two at once take two', async () => {
    const { poolId } = await shop.world.run(AddPool, { name: 'Static', prefix: '203.0.113.0/29', kind: 'static' });
    const services = [];
    for (let index = 0; index < 6; index += 1) services.push(await service());
    const made = await Promise.all(
      services.map(({ serviceId }) =>
        shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', ipv4Assignment: 'permanent', poolId }),
      ),
    );
    expect(made.map(({ ipv4 }) => ipv4).sort()).toEqual([1, 2, 3, 4, 5, 6].map((host) => `203.0.113.${host}`));
    const { serviceId } = await service();
    expect(
      await refusal(
        shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', ipv4Assignment: 'permanent', poolId }),
      ),
    ).toBe('POOL_IS_FULL');
    await shop.world.run(CloseAccess, { serviceId: services[2]?.serviceId ?? '' });
    const freed = made[2]?.ipv4;
    expect(
      (await shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', ipv4Assignment: 'permanent', poolId })).ipv4,
    ).toBe(freed);
  });

  it('is refused with a code when something is taken or not right', async () => {
    const first = await service();
    const second = await service();
    await shop.world.run(ProvisionAccess, {
      serviceId: first.serviceId,
      method: 'pppoe',
      login: 'taken',
      ipv4: '192.0.2.7',
    });
    const attempt = (more: Record<string, unknown>): Promise<string> =>
      refusal(shop.world.run(ProvisionAccess, { serviceId: second.serviceId, method: 'pppoe', ...more }));
    expect(await attempt({ login: 'TAKEN' })).toBe('LOGIN_TAKEN');
    expect(await attempt({ login: 'free', ipv4: '192.0.2.7' })).toBe('ADDRESS_TAKEN');
    expect(await attempt({ ipv4: '300.1.1.1' })).toBe('BAD_ADDRESS');
    expect(await attempt({ macs: ['nonsense'] })).toBe('BAD_ADDRESS');
    expect(await attempt({ login: 'with space' })).toBe('INVALID_INPUT');
    expect(await attempt({ routerId: '00000000-0000-7000-8000-00000000dead' })).toBe('NOT_FOUND');
    expect(await refusal(shop.world.run(ProvisionAccess, { serviceId: first.serviceId, method: 'pppoe' }))).toBe(
      'ACCESS_EXISTS',
    );
    expect(await refusal(shop.world.run(ChangeAccess, { serviceId: first.serviceId, revision: 99, login: 'x' }))).toBe(
      'CHANGED_MEANWHILE',
    );
    expect(await access(second.serviceId)).toBeUndefined();
  });

  it('closes when the service ends, and frees login and address when it is archived', async () => {
    const { serviceId } = await service();
    await shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', login: 'leaver', ipv4: '192.0.2.9' });
    await shop.world.run(EndService, { serviceId, endsOn: '2026-03-15' });
    await shop.world.settle();
    expect(await access(serviceId)).toMatchObject({ desired: 'open', live: true });
    shop.world.clock.set(new Date('2026-03-16T08:00:00Z'));
    await shop.world.app.get(TurnServices).run();
    await shop.world.settle();
    expect(await access(serviceId)).toMatchObject({
      desired: 'closed',
      desired_reason: 'service_disabled',
      live: true,
    });
    await shop.world.run(ArchiveService, { serviceId });
    await shop.world.settle();
    expect(await access(serviceId)).toMatchObject({ live: false });
    const next = await service();
    await shop.world.run(ProvisionAccess, {
      serviceId: next.serviceId,
      method: 'pppoe',
      login: 'leaver',
      ipv4: '192.0.2.9',
    });
  });
});

describe('a router', () => {
  it('gets a long secret, read by a logged act only, and shares no source address', async () => {
    const { routerId } = await shop.world.run(
      AddRouter,
      { name: 'NAS-02', vendor: 'mikrotik', sources: ['10.9.0.1', '10.9.1.7/24'] },
      all(),
    );
    const { secret } = await shop.world.run(RevealRadiusSecret, { routerId }, all());
    expect(secret.length).toBeGreaterThanOrEqual(16);
    expect(
      await shop.world.rows('SELECT sources::text[] AS sources FROM networking.router WHERE id = $1', [routerId]),
    ).toEqual([{ sources: ['10.9.0.1/32', '10.9.1.0/24'] }]);
    const add = (more: Record<string, unknown>): Promise<string> =>
      refusal(shop.world.run(AddRouter, { name: 'NAS-03', vendor: 'mikrotik', sources: ['10.9.2.1'], ...more }, all()));
    expect(await add({ sources: ['10.9.0.1'] })).toBe('SOURCE_TAKEN');
    expect(await add({ sources: ['router.example'] })).toBe('BAD_SOURCE');
    expect(await add({ sources: ['0.0.0.0/0'] })).toBe('BAD_SOURCE');
    expect(await add({ name: 'nas-02' })).toBe('NAME_TAKEN');
    expect(await add({ radiusSecret: 'short' })).toBe('INVALID_INPUT');
    expect(await add({ options: { blockBy: 'address_list' } })).toBe('BAD_OPTIONS');
  });
});

describe('who may see it', () => {
  it('is each customer for themselves, and each partner for its own', async () => {
    const mine = await shop.line('mine');
    const session = await shop.nas.open({ user: 'mine', password: mine.password });
    expect(session.kind).toBe('open');
    const other = await service();
    const self = customerActor(mine.customerId, shop.partnerId);
    const stranger = customerActor(other.customerId as never, shop.partnerId);
    expect(await shop.world.ask(AccessesOf, { serviceIds: [mine.serviceId] }, self)).toMatchObject([{ login: 'mine' }]);
    expect(await shop.world.ask(AccessesOf, { serviceIds: [mine.serviceId] }, stranger)).toEqual([]);
    expect((await shop.world.ask(ListOnlineSessions, { first: 10 }, self)).nodes).toMatchObject([
      { login: 'mine', isUpToDate: true },
    ]);
    expect((await shop.world.ask(ListOnlineSessions, { first: 10 }, stranger)).nodes).toEqual([]);
    expect(await shop.world.ask(ConnectionsOf, { customerIds: [mine.customerId] }, self)).toMatchObject([
      { state: 'working' },
    ]);
    const range = { from: '2026-03-01', through: '2026-03-31', granularity: 'day' } as never;
    expect(
      await shop.world.ask(FindUsage, { customerId: mine.customerId, ...(range as object) } as never, self),
    ).toMatchObject({ points: [] });
    expect(await refusal(shop.world.ask(ListRadiusLog, { first: 10 }, self))).toBe('NOT_PERMITTED');
    const { partnerId } = await shop.world.run(OpenPartner, { name: 'Other' });
    const elsewhere = staffWith(Object.values(NetworkingPermissions), [partnerId]);
    expect(await shop.world.ask(AccessesOf, { serviceIds: [mine.serviceId] }, elsewhere)).toEqual([]);
    expect(await refusal(shop.world.run(RevealAccessPassword, { serviceId: mine.serviceId }, elsewhere))).toBe(
      'NOT_FOUND',
    );
    expect(
      await refusal(
        shop.world.run(
          RevealAccessPassword,
          { serviceId: mine.serviceId },
          staffWith([NetworkingPermissions['access.view']]),
        ),
      ),
    ).toBe('NOT_PERMITTED');
    expect(await shop.world.ask(ListRouters, {}, elsewhere)).toHaveLength(2);
  });
});
