import { describe, expect, it } from 'vitest';
import { confirmRefusal, type Preview, type PreviewState } from './preview-state';

const preview: Preview = {
  id: 'p1',
  hash: '7f3a',
  madeAt: '2026-11-21T09:00:00Z',
  expiresAt: '2026-11-21T09:30:00Z',
  counts: [],
  lines: [],
  warnings: [],
};
const ready: PreviewState = { kind: 'ready', preview, inputKey: 'plan=100' };
const inTime = Date.parse('2026-11-21T09:10:00Z');
const none = { kind: 'none' } as const;

describe('confirming a preview', () => {
  it('is allowed when it is fresh and matches the form', () => {
    expect(confirmRefusal(ready, 'plan=100', none, inTime)).toBeNull();
  });

  it('is refused once the form differs from what was previewed', () => {
    expect(confirmRefusal(ready, 'plan=200', none, inTime)).toBe('changed');
  });

  it('is refused from the instant of expiry', () => {
    expect(confirmRefusal(ready, 'plan=100', none, Date.parse(preview.expiresAt))).toBe('expired');
    expect(confirmRefusal(ready, 'plan=100', none, Date.parse(preview.expiresAt) - 1)).toBeNull();
  });

  it('is refused while a blocker stands', () => {
    const blocked: PreviewState = {
      ...ready,
      preview: { ...preview, warnings: [{ id: 'w', family: 'bad', message: 'no price', blocks: true }] },
    };
    expect(confirmRefusal(blocked, 'plan=100', none, inTime)).toBe('blocked');
  });

  it('waits for the second person', () => {
    expect(confirmRefusal(ready, 'plan=100', { kind: 'needed' }, inTime)).toBe('needs-approval');
    expect(confirmRefusal(ready, 'plan=100', { kind: 'waiting', since: '2026-11-21T09:05:00Z' }, inTime)).toBe(
      'approval-waiting',
    );
    expect(
      confirmRefusal(ready, 'plan=100', { kind: 'given', by: 'Robin Example', at: '2026-11-21T09:06:00Z' }, inTime),
    ).toBeNull();
  });

  it('is refused while loading, stale, running and afterwards', () => {
    const states: readonly PreviewState[] = [
      { kind: 'loading', last: preview },
      { kind: 'stale', preview, differences: 3 },
      { kind: 'running', preview },
      { kind: 'done', message: '' },
    ];
    expect(states.map((state) => confirmRefusal(state, 'plan=100', none, inTime))).toEqual([
      'loading',
      'stale',
      'running',
      'done',
    ]);
  });
});
