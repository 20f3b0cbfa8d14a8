import { describe, expect, it } from 'vitest';
import {
  integer,
  NOW,
  nobodyOnline,
  papAttributes,
  request,
  snapshotOf,
  specimenEntry,
  specimenNas,
  text,
} from '../../test/radius-specimens.js';
import { authenticate, type AuthContext } from './authenticate.js';
import { Attr, MikrotikAttr, VendorId } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { isDeviceLogin, staffLevelOn } from './device-login.js';
import { explain } from './explain/explain.js';
import type { StaffLogin } from './snapshot.js';

const service = (type: number): Attribute => integer(Attr.ServiceType, type);
const port = (type: number): Attribute => integer(Attr.NasPortType, type);
const PPP = integer(Attr.FramedProtocol, 1);
const caller = (value: string): Attribute => text(Attr.CallingStationId, value);
const CALLED = text(Attr.CalledStationId, 'hotspot1');
const HOST: Attribute = { vendor: VendorId.Mikrotik, type: MikrotikAttr.HostIp, value: Buffer.from([10, 5, 50, 7]) };
const DEVICE = '02:00:00:00:00:01';

describe('who wants to log in to the device itself', () => {
  it.each<[string, readonly Attribute[], boolean]>([
    ['says administrative', [service(6), port(5), PPP], true],
    ['says prompt', [service(7)], true],
    ['says login from an address (RouterOS)', [service(1), caller('192.0.2.7')], true],
    ['says login and nothing else', [service(1)], true],
    ['comes over a terminal (IOS)', [port(5), caller('192.0.2.7')], true],
    ['comes over a serial line', [service(1), port(0)], true],
    ['says login from a hotspot by wire', [service(1), port(15), caller(DEVICE), CALLED], false],
    ['says login from a hotspot by air', [service(1), port(19), caller(DEVICE), CALLED, HOST], false],
    ['says login from a hotspot that leaves the port out', [service(1), caller(DEVICE), CALLED], false],
    ['says login with the host of a hotspot', [service(1), HOST], false],
    ['says framed', [service(2), PPP], false],
    ['is in a tunnel', [port(5), PPP], false],
    ['is in a tunnel and says framed', [service(2), port(5)], false],
    ['says nothing', [caller('192.0.2.7')], false],
    ['wants to be known by its device', [service(10), port(15)], false],
  ])('is told by what they ask for: %s', (_who, attributes, isDevice) => {
    expect(isDeviceLogin(request({ attributes }))).toBe(isDevice);
  });
});

const VERA: StaffLogin = {
  staffId: 'staff-1',
  name: 'Vera Sample',
  login: 'vera',
  password: 'devicePass',
  partners: 'all',
  level: 'read',
  levels: { 'nas-2': 'full' },
};

function contextOf(staff: readonly StaffLogin[] = [VERA], nas: Parameters<typeof specimenNas>[0] = {}): AuthContext {
  const snapshot = snapshotOf([specimenEntry({ login: 'ana' })]);
  snapshot.setStaff(staff);
  return { nas: specimenNas(nas), snapshot, online: nobodyOnline, nowMs: NOW.getTime(), signedBefore: false };
}

describe('staff on a device', () => {
  it('get the level of the device before that of all devices, and none on routers of others', () => {
    const partial = { ...VERA, partners: ['partner-1'] };
    expect([
      staffLevelOn(VERA, { id: 'nas-1' }),
      staffLevelOn(VERA, { id: 'nas-2' }),
      staffLevelOn({ ...VERA, levels: {} }, { id: 'nas-2' }),
      staffLevelOn(partial, { id: 'nas-2', partnerId: 'partner-1' }),
      staffLevelOn(partial, { id: 'nas-2', partnerId: 'partner-2' }),
      staffLevelOn(partial, { id: 'nas-2' }),
    ]).toEqual(['read', 'full', 'read', 'full', undefined, 'full']);
  });

  it('are let in with their level alone: no address, no speed, no service', () => {
    const asked = request({ attributes: [...papAttributes('Vera', 'devicePass'), service(7)] });
    const told = explain(asked, contextOf());
    expect(told).toMatchObject({
      outcome: 'accept',
      entry: undefined,
      staff: { staffId: 'staff-1' },
      reply: { event: 'staff_read' },
    });
    expect(told.attributes.map(({ name, value }) => `${name} = ${value}`)).toEqual(['Mikrotik-Group = read']);
    expect(told.decision).toEqual(authenticate(asked, contextOf()));
    expect(told.checks.map(({ state }) => state)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'not_asked',
      'not_asked',
      'passed',
      'not_asked',
    ]);
  });

  it.each([
    ['a customer', 'ana', 'clientPass', VERA, 'unknown_user', 'login'],
    ['a wrong password', 'vera', 'clientPass', VERA, 'wrong_password', 'password'],
    ['nothing said of this device', 'vera', 'devicePass', { ...VERA, level: undefined }, 'wrong_nas', 'place'],
  ] as const)('are refused, whatever the garden: %s', (_why, name, password, staff, code, failed) => {
    const { level, ...others } = staff;
    const garden = {
      walledGarden: {
        lists: { 0: { addressList: 'R' }, 3: { addressList: 'R' }, 4: { addressList: 'R' } },
        sessionTimeoutSeconds: 60,
      },
    };
    const context = contextOf([level === undefined ? others : { ...others, level }], { options: garden });
    const told = explain(request({ attributes: [...papAttributes(name, password), service(7)] }), context);
    expect([told.outcome, told.code]).toEqual(['reject', code]);
    expect(told.checks.find(({ state }) => state === 'failed')?.name).toBe(failed);
  });

  it('who left get in nowhere from then on, and are nobody to customers’ logins either', () => {
    const context = contextOf([]);
    const asked = papAttributes('vera', 'devicePass');
    expect(authenticate(request({ attributes: [...asked, service(7)] }), context)).toMatchObject({
      code: 'unknown_user',
    });
    expect(authenticate(request({ attributes: asked }), contextOf())).toMatchObject({
      code: 'unknown_user',
      entry: undefined,
    });
  });
});
