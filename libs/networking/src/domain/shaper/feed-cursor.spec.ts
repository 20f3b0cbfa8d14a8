import { describe, expect, it } from 'vitest';
import { goOnFrom, readCursor, startFrom, writeCursor } from './feed-cursor.js';

const FEED = { epoch: 'e1', position: 500n, forgottenTo: 300n };

describe('where a reader of the feed goes on', () => {
  it('goes on from a cursor that is not older than the removals that are known', () => {
    expect(startFrom(readCursor('e1-300'), FEED)).toEqual({
      from: { epoch: 'e1', position: 300n, began: null },
      begins: false,
    });
  });

  it.each([
    ['too old', 'e1-299'],
    ['of another database', 'e2-400'],
    ['ahead of a database that was put back', 'e1-501'],
  ])('begins anew with a cursor that is %s', (_, text) => {
    expect(startFrom(readCursor(text), FEED)).toEqual({
      from: { epoch: 'e1', position: 0n, began: 500n },
      begins: true,
    });
  });

  it('reads a whole on that began after the removals which are forgotten, from however far before', () => {
    expect(startFrom(readCursor('e1-20-400'), FEED).begins).toBe(false);
    expect(startFrom(readCursor('e1-20-299'), FEED).begins).toBe(true);
  });

  it('stands where the feed stood when there is no more, and at the last change of a page before', () => {
    const from = { epoch: 'e1', position: 10n, began: 500n };
    expect(writeCursor(goOnFrom(from, FEED, 40n, true))).toBe('e1-40-500');
    expect(writeCursor(goOnFrom(from, FEED, 490n, false))).toBe('e1-500');
    expect(writeCursor(goOnFrom(from, FEED, undefined, false))).toBe('e1-500');
  });

  it.each(['', 'e1', 'e1-', '-5', 'e1-5-', 'e1-5-6-7', `e1-${'9'.repeat(19)}`, "e1-5'"])(
    'takes %j for no cursor',
    (text) => expect(readCursor(text)).toBeUndefined(),
  );
});
