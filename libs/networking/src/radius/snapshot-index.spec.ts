import { describe, expect, it } from 'vitest';
import { snapshotOf, specimenEntry, specimenNas } from '../../test/radius-specimens.js';
import type { AccessEntry } from './snapshot.js';
import { SnapshotIndex } from './snapshot-index.js';

const entry = (serviceId: string, login: string) => specimenEntry({ serviceId, login });

describe('logins', () => {
  it('are found as written, then without regard to case, and never when two would fit', () => {
    const index = snapshotOf([
      entry('1', 'Alpha'),
      entry('2', 'beta'),
      entry('3', 'Beta'),
      entry('4', 'GAMMA'),
      entry('5', 'Gamma'),
    ]);
    const found = (login: string): string | undefined => index.entryByLogin(login)?.serviceId;
    expect([found('Alpha'), found('alpha'), found('ALPHA')]).toEqual(['1', '1', '1']);
    expect([found('beta'), found('Beta'), found('BETA')]).toEqual(['2', '3', undefined]);
    expect([found('GAMMA'), found('gamma')]).toEqual(['4', undefined]);
    index.remove('4');
    expect(found('gamma')).toBe('5');
  });

  it('of a service move with it, and are not taken from another', () => {
    const index = snapshotOf([entry('1', 'Old'), entry('2', 'other')]);
    expect(index.put(entry('1', 'new')).ok).toBe(true);
    expect(index.entryByLogin('old')).toBeUndefined();
    expect(index.entryByLogin('new')?.serviceId).toBe('1');
    expect(index.put(entry('1', 'other'))).toEqual({ ok: false, error: 'login_taken' });
    expect(index.entryOfService('1')?.login).toBe('new');
    expect(index.size).toBe(2);
  });

  it('of prototype names are nobody', () => {
    for (const login of ['__proto__', 'constructor', 'toString'])
      expect(snapshotOf([]).entryByLogin(login)).toBeUndefined();
  });
});

describe('lines', () => {
  const line = (serviceId: string, circuitId: string | undefined, more: Partial<AccessEntry> = {}) =>
    specimenEntry({
      serviceId,
      login: `line ${serviceId}`,
      credential: { kind: 'line', ...(circuitId === undefined ? {} : { circuitId }) },
      ...more,
    });
  const bothIds = { kind: 'line', circuitId: 'a', remoteId: 'r' } as const;

  it('are found on their router before any, by both ids before one, and by nobody’s login', () => {
    const index = snapshotOf([
      line('anywhere', 'a'),
      line('here', 'a', { nasId: 'nas-1' }),
      line('both', 'a', { credential: bothIds }),
      line('remote', undefined, { credential: { kind: 'line', remoteId: 'r' } }),
    ]);
    const on = (nas: string, circuitId?: string, remoteId?: string): string | undefined =>
      index.entryByLine(nas, { ...(circuitId ? { circuitId } : {}), ...(remoteId ? { remoteId } : {}) })?.serviceId;
    expect([
      on('nas-1', 'a'),
      on('nas-2', 'a'),
      on('nas-2', 'a', 'r'),
      on('nas-2', 'b', 'r'),
      on('nas-2', undefined, 'r'),
    ]).toEqual(['here', 'anywhere', 'both', 'remote', 'remote']);
    expect([on('nas-2', 'b'), on('nas-2'), index.entryByLogin('line here'), index.size]).toEqual([
      undefined,
      undefined,
      undefined,
      4,
    ]);
  });

  it('go with their service, and a closed one leaves its line to the next', () => {
    const index = snapshotOf([line('old', 'a', { state: { kind: 'not_active' } }), line('new', 'a')]);
    const on = (circuitId: string): string | undefined => index.entryByLine('nas-1', { circuitId })?.serviceId;
    expect(on('a')).toBe('new');
    index.put(line('old', 'a', { state: { kind: 'not_active' } }));
    expect(on('a')).toBe('new');
    index.put(line('new', 'b'));
    expect([on('a'), on('b')]).toEqual([undefined, 'new']);
    index.put(specimenEntry({ serviceId: 'new', login: 'ana' }));
    expect([on('b'), index.entryByLogin('ana')?.serviceId]).toEqual([undefined, 'new']);
    index.remove('new');
    expect([on('b'), index.entryOfService('new'), index.size]).toEqual([undefined, undefined, 1]);
  });
});

describe('devices', () => {
  it('of a closed access are left to who has them now, whatever is read again', () => {
    const mac = '02:00:00:00:00:0a';
    const closed = { state: { kind: 'not_active' as const }, macs: [mac], macLogin: true };
    const old = specimenEntry({ serviceId: 'old', login: 'old', ...closed });
    const index = snapshotOf([old]);
    const at = (): string | undefined => index.entryByMac(mac)?.serviceId;
    expect(at()).toBe('old');
    index.put(specimenEntry({ serviceId: 'new', login: 'new', macs: [mac], macLogin: true }));
    index.put(old);
    expect(at()).toBe('new');
    index.remove('old');
    expect(at()).toBe('new');
  });
});

describe('staff', () => {
  const staff = (login: string) => ({
    staffId: login,
    name: login,
    login,
    password: 'x',
    partners: 'all' as const,
    levels: {},
  });

  it('are found in any case, and whoever is not put again is not there', () => {
    const index = snapshotOf([]);
    index.setStaff([staff('Vera'), staff('wim')]);
    expect([index.staffByLogin('vera')?.login, index.staffByLogin('WIM')?.login]).toEqual(['Vera', 'wim']);
    index.setStaff([staff('wim')]);
    expect([index.staffByLogin('vera'), index.staffLogins.length]).toEqual([undefined, 1]);
  });
});

describe('NAS', () => {
  it('is found by address before block, and by the longest block', () => {
    const nas = (id: string, ...addresses: string[]) => specimenNas({ id, addresses });
    const index = snapshotOf(
      [],
      [
        nas('wide', '10.0.0.0/8'),
        nas('narrow', '10.1.0.0/16', '2001:db8::/32'),
        nas('host', '10.1.2.3', '2001:DB8:0::5'),
      ],
    );
    const found = (address: string): string | undefined => index.nasByAddress(address)?.id;
    expect(found('10.1.2.3')).toBe('host');
    expect(found('::ffff:10.1.2.3')).toBe('host');
    expect(found('10.1.2.4')).toBe('narrow');
    expect(found('10.2.0.1')).toBe('wide');
    expect(found('2001:db8::5')).toBe('host');
    expect(found('2001:db8::6')).toBe('narrow');
    expect(found('192.0.2.1')).toBeUndefined();
    expect(found('nonsense')).toBeUndefined();
  });

  it.each([
    ['a bad address', [specimenNas({ addresses: ['tower'] })], 'bad_address'],
    ['a taken address', [specimenNas(), specimenNas({ id: 'nas-2' })], 'address_taken'],
    ['an empty secret', [specimenNas({ secret: Buffer.alloc(0) })], 'empty_secret'],
  ])('refuses %s and keeps the old set', (_name, entries, code) => {
    const index = new SnapshotIndex();
    index.setNas([specimenNas()]);
    expect(index.setNas(entries)).toMatchObject({ ok: false, error: { code } });
    expect(index.nasByAddress('127.0.0.1')?.id).toBe('nas-1');
  });
});
