import { Duplex } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WordReader, UnreadableError } from '../../../../../tools/sim-routeros/codec.ts';
import { carryOut, parseCommand } from '../../../../../tools/sim-routeros/commands.ts';
import { Trap } from '../../../../../tools/sim-routeros/kinds.ts';
import { RouterState } from '../../../../../tools/sim-routeros/state.ts';
import { AdaptivePace } from '../client/adaptive-pace.js';
import { Conversation } from '../client/conversation.js';
import { RouterError } from '../errors.js';
import { encodeSentence } from './encode.js';
import { DEFAULT_LIMITS } from './limits.js';
import { parseReply } from './reply.js';
import { SentenceDecoder } from './sentence-decoder.js';

/** ROUTEROS_SENTENCES=1000000 for the long run. */
const SENTENCES = Number(process.env['ROUTEROS_SENTENCES'] ?? 100_000);

/** The same numbers each time (Marsaglia's xorshift), and cheap. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

const REPLIES = [
  ['!re', '=.id=*1A', '=name=anna', '=comment=Žofia', '=disabled=false', '.tag=1'],
  ['!re', `=comment=${'x'.repeat(200)}`, '.tag=1'],
  ['!trap', '=category=1', '=message=input does not match any value of profile', '.tag=1'],
  ['!done', '=ret=*1A', '.tag=1'],
  ['!empty', '.tag=1'],
  ['!fatal', 'session terminated on request'],
].map((words) => encodeSentence(words));

const COMMANDS = [
  ['/ppp/secret/print', '=.proplist=.id,name', '?name=anna', '?-comment', '?#&!', '.tag=1'],
  ['/ppp/secret/add', '=name=anna', '=profile=default', '.tag=2'],
  ['/queue/simple/add', '=name=q', '=max-limit=10M/20M', '=target=10.0.0.1'],
  ['/ppp/secret/set', '=.id=*1', '=disabled=yes'],
  ['/ip/firewall/address-list/add', '=list=a', '=address=10.0.0.1', '=timeout=1h'],
  ['/ip/firewall/filter/move', '=numbers=*1', '=destination=*2'],
  ['/export', '=terse='],
].map((words) => encodeSentence(words));

function mutant(originals: readonly Buffer[], roll: (bound: number) => number): Buffer {
  let out = Buffer.concat(
    Array.from({ length: 1 + roll(3) }, () => originals[roll(originals.length)] ?? Buffer.alloc(0)),
  );
  for (let times = 1 + roll(4); times > 0; times -= 1) {
    const at = roll(out.length);
    const kind = roll(5);
    if (kind === 0) out[at] = roll(256);
    else if (kind === 1) out[at] = (out[at] ?? 0) ^ (1 << roll(8));
    else if (kind === 2)
      out = Buffer.concat([out.subarray(0, at), out.subarray(Math.min(out.length, at + 1 + roll(8)))]);
    else if (kind === 3)
      out = Buffer.concat([
        out.subarray(0, at),
        Buffer.from([0x80, 0xc0, 0xe0, 0xf0, 0xff, 0x00].slice(roll(6))),
        out.subarray(at),
      ]);
    else out = Buffer.concat([out, out.subarray(at)]);
    if (out.length === 0) out = Buffer.of(roll(256));
  }
  return out;
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

describe('mutated sentences', () => {
  it(`are read or refused, ${SENTENCES} of them, and leave nothing behind`, { timeout: 600_000 }, () => {
    const roll = dice(20_260_315);
    const before = heapAfterCollection();
    const tally = { read: 0, refused: 0, held: 0 };
    for (let k = 0; k < SENTENCES; k += 1) {
      let sentences = 0;
      const decoder = new SentenceDecoder(DEFAULT_LIMITS, (sentence) => {
        const { attributes } = parseReply(sentence);
        for (const value of Object.values(attributes)) if (typeof value !== 'string') throw new TypeError('no text');
        sentences += 1;
      });
      const bytes = mutant(REPLIES, roll);
      const at = roll(bytes.length + 1);
      try {
        decoder.push(bytes.subarray(0, at));
        decoder.push(bytes.subarray(at));
        if (decoder.atBoundary) tally.read += 1;
        else tally.held += 1;
      } catch (error) {
        if (!(error instanceof RouterError)) throw error;
        tally.refused += 1;
      }
      if (sentences > bytes.length) throw new Error('more sentences than octets');
    }
    expect(Math.min(tally.read, tally.refused, tally.held)).toBeGreaterThan(SENTENCES / 100);
    expect(heapAfterCollection() - before).toBeLessThan(4 << 20);
  });

  it('end each command with rows or with a known error', { timeout: 600_000 }, async () => {
    const roll = dice(7);
    const tally = new Map<string, number>();
    for (let k = 0; k < SENTENCES / 50; k += 1) {
      const line = new Duplex({ read: () => undefined, write: (_chunk, _encoding, written) => written() });
      const conversation = new Conversation(line as unknown as Socket, {
        limits: DEFAULT_LIMITS,
        pace: new AdaptivePace(),
        commandTimeoutMs: 10_000,
        cancelGraceMs: 10_000,
        mostWaiting: 10,
      });
      const answered = conversation.run(['/ppp/secret/print']).then(
        () => 'rows',
        (error: unknown) => (error instanceof RouterError ? error.code : Promise.reject(error)),
      );
      await Promise.resolve();
      line.push(mutant(REPLIES, roll));
      line.push(null);
      const outcome = await answered;
      tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      conversation.close();
    }
    expect([...tally.keys()].sort()).toEqual([
      'ROUTER_CLOSED',
      'ROUTER_GARBLED',
      'ROUTER_REPLY_TOO_LARGE',
      'ROUTER_TRAP',
      'rows',
    ]);
  });

  it('are refused by the router for tests too', { timeout: 600_000 }, () => {
    const roll = dice(99);
    let state = new RouterState(() => new Date(0));
    let done = 0;
    for (let k = 0; k < SENTENCES / 10; k += 1) {
      if (k % 500 === 0) state = new RouterState(() => new Date(0));
      try {
        for (const sentence of new WordReader().push(mutant(COMMANDS, roll))) {
          const words = sentence.map((word) => word.toString('utf8'));
          for (const _row of carryOut(state, parseCommand(words)).rows ?? []) done += 1;
        }
      } catch (error) {
        if (!(error instanceof Trap) && !(error instanceof UnreadableError)) throw error;
      }
    }
    expect(done).toBeGreaterThan(0);
  });
});
