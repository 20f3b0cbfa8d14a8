import { describe, expect, it } from 'vitest';
import { type AccessChange, networkSentences } from './plan-change-network';

const t = ((key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ')) as never;
const format = { day: (date: string) => date, rate: (kbps: number) => `${kbps / 1000}M` } as never;
const said = (change: AccessChange): readonly string[] => networkSentences(change, '2026-12-01', t, format);

const change: NonNullable<AccessChange> = {
  login: 'ana01',
  address: '10.0.0.8',
  before: { downloadKbps: 500_000, uploadKbps: 200_000 },
  after: { downloadKbps: 100_000, uploadKbps: 50_000 },
  desired: 'OPEN',
  sessions: [{ router: 'NAS-03', does: 'COA' }],
};

describe('what a change of plan does on the network', () => {
  it('names the speed before and after, the address that stays, and each session', () => {
    expect(said(change)).toEqual([
      'networkSpeed 500M / 200M 100M / 50M 2026-12-01',
      'networkAddress 10.0.0.8',
      'session_COA NAS-03',
    ]);
  });

  it('says that a plan without a speed closes the line, and one with it opens it', () => {
    expect(said({ ...change, after: null })[0]).toBe('networkCloses 2026-12-01');
    expect(said({ ...change, before: null })[0]).toBe('networkOpens 100M / 50M');
  });

  it('promises no new speed to who is shut out, and says when nobody is connected', () => {
    expect(said({ ...change, desired: 'BLOCKED', sessions: [] })).toContain('networkShut');
    expect(said({ ...change, sessions: [] })).toContain('networkOffline');
    expect(said(null)).toEqual(['networkNone']);
  });
});
