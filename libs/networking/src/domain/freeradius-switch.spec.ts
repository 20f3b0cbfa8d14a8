import { describe, expect, it } from 'vitest';
import { freeradiusEffects } from './freeradius-switch.js';

const heard = { restListens: true };
const off = { rest: false, sql: false };

describe('freeradiusEffects', () => {
  it('opens and closes what is asked for, and leaves the other way alone', () => {
    expect(freeradiusEffects(off, { rest: true }, heard)).toEqual(['rest_opens']);
    expect(freeradiusEffects({ rest: true, sql: true }, { sql: false }, heard)).toEqual(['sql_closes']);
    expect(freeradiusEffects({ rest: true, sql: false }, { rest: false, sql: true }, heard)).toEqual([
      'rest_closes',
      'sql_opens',
    ]);
  });

  it('says that a way which is on gets a new password', () => {
    expect(freeradiusEffects({ rest: true, sql: false }, { rest: true }, heard)).toEqual(['rest_new_password']);
  });

  it('warns where nothing would hear it', () => {
    expect(freeradiusEffects(off, { rest: true }, { restListens: false })).toEqual(['rest_opens', 'rest_not_heard']);
  });

  it('says so when nothing changes', () => {
    expect(freeradiusEffects(off, { rest: false, sql: false }, heard)).toEqual(['nothing']);
    expect(freeradiusEffects({ rest: false, sql: true }, { sql: true }, heard)).toEqual(['nothing']);
  });
});
