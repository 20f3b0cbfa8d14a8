import { describe, expect, it } from 'vitest';
import { LIFECYCLES, nextLifecycle } from './customer-lifecycle.js';

describe('a customer’s lifecycle', () => {
  it('never archives an active customer', () => {
    expect(nextLifecycle('active', 'archive')).toMatchObject({ ok: false, error: { code: 'STILL_ACTIVE' } });
    expect(nextLifecycle('new', 'archive')).toEqual({ ok: true, value: 'archived' });
    expect(nextLifecycle('inactive', 'archive')).toEqual({ ok: true, value: 'archived' });
  });

  it('leaves the archive by restoring only, and inactive', () => {
    expect(nextLifecycle('archived', 'restore')).toEqual({ ok: true, value: 'inactive' });
    for (const step of ['activate', 'deactivate', 'archive'] as const)
      expect(nextLifecycle('archived', step).ok).toBe(false);
    for (const from of LIFECYCLES.filter((one) => one !== 'archived'))
      expect(nextLifecycle(from, 'restore')).toMatchObject({ error: { code: 'NOT_ARCHIVED' } });
  });

  it('says so when a step changes nothing', () => {
    expect(nextLifecycle('active', 'activate')).toMatchObject({ error: { code: 'ALREADY_SO' } });
    expect(nextLifecycle('inactive', 'deactivate')).toMatchObject({ error: { code: 'ALREADY_SO' } });
  });
});
