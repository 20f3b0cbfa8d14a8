import { describe, expect, it } from 'vitest';
import { snapshotOf, specimenEntry, specimenNas } from '../../test/radius-specimens.js';
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
