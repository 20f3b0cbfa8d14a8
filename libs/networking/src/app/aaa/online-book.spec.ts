import { describe, expect, it } from 'vitest';
import { OnlineBook, type OnlineReport, type OnlineSession } from './online-book.js';

function session(key: string, serviceId: string, mac: string | null = null, nasId = 'tower'): OnlineSession {
  return { key, serviceId, nasId, mac, startedAtMs: 1_000 };
}

function report(sessionKey: string, hasEnded: boolean, startedAtMs = 2_000): OnlineReport {
  return { record: { sessionKey, nasId: 'tower', callingMac: undefined }, hasEnded, startedAtMs };
}

async function* pages(...all: (readonly OnlineSession[])[]): AsyncGenerator<readonly OnlineSession[]> {
  yield* all;
}

describe('who is online', () => {
  it('is counted by service, the asking device left out', async () => {
    const book = new OnlineBook();
    await book.fill(pages([session('a', 'one', '02:00:5e:00:00:01')], [session('b', 'one'), session('c', 'two')]));
    expect(book.countOthers('one', undefined)).toBe(2);
    expect(book.countOthers('one', '02:00:5e:00:00:01')).toBe(1);
    expect(book.countOthers('two', undefined)).toBe(1);
    expect(book.countOthers('nobody', undefined)).toBe(0);
  });

  it('follows accounting: a session that reports again counts once, one that ended no more', () => {
    const book = new OnlineBook();
    for (const key of ['a', 'a', 'b']) book.note(report(key, false), 'one');
    expect(book.countOthers('one', undefined)).toBe(2);
    for (const key of ['a', 'unknown']) book.note(report(key, true), 'one');
    expect(book.countOthers('one', undefined)).toBe(1);
    book.note(report('c', false), undefined);
    expect(book.countOthers('one', undefined)).toBe(1);
  });

  it('forgets what a router had before it started anew, and nothing else', async () => {
    const book = new OnlineBook();
    await book.fill(pages([session('a', 'one'), session('b', 'one', null, 'hill')]));
    book.note(report('c', false), 'one');
    book.forgetNas('tower', 2_000);
    expect(book.countOthers('one', undefined)).toBe(2);
  });

  it('is right about who comes and goes while it is read, whatever page they stand on', async () => {
    const book = new OnlineBook();
    book.note(report('stays until then', false), 'zero');
    async function* slow(): AsyncGenerator<readonly OnlineSession[]> {
      expect(book.countOthers('zero', undefined)).toBe(1);
      yield [session('goes after its page', 'one')];
      book.note(report('goes after its page', true), 'one');
      book.note(report('goes before its page', true), 'two');
      book.note(report('comes', false), 'three');
      yield [session('goes before its page', 'two')];
    }
    await book.fill(slow());
    expect(['zero', 'one', 'two', 'three'].map((service) => book.countOthers(service, undefined))).toEqual([
      0, 0, 0, 1,
    ]);
  });

  it('stays as it was when it cannot be read', async () => {
    const book = new OnlineBook();
    book.note(report('a', false), 'one');
    async function* broken(): AsyncGenerator<readonly OnlineSession[]> {
      yield [session('b', 'two')];
      throw new Error('the database went away');
    }
    await expect(book.fill(broken())).rejects.toThrow('went away');
    expect(book.countOthers('one', undefined)).toBe(1);
    await book.fill(pages([session('b', 'two')]));
    expect(book.countOthers('two', undefined)).toBe(1);
  });
});
