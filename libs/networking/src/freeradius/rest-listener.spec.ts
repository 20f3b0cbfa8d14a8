import { hash } from 'node:crypto';
import { SettableClock } from '@demarc/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nobodyOnline, NOW, snapshotOf, specimenEntry } from '../../test/radius-specimens.js';
import type { AccountingRecord, AuthLogLine } from '../radius/index.js';
import { RestDesk } from './rest-desk.js';
import { RestListener } from './rest-listener.js';

const PASSWORD = 'asked-by-nobody-else';
const RIGHT = basic(`freeradius:${PASSWORD}`);
const LOGIN = { 'User-Name': { value: ['pppoe-1'] }, 'User-Password': { value: ['clientPass'] } };
const SIGNED = { ...LOGIN, 'Message-Authenticator': { value: ['0x00'] } };

let listener: RestListener;
let base: string;
let clock: SettableClock;
let credential: Buffer | undefined;
let isKept: boolean;
let records: AccountingRecord[];
let lines: AuthLogLine[];
let asked: string[];

beforeEach(async () => {
  clock = new SettableClock(NOW);
  credential = hash('sha256', `freeradius:${PASSWORD}`, 'buffer');
  isKept = true;
  records = [];
  lines = [];
  asked = [];
  const snapshot = snapshotOf([specimenEntry()]);
  const desk = new RestDesk({
    clock,
    snapshot: () => snapshot,
    online: nobodyOnline,
    accounting: {
      write: (batch) => {
        if (!isKept) return Promise.reject(new Error('the disk is full'));
        records.push(...batch);
        return Promise.resolve();
      },
    },
    authLog: { write: (batch) => void lines.push(...batch) },
    fault: () => undefined,
    randomBytes: (count) => Buffer.alloc(count, 7),
  });
  listener = new RestListener({
    desk,
    clock,
    credential: () => credential,
    fault: () => undefined,
    asked: (what) => asked.push(what),
  });
  base = `http://127.0.0.1:${await listener.start({ host: '127.0.0.1', port: 0 })}`;
});

afterEach(() => listener.stop());

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function ask(path: string, body: unknown, authorization: string | undefined = RIGHT): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${base}${path}`, {
    method: 'POST',
    body: text,
    ...(authorization ? { headers: { authorization } } : {}),
  });
}

describe('the HTTP side of FreeRADIUS mode', () => {
  it('accepts a right login with its reply, and expands nothing in it', async () => {
    const response = await ask('/radius/authorize?from=127.0.0.1', SIGNED);
    expect(response.status).toBe(200);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body['control:Auth-Type']).toEqual({ op: ':=', value: ['Accept'], do_xlat: false });
    expect(body['reply:Framed-IP-Address']).toMatchObject({ value: ['198.51.100.7'] });
    expect(JSON.stringify(body)).not.toContain('clientPass');
  });

  it('tells who asked with the right password, and nothing of who had a wrong one', async () => {
    await ask('/radius/authorize?from=127.0.0.1', SIGNED, basic('freeradius:guess'));
    expect(asked).toEqual([]);
    await ask('/radius/authorize?from=127.0.0.1', SIGNED);
    expect(asked).toEqual(['authorize']);
  });

  it('says nothing to an unsigned login, or to an address that is no router', async () => {
    for (const [path, body] of [
      ['/radius/authorize?from=127.0.0.1', LOGIN],
      ['/radius/authorize?from=192.0.2.9', SIGNED],
      ['/radius/authorize', SIGNED],
    ] as const) {
      const response = await ask(path, body);
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        'control:Response-Packet-Type': { op: ':=', value: ['Do-Not-Respond'], do_xlat: false },
      });
    }
  });

  it('answers accounting when it is kept, and not before', async () => {
    const stop = { 'Acct-Status-Type': { value: ['Stop'] }, 'Acct-Session-Id': { value: ['s1'] } };
    const seconds = NOW.getTime() / 1_000 - 60;
    expect((await ask(`/radius/accounting?from=127.0.0.1&at=${seconds}`, stop)).status).toBe(204);
    expect(records).toMatchObject([{ status: 'stop', sessionId: 's1', happenedAtMs: seconds * 1_000 }]);
    isKept = false;
    expect((await ask('/radius/accounting?from=127.0.0.1', stop)).status).toBe(503);
  });

  it('is shut to whoever has not its password, and for a minute to whoever guesses', async () => {
    expect((await ask('/radius/authorize?from=127.0.0.1', SIGNED, '')).status).toBe(511);
    const statuses = new Set<number>();
    for (let guess = 0; guess < 25; guess += 1)
      statuses.add((await ask('/radius/authorize?from=127.0.0.1', SIGNED, basic(`freeradius:${guess}`))).status);
    expect([...statuses]).toEqual([511, 429]);
    expect((await ask('/radius/authorize?from=127.0.0.1', SIGNED)).status).toBe(429);
    clock.advance(61_000);
    expect((await ask('/radius/authorize?from=127.0.0.1', SIGNED)).status).toBe(200);
  });

  it('is shut to all while it is switched off, and says so to whoever looks', async () => {
    expect((await fetch(`${base}/radius/health`)).status).toBe(204);
    credential = undefined;
    expect((await fetch(`${base}/radius/health`)).status).toBe(503);
    expect((await ask('/radius/authorize?from=127.0.0.1', SIGNED)).status).toBe(503);
  });

  it.each([
    ['no JSON', '/radius/authorize?from=127.0.0.1', '{', 400],
    ['no request', '/radius/authorize?from=127.0.0.1', '[]', 400],
    ['too much', '/radius/authorize?from=127.0.0.1', 'x'.repeat(70_000), 413],
    ['another path', '/radius/else', '{}', 501],
  ])('refuses %s without a word', async (_what, path, body, status) => {
    expect((await ask(path, body)).status).toBe(status);
  });
});
