import { randomUUID } from 'node:crypto';
import { systemActor } from '@demarc/access';
import { EndService, TurnServices } from '@demarc/billing';
import { Acts } from '@demarc/commands';
import { DisableStaff, EnableStaff, seedRoles, StaffAccounts } from '@demarc/identity';
import type { Id } from '@demarc/kernel';
import { Database, EVERYTHING, type Scope } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessFeed } from '../src/app/aaa/access-feed.js';
import { FreeradiusTables } from '../src/app/freeradius/freeradius-tables.js';
import { FindNetworkNow } from '../src/app/monitoring/network-now.query.js';
import {
  ChangeAccess,
  ChangeDeviceLogin,
  CloseAccess,
  GiveDeviceLogin,
  ListAccessTrouble,
  ListDeviceLogins,
  ProvisionAccess,
  RenewDevicePassword,
  RenewOwnDevicePassword,
  SimulateLogin,
  TakeDeviceLogin,
} from '../src/index.js';
import { MikrotikAttr, PacketCode, VendorId } from '../src/radius/index.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;

beforeAll(async () => {
  shop = await openNetwork();
  await shop.world.app.get(Database).write(EVERYTHING, ({ sql }) => seedRoles(sql));
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

const FIRST = '02:00:00:00:0a:01';
const SECOND = '02:00:00:00:0a:02';

async function dhcp(circuitId: string, mac: string): Promise<string> {
  const outcome = await shop.nas.open({ user: mac, password: '', kind: 'dhcp', mac, circuitId });
  if (outcome.kind === 'open') await shop.nas.close(outcome.session);
  return outcome.kind === 'rejected' ? (outcome.message ?? '') : outcome.kind;
}

interface OnLine {
  readonly line_mac: string | null;
  readonly line_mac_before: string | null;
  readonly revision: number;
}

async function deviceOn(line: Line): Promise<OnLine> {
  const [row] = await shop.world.rows<OnLine>(
    'SELECT line_mac::text, line_mac_before::text, revision FROM networking.access WHERE service_id = $1',
    [line.serviceId],
  );
  if (!row) throw new Error('there is no such access');
  return row;
}

async function some<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[] | undefined> {
  const rows = await shop.world.rows<Row>(text, values);
  return rows.length > 0 ? rows : undefined;
}

const known = (line: Line, mac: string | undefined): Promise<unknown> =>
  eventually('the device in memory', () =>
    Promise.resolve(shop.world.app.get(AccessFeed).snapshot.entryOfService(line.serviceId)?.lineDevice === mac),
  );

describe('a line', () => {
  it('is known by what the access node says, in either spelling; its session and its log are the service’s', async () => {
    const line = await shop.line('by-hex', { method: 'ipoe', circuitId: '0x4769302f313a31', ipv4: '198.51.100.80' });
    const outcome = await shop.nas.open({ user: '', password: '', kind: 'dhcp', mac: FIRST, circuitId: 'Gi0/1:1' });
    if (outcome.kind !== 'open') throw new Error(outcome.kind);
    expect(outcome.session.framedAddress).toBe('198.51.100.80');
    const session = await eventually('the session', () =>
      some<{ mac: string }>('SELECT mac::text FROM networking.session_open WHERE service_id = $1', [line.serviceId]),
    );
    expect(session).toEqual([{ mac: FIRST }]);
    await shop.nas.close(outcome.session);
    const log = await eventually('the log', () =>
      some('SELECT method, line, outcome FROM networking.radius_log WHERE service_id = $1', [line.serviceId]),
    );
    expect(log).toEqual([{ method: 'line', line: 'Gi0/1:1', outcome: 'accept' }]);
    const told = await shop.world.ask(SimulateLogin, {
      routerId: shop.routerId,
      serviceId: line.serviceId,
      method: 'pap',
      isSigned: true,
      attributes: '',
    });
    expect([told.outcome, told.method, told.checks[1]?.sentence]).toEqual([
      'accept',
      'line',
      'The line belongs to a service: Gi0/1:1.',
    ]);
  });

  it('that another service has is refused with whose it is, and so is one that no DHCP is spoken on', async () => {
    const holder = await shop.line('holder', { method: 'ipoe', circuitId: 'port-7' });
    await expect(shop.line('second', { method: 'ipoe', circuitId: '0x706f72742d37' })).rejects.toMatchObject({
      code: 'LINE_TAKEN',
      message: expect.stringContaining('holder'),
    });
    const there = await shop.line('there', { method: 'ipoe', circuitId: 'port-7', routerId: shop.routerId });
    await expect(
      shop.world.run(ChangeAccess, { serviceId: there.serviceId, revision: 1, method: 'pppoe' }),
    ).rejects.toMatchObject({ code: 'LINE_NEEDS_IPOE' });
    expect(await dhcp('port-7', FIRST)).toBe('open');
    await eventually('the device', async () => (await deviceOn(there)).line_mac === FIRST);
    expect((await deviceOn(holder)).line_mac).toBeNull();
  });

  it('takes any device and remembers it; where staff want to see a change, they see it until they say that it is right', async () => {
    const line = await shop.line('watched', { method: 'ipoe', circuitId: 'port-8', deviceRule: 'alert' });
    expect(await dhcp('port-8', FIRST)).toBe('open');
    await known(line, FIRST);
    const trouble = (): Promise<string[]> =>
      shop.world.ask(ListAccessTrouble, { trouble: 'another_device' }).then((rows) => rows.map((row) => row.serviceId));
    expect(await trouble()).toEqual([]);
    expect(await dhcp('port-8', SECOND)).toBe('open');
    await known(line, SECOND);
    const { revision, ...device } = await deviceOn(line);
    expect(device).toEqual({ line_mac: SECOND, line_mac_before: FIRST });
    expect(await trouble()).toEqual([line.serviceId]);
    await shop.world.run(ChangeAccess, { serviceId: line.serviceId, revision, acceptDevice: true });
    expect(await trouble()).toEqual([]);
    expect(await deviceOn(line)).toMatchObject({ line_mac: SECOND, line_mac_before: null });
  });

  it('that is bound takes its first device and no other, until staff allow another', async () => {
    const line = await shop.line('bound', { method: 'ipoe', circuitId: 'port-9', deviceRule: 'pin' });
    expect(await dhcp('port-9', FIRST)).toBe('open');
    await known(line, FIRST);
    expect(await dhcp('port-9', SECOND)).toBe('Device not allowed (MAC address)');
    expect(await deviceOn(line)).toMatchObject({ line_mac: FIRST });
    const [tried] = await eventually('it is in the list', async () => {
      const found = await shop.world.ask(ListAccessTrouble, { trouble: 'another_device' });
      return found.length > 0 && found;
    });
    expect(tried).toMatchObject({ serviceId: line.serviceId, lineDevice: FIRST, refusedDevice: SECOND });
    expect(await shop.world.ask(FindNetworkNow, {})).toMatchObject({ otherDevices: 1 });
    await shop.world.run(ChangeAccess, { serviceId: line.serviceId, revision: 1, acceptDevice: true });
    expect(await shop.world.ask(ListAccessTrouble, { trouble: 'another_device' })).toEqual([]);
    await known(line, undefined);
    expect(await dhcp('port-9', SECOND)).toBe('open');
    await known(line, SECOND);
    expect(await dhcp('port-9', FIRST)).toBe('Device not allowed (MAC address)');
  });

  it('is free for the next customer when the service on it has been taken away', async () => {
    const old = await shop.line('old', { method: 'ipoe', circuitId: 'port-10' });
    await shop.world.run(CloseAccess, { serviceId: old.serviceId });
    const fresh = await shop.line('fresh', { method: 'ipoe', circuitId: 'port-10' });
    await expect(
      shop.world.run(ProvisionAccess, { serviceId: old.serviceId, method: 'ipoe', circuitId: 'port-10' }),
    ).rejects.toMatchObject({ code: 'LINE_TAKEN' });
    expect(await dhcp('port-10', FIRST)).toBe('open');
    await known(fresh, FIRST);
  });
});

describe('a device that is a login of its own', () => {
  const mac = '02:00:00:00:0d:01';

  it('is found by those who may see whose it is, and by nobody else', async () => {
    const device = '02:00:00:00:0d:0f';
    const { customerId, serviceId } = await shop.line('found', {
      method: 'mac',
      login: undefined,
      password: undefined,
      macs: [device],
    });
    const { partnerId } = shop;
    const found = async (scope: Scope): Promise<unknown[]> =>
      (
        await shop.world.rows<{ id: string }>(
          'SELECT networking.services_with_devices($1::macaddr[]) AS id',
          [[device]],
          scope,
        )
      ).map(({ id }) => id);
    expect(await found(EVERYTHING)).toEqual([serviceId]);
    expect(await found({ kind: 'partners', partnerIds: [partnerId] })).toEqual([serviceId]);
    expect(await found({ kind: 'partners', partnerIds: [randomUUID() as Id<'Partner'>] })).toEqual([]);
    expect(await found({ kind: 'customer', customerId, partnerId })).toEqual([]);
  });

  it('is one service’s: who tries to give it to another is told whose it is, however it is written', async () => {
    const holder = await shop.line('owner', { method: 'mac', login: undefined, password: undefined, macs: [mac] });
    const taken = { code: 'DEVICE_TAKEN', message: expect.stringContaining('Customer of owner') };
    await expect(
      shop.line('other', {
        method: 'ipoe',
        login: undefined,
        password: undefined,
        macs: ['02:00:00:00:0d:02', '0200.0000.0d01'],
      }),
    ).rejects.toMatchObject(taken);
    await expect(shop.line('spot', { method: 'hotspot', macs: [mac], macLogin: true })).rejects.toMatchObject(taken);
    const bound = await shop.line('bound-too', { macs: [mac] });
    await expect(
      shop.world.run(ChangeAccess, { serviceId: bound.serviceId, revision: 1, method: 'mac' }),
    ).rejects.toMatchObject(taken);
    await shop.world.run(CloseAccess, { serviceId: holder.serviceId });
    await shop.world.run(ChangeAccess, { serviceId: bound.serviceId, revision: 1, method: 'mac' });
  });
});

describe('staff on devices', () => {
  const levelOf = async (user: string, password: string, method: 'pap' | 'mschap2' = 'pap'): Promise<string> => {
    const reply = await shop.nas.visit({ user, password, method });
    if (reply?.code !== PacketCode.AccessAccept) return 'refused';
    return reply.vendorFirst(VendorId.Mikrotik, MikrotikAttr.Group)?.toString() ?? 'nothing';
  };
  const inMemory = (login: string, is: (level: string | undefined) => boolean): Promise<unknown> =>
    eventually('staff in memory', () => {
      const staff = shop.world.app.get(AccessFeed).snapshot.staffByLogin(login);
      return Promise.resolve(is(staff && (staff.levels[shop.routerId] ?? staff.level ?? 'nothing')));
    });
  const open = (name: string): Promise<Id<'Staff'>> =>
    shop.world.app.get(Acts).perform({ actor: systemActor('test'), requestId: 'test' }, 'test.openStaff', (act) =>
      shop.world.app.get(StaffAccounts).open(
        {
          email: `${name}@staff.example`,
          name,
          roleKeys: [name === 'head' ? 'super_administrator' : 'engineer'],
          password: 'a-long-password-1',
          partners: 'all',
        },
        act,
      ),
    );

  it('get in at the level they have, lose it at once, and are on record', async () => {
    await open('head');
    const staffId = await open('vera');
    const given = await shop.world.run(GiveDeviceLogin, { staffId, login: 'vera', level: 'full', places: [] });
    await inMemory('vera', (level) => level === 'full');
    expect(given.password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect([await levelOf('vera', given.password), await levelOf('vera', given.password, 'mschap2')]).toEqual([
      'full',
      'full',
    ]);
    expect(await levelOf('vera', 'wrong')).toBe('refused');
    const places = [{ routerId: shop.routerId, level: 'read' }];
    await shop.world.run(ChangeDeviceLogin, { staffId, login: 'vera', level: 'full', places, revision: 1 });
    await inMemory('vera', (level) => level === 'read');
    expect(await levelOf('vera', given.password)).toBe('read');
    const renewed = await shop.world.run(RenewDevicePassword, { staffId });
    await eventually('the new password', async () => (await levelOf('vera', renewed.password)) === 'read');
    expect(await levelOf('vera', given.password)).toBe('refused');
    const audit = await eventually('the audit', async () => {
      const rows = await shop.world.rows<{ outcome: string }>(
        `SELECT DISTINCT outcome, code FROM platform.audit_entry WHERE action = 'networking.deviceLogin' AND actor_id = $1 ORDER BY outcome`,
        [staffId],
      );
      return rows.length === 2 && rows;
    });
    expect(audit).toEqual([
      { outcome: 'done', code: null },
      { outcome: 'refused', code: 'wrong_password' },
    ]);
    await shop.world.run(DisableStaff, { staffId });
    await inMemory('vera', (level) => level === undefined);
    expect(await levelOf('vera', renewed.password)).toBe('refused');
    await shop.world.run(EnableStaff, { staffId });
    await inMemory('vera', (level) => level === 'read');
    expect(await levelOf('vera', renewed.password)).toBe('read');
    const [listed] = await shop.world.ask(ListDeviceLogins, { routerId: shop.routerId });
    expect(listed).toMatchObject({ staffName: 'vera', levelThere: 'read', level: 'full', usedOn: 'NAS-01' });
    await shop.world.run(TakeDeviceLogin, { staffId });
    await inMemory('vera', (level) => level === undefined);
    expect(await levelOf('vera', renewed.password)).toBe('refused');
  });

  it('and customers never share a name, nor get what is the other’s', async () => {
    const line = await shop.line('carl');
    const staffId = await open('wim');
    const give = (login: string): Promise<unknown> =>
      shop.world.run(GiveDeviceLogin, { staffId, login, level: 'full', places: [] });
    await expect(give('Carl')).rejects.toMatchObject({ code: 'LOGIN_OF_CUSTOMER' });
    await give('wim');
    await expect(shop.line('WIM')).rejects.toMatchObject({ code: 'LOGIN_OF_STAFF' });
    await expect(give('wim')).rejects.toMatchObject({ code: 'DEVICE_LOGIN_EXISTS' });
    expect(await levelOf('carl', line.password)).toBe('refused');
    await expect(shop.world.run(RenewOwnDevicePassword, {})).rejects.toMatchObject({ kind: 'not_found' });
  });
});

it('a login and a device stand in the tables of FreeRADIUS for the service that has them now', async () => {
  const tables = shop.world.app.get(FreeradiusTables);
  const { snapshot } = shop.world.app.get(AccessFeed);
  const device = '02:00:00:00:0d:07';
  const guest = (login: string): Promise<Line> =>
    shop.line(login, { method: 'hotspot', macs: [device], macLogin: true });
  const end = async ({ serviceId }: Line): Promise<void> => {
    await shop.world.run(EndService, { serviceId, endsOn: shop.world.clock.now().toISOString().slice(0, 10) });
    shop.world.clock.advance(86_400_000);
    await shop.world.app.get(TurnServices).run();
    await shop.world.settle();
    await eventually('it is closed', async () => snapshot.entryOfService(serviceId)?.state.kind === 'not_active');
  };
  const holders = (): Promise<unknown[]> =>
    shop.world.rows(
      `SELECT DISTINCT username::text AS name, service_id AS "serviceId" FROM radius.login_line WHERE username = ANY ($1::citext[])
       UNION SELECT username::text, service_id FROM radius.login_group WHERE username = ANY ($1::citext[]) ORDER BY name`,
      [['guest', `device ${device}`]],
    );
  const first = await guest('first-guest');
  await tables.writeSome(snapshot, [first.serviceId]);
  await end(first);
  const second = await guest('guest');
  for (const serviceId of [second.serviceId, first.serviceId]) await tables.writeSome(snapshot, [serviceId]);
  const named = ({ serviceId }: Line) => [
    { name: `device ${device}`, serviceId },
    { name: 'guest', serviceId },
  ];
  expect(await holders()).toEqual(named(second));
  await end(second);
  const third = await guest('guest');
  await tables.writeSome(snapshot, [third.serviceId]);
  expect(await holders()).toEqual(named(third));
});
