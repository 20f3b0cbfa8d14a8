import { describe, expect, it } from 'vitest';
import { opensAt } from './write-window.js';

const at = (iso: string): Date => new Date(iso);

describe('hours in which plans are written', () => {
  it('are the operator’s own, whatever the season', () => {
    const window = { from: '02:00', to: '05:00' };
    expect(opensAt(window, at('2026-03-15T01:30:00Z'), 'Europe/Berlin')).toBeUndefined();
    expect(opensAt(window, at('2026-07-15T00:30:00Z'), 'Europe/Berlin')).toBeUndefined();
    expect(opensAt(window, at('2026-03-15T04:00:30Z'), 'Europe/Berlin')).toEqual(at('2026-03-16T01:00:00Z'));
    expect(opensAt(undefined, at('2026-03-15T12:00:00Z'), 'Europe/Berlin')).toBeUndefined();
  });

  it('may go over midnight', () => {
    const window = { from: '22:00', to: '04:00' };
    expect(opensAt(window, at('2026-03-15T22:00:00Z'), 'UTC')).toBeUndefined();
    expect(opensAt(window, at('2026-03-16T03:59:00Z'), 'UTC')).toBeUndefined();
    expect(opensAt(window, at('2026-03-16T04:00:00Z'), 'UTC')).toEqual(at('2026-03-16T22:00:00Z'));
  });
});
