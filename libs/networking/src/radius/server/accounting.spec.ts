import { describe, expect, it } from 'vitest';
import { integer, NOW, request, specimenNas, text, until } from '../../../test/radius-specimens.js';
import { classText } from '../class-token.js';
import { AcctStatus, Attr, PacketCode } from '../codec/codes.js';
import type { Attribute } from '../codec/encode.js';
import { AccountingQueue } from './accounting-queue.js';
import { readAccounting, type AccountingRecord } from './accounting-record.js';
import { DuplicateCache } from './duplicate-cache.js';

const read = (...attributes: Attribute[]) =>
  readAccounting(
    request({ code: PacketCode.AccountingRequest, attributes }),
    specimenNas(),
    '127.0.0.1',
    NOW.getTime(),
  );

function record(...attributes: Attribute[]): AccountingRecord {
  const outcome = read(
    integer(Attr.AcctStatusType, AcctStatus.InterimUpdate),
    text(Attr.AcctSessionId, 's'),
    ...attributes,
  );
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

describe('an accounting record', () => {
  it('counts 64 bits, output as download', () => {
    const kept = record(
      integer(Attr.AcctInputOctets, 5),
      integer(Attr.AcctInputGigawords, 1),
      integer(Attr.AcctOutputOctets, 0xffffffff),
      integer(Attr.AcctOutputGigawords, 0xffffffff),
    );
    expect(kept).toMatchObject({
      uploadOctets: (1n << 32n) + 5n,
      downloadOctets: (1n << 64n) - 1n,
      hasGigawords: true,
    });
    expect(record().hasGigawords).toBe(false);
  });

  it('knows the service by our class, and the session whatever address the NAS has', () => {
    const token = { serviceId: 'service-1', policyVersion: 7, loginAtMs: NOW.getTime() };
    const kept = record(text(Attr.Class, classText(token)));
    expect(kept).toMatchObject(token);
    expect(record(text(Attr.Class, classText({ ...token, loginAtMs: 1 }))).sessionKey).not.toBe(kept.sessionKey);
    expect(record(text(Attr.Class, 'of another server')).serviceId).toBeUndefined();
  });

  it('believes Event-Timestamp only when it can be', () => {
    const now = NOW.getTime();
    const stamp = (seconds: number): number => record(integer(Attr.EventTimestamp, seconds)).happenedAtMs;
    expect(stamp(now / 1000 - 60)).toBe(now - 60_000);
    for (const seconds of [0, 0xffffffff, now / 1000 + 365 * 86_400]) expect(stamp(seconds)).toBe(now);
    expect(record(integer(Attr.AcctDelayTime, 30)).happenedAtMs).toBe(now - 30_000);
    expect(record(integer(Attr.AcctDelayTime, 0xffffffff)).happenedAtMs).toBe(now);
  });

  it.each(['00000000', 'ffffffff', 'e0000001'])('takes Framed-IP-Address %s for none', (hex) => {
    expect(
      record({ vendor: 0, type: Attr.FramedIpAddress, value: Buffer.from(hex, 'hex') }).framedAddress,
    ).toBeUndefined();
  });

  it('keeps no NUL in text', () => {
    expect(record(text(Attr.UserName, 'a\0b')).login).toBe('a\ufffdb');
  });

  it('refuses what cannot be kept', () => {
    expect(read(text(Attr.AcctSessionId, 's'))).toEqual({ ok: false, error: 'no_status' });
    for (const status of [4, 5, 99])
      expect(read(integer(Attr.AcctStatusType, status), text(Attr.AcctSessionId, 's'))).toEqual({
        ok: false,
        error: 'unsupported_status',
      });
    expect(read(integer(Attr.AcctStatusType, 1), text(Attr.AcctSessionId, ''))).toEqual({
      ok: false,
      error: 'no_session_id',
    });
    expect(read(integer(Attr.AcctStatusType, 7)).ok).toBe(true);
  });
});

describe('the accounting queue', () => {
  function harness(capacity: number, batch = 100) {
    const written: string[][] = [];
    const said: string[] = [];
    let release = (): void => undefined;
    let failing = false;
    const write = async (records: readonly AccountingRecord[]): Promise<void> => {
      written.push(records.map(({ sessionId }) => sessionId));
      await new Promise<void>((resolve) => (release = resolve));
      if (failing) throw new Error('disk full');
    };
    const faults: unknown[] = [];
    const queue = new AccountingQueue({ write }, { capacity, batch }, (_where, fault) => faults.push(fault));
    const offer = (sessionId: string, status: AccountingRecord['status']): void =>
      queue.offer({
        record: { ...record(), sessionId, status },
        kept: () => said.push(`kept ${sessionId}`),
        lost: () => said.push(`lost ${sessionId}`),
      });
    return { queue, written, said, faults, offer, release: () => release(), fail: () => (failing = true) };
  }

  it('writes at once, collects while it writes, and acknowledges only what is kept', async () => {
    const { queue, written, said, offer, release } = harness(100);
    offer('a', 'start');
    await until('first write', () => written.length === 1);
    offer('b', 'start');
    offer('c', 'interim');
    offer('d', 'stop');
    expect(said).toEqual([]);
    release();
    await until('second write', () => written.length === 2);
    expect(said).toEqual(['kept a']);
    release();
    await queue.idle();
    expect(written).toEqual([['a'], ['b', 'c', 'd']]);
    expect(said).toEqual(['kept a', 'kept b', 'kept c', 'kept d']);
  });

  it('sheds interims first, then starts, and no stop', async () => {
    const { queue, written, said, offer, release } = harness(3);
    offer('i1', 'interim');
    offer('s1', 'start');
    offer('i2', 'interim');
    offer('s2', 'start');
    offer('i3', 'interim');
    offer('e1', 'stop');
    offer('e2', 'stop');
    offer('e3', 'stop');
    offer('e4', 'stop');
    offer('s3', 'start');
    expect(said).toEqual(['lost i1', 'lost i2', 'lost i3', 'lost s1', 'lost s2', 'lost s3']);
    expect(queue.shed).toBe(6);
    await until('write', () => written.length === 1);
    release();
    await queue.idle();
    expect(written).toEqual([['e1', 'e2', 'e3', 'e4']]);
  });

  it('keeps the starts that wait rather than a new one', async () => {
    const { queue, written, said, offer, release } = harness(2);
    for (const id of ['s1', 's2', 's3']) offer(id, 'start');
    expect(said).toEqual(['lost s3']);
    await until('write', () => written.length === 1);
    release();
    await queue.idle();
    expect(written).toEqual([['s1', 's2']]);
  });

  it('goes on when an answer cannot be sent', async () => {
    const { queue, written, faults, offer, release } = harness(10);
    const kept = (): void => {
      throw new Error('socket closed');
    };
    queue.offer({ record: record(), kept, lost: () => undefined });
    await until('write', () => written.length === 1);
    release();
    await queue.idle();
    expect(faults).toHaveLength(1);
    expect(queue).toMatchObject({ kept: 1, failed: 0 });
    offer('a', 'stop');
    await until('the next write', () => written.length === 2);
    release();
    await queue.idle();
  });

  it('writes two batches at once, but of one session and around a restart one after another', async () => {
    const written: string[][] = [];
    const releases: (() => void)[] = [];
    const write = async (records: readonly AccountingRecord[]): Promise<void> => {
      written.push(records.map(({ sessionId }) => sessionId));
      await new Promise<void>((resolve) => releases.push(resolve));
    };
    const queue = new AccountingQueue({ write }, { capacity: 100, batch: 100 }, () => undefined);
    const offer = (sessionId: string, sessionKey: string, status: AccountingRecord['status']): void =>
      queue.offer({
        record: { ...record(), sessionId, sessionKey, status },
        kept: () => undefined,
        lost: () => undefined,
      });
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const release = async (): Promise<void> => {
      releases.shift()?.();
      await turn();
    };
    offer('a start', 'a', 'start');
    await turn();
    offer('b start', 'b', 'start');
    offer('a stop', 'a', 'stop');
    offer('c start', 'c', 'start');
    await turn();
    expect(written).toEqual([['a start'], ['b start']]);
    await release();
    expect(written.slice(2)).toEqual([['a stop', 'c start']]);
    offer('on', 'nas', 'nas_on');
    offer('d start', 'd', 'start');
    await release();
    expect(written).toHaveLength(3);
    await release();
    expect(written.slice(3)).toEqual([['on']]);
    await release();
    expect(written.slice(4)).toEqual([['d start']]);
    await release();
    await queue.idle();
  });

  it('says nothing to the NAS when the sink fails, and goes on', async () => {
    const { queue, written, said, faults, offer, release, fail } = harness(10);
    fail();
    offer('a', 'stop');
    await until('write', () => written.length === 1);
    release();
    await queue.idle();
    expect(said).toEqual(['lost a']);
    expect(faults).toHaveLength(1);
    expect(queue.failed).toBe(1);
  });
});

describe('the duplicate cache', () => {
  const bytes = request({ attributes: [] }).bytes;
  const other = Buffer.concat([bytes, Buffer.alloc(300, 7)]);

  it('remembers for one to two lifetimes, by address, port and every byte', () => {
    const cache = new DuplicateCache(10_000, 1000, 0);
    cache.remember('a', 1, bytes).answer(Buffer.from('reply'));
    expect(cache.find('a', 1, Buffer.from(bytes), 9_999)?.reply?.toString()).toBe('reply');
    expect(cache.find('a', 2, bytes, 9_999)).toBeUndefined();
    expect(cache.find('b', 1, bytes, 9_999)).toBeUndefined();
    const changed = Buffer.from(bytes);
    changed[30] = (changed[30] ?? 0) ^ 1;
    expect(cache.find('a', 1, changed, 9_999)).toBeUndefined();
    expect(cache.find('a', 1, bytes, 10_000)?.reply?.toString()).toBe('reply');
    expect(cache.find('a', 1, bytes, 20_000)).toBeUndefined();
  });

  it('forgets after a long silence, and on request', () => {
    const cache = new DuplicateCache(10_000, 1000, 0);
    cache.remember('a', 1, bytes).forget();
    expect(cache.find('a', 1, bytes, 1)).toBeUndefined();
    cache.remember('a', 1, bytes);
    expect(cache.find('a', 1, bytes, 60_000)).toBeUndefined();
  });

  it('gives nobody the answer to the request whose place was taken', () => {
    const cache = new DuplicateCache(10_000, 1000, 0);
    const first = cache.remember('a', 1, bytes);
    first.answer(Buffer.from('to the first'));
    const second = cache.remember('a', 1, other);
    first.answer(Buffer.from('late'));
    first.forget();
    expect(cache.find('a', 1, bytes, 1)).toBeUndefined();
    expect(cache.find('a', 1, other, 1)).toBeDefined();
    expect(cache.find('a', 1, other, 1)?.reply).toBeUndefined();
    second.answer(Buffer.from('to the second, which is longer'));
    expect(cache.find('a', 1, other, 1)?.reply?.toString()).toBe('to the second, which is longer');
  });

  it('writes what is answered too late over nothing that came since', () => {
    const cache = new DuplicateCache(10_000, 1000, 0);
    const late = cache.remember('a', 1, bytes);
    for (const nowMs of [10_000, 20_000]) cache.find('a', 1, bytes, nowMs);
    cache.remember('b', 2, other).answer(Buffer.from('b'));
    late.answer(Buffer.alloc(200));
    late.forget();
    expect(cache.find('b', 2, other, 20_001)?.reply?.toString()).toBe('b');
  });

  it('keeps thousands of packets of all lengths apart, over blocks and generations', () => {
    const cache = new DuplicateCache(10_000, 4_000, 0);
    const packet = (n: number): Buffer => Buffer.alloc(20 + ((n * 379) % 4_077), n).fill(n & 255, 1, 2);
    for (let n = 0; n < 10_000; n += 1) {
      const sent = packet(n);
      cache.find('a', n, sent, 0);
      cache.remember('a', n, sent).answer(sent.subarray(0, 20 + (n % 90)));
    }
    for (let n = 9_000; n < 10_000; n += 1)
      expect(cache.find('a', n, packet(n), 0)?.reply).toEqual(packet(n).subarray(0, 20 + (n % 90)));
    expect(cache.find('a', 1, packet(1), 0)).toBeUndefined();
  });
});
