import { describe, expect, it } from 'vitest';
import { changeInput, firstDeviceLoginValues, giveInput, proposedLogin } from './device-login-values';
import type { DeviceLogin } from './device-logins.graphql';

const known: DeviceLogin = {
  staffId: 'staff-1',
  staffName: 'Vera Sample',
  works: true,
  login: 'vera',
  level: null,
  levelThere: null,
  places: [
    { routerId: 'router-1', siteId: null, name: 'core', level: 'FULL' },
    { routerId: null, siteId: 'site-1', name: 'North hill', level: 'READ' },
  ],
  passwordAt: '2026-03-01T00:00:00Z',
  usedAt: null,
  usedOn: null,
  revision: 3,
};

describe('a log-in to devices', () => {
  it('goes back as it came when nothing is changed, with the revision that was read', () => {
    expect(changeInput(known, firstDeviceLoginValues(known, known.staffName))).toEqual({
      staffId: 'staff-1',
      login: 'vera',
      level: null,
      places: [
        { routerId: 'router-1', level: 'FULL' },
        { siteId: 'site-1', level: 'READ' },
      ],
      revision: 3,
    });
  });

  it('is proposed by the first name, to look everywhere; a line without a place is left out', () => {
    const values = firstDeviceLoginValues(null, 'Jürgen Muster');
    expect(giveInput('staff-2', { ...values, places: [{ place: null, level: 'READ' }] })).toEqual({
      staffId: 'staff-2',
      login: 'jurgen',
      level: 'READ',
      places: [],
    });
    expect(proposedLogin('Ó Briain, Sam')).toBe('o');
  });
});
