import { describe, expect, it } from 'vitest';
import { matchSequence, pressName, type Shortcut } from './key-sequence';

const press = (key: string, more: Partial<Parameters<typeof pressName>[0]> = {}) =>
  pressName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

const bound = (keys: string): Shortcut => ({ keys, label: keys, run: () => undefined });

describe('pressName', () => {
  it('tells Ctrl and Cmd alike', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('K', { metaKey: true })).toBe('mod+k');
  });

  it('keeps shift for letters and drops it for characters that need it', () => {
    expect(press('X', { shiftKey: true })).toBe('shift+x');
    expect(press('?', { shiftKey: true })).toBe('?');
  });

  it('leaves Alt combinations to the browser', () => {
    expect(press('e', { altKey: true })).toBeNull();
  });
});

describe('matchSequence', () => {
  const shortcuts = [bound('g c'), bound('c'), bound('j')];

  it('waits after the first key of a pair', () => {
    expect(matchSequence(shortcuts, ['g'])).toEqual({ kind: 'pending', pressed: ['g'] });
  });

  it('runs the pair and not its last key alone', () => {
    expect(matchSequence(shortcuts, ['g', 'c'])).toMatchObject({ kind: 'run', shortcut: { keys: 'g c' } });
  });

  it('starts over with the last key when the pair is unknown', () => {
    expect(matchSequence(shortcuts, ['g', 'j'])).toMatchObject({ kind: 'run', shortcut: { keys: 'j' } });
    expect(matchSequence(shortcuts, ['g', 'q'])).toEqual({ kind: 'none' });
  });

  it('prefers the binding that was added last', () => {
    const page = bound('j');
    expect(matchSequence([...shortcuts, page], ['j'])).toEqual({ kind: 'run', shortcut: page });
  });
});
