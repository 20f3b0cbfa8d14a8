import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { SeededRandom, SettableClock } from '@demarc/kernel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NOW, SECRET, text } from '../../test/radius-specimens.js';
import { CoaClient } from './coa-client.js';
import { alreadyGone, type DynamicRequest } from './dynamic.js';
import { checkMessageAuthenticator, checkRequestAuthenticator } from './codec/authenticators.js';
import { Attr, PacketCode } from './codec/codes.js';
import { PacketEncoder } from './codec/encode.js';
import { Packet } from './codec/packet.js';

const secret = Buffer.from(SECRET);
const closing: (() => void)[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const close of closing.splice(0)) close();
});

/** A device that does with each request as it is told. */
async function device(answer: (request: Packet, send: (bytes: Buffer) => void, count: number) => void) {
  const socket = createSocket('udp4');
  const requests: Packet[] = [];
  socket.on('message', (bytes, from) => {
    requests.push(new Packet(bytes));
    answer(new Packet(bytes), (reply) => socket.send(reply, from.port, from.address), requests.length);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => socket.close());
  return { port: socket.address().port, requests };
}

const encoder = new PacketEncoder();

function reply(request: Packet, code: number, key = secret, errorCause?: number): Buffer {
  const attributes = errorCause === undefined ? [] : [{ vendor: 0, type: Attr.ErrorCause, value: errorCause }];
  const bytes = encoder.reply({ code, request, secret: key, attributes, messageAuthenticator: true });
  if (!bytes.ok) throw new Error(bytes.error);
  return bytes.value;
}

/** A busy machine may take its time: only what is to run out is short. */
const SHORT_MS = 20;
const client = new CoaClient(new SettableClock(NOW), new SeededRandom('coa'));
const order = (port: number, more: Partial<DynamicRequest> = {}): DynamicRequest => ({
  kind: 'disconnect',
  address: '127.0.0.1',
  port,
  secret,
  attributes: [text(Attr.UserName, 'pppoe-1')],
  ...more,
});

describe('CoA and Disconnect', () => {
  it('are signed, stamped with the time, and acknowledged', async () => {
    const { port, requests } = await device((request, send) => send(reply(request, PacketCode.CoaAck)));
    expect(await client.send(order(port, { kind: 'coa' }))).toMatchObject({ answer: 'ack', attempts: 1, ignored: 0 });
    const [request = new Packet(Buffer.alloc(20))] = requests;
    expect(request.code).toBe(PacketCode.CoaRequest);
    expect(request.integer(Attr.EventTimestamp)).toBe(NOW.getTime() / 1000);
    expect(checkRequestAuthenticator(request, secret)).toBe(true);
    expect(checkMessageAuthenticator(request, secret)).toBe('valid');
    expect(request.offsetOf(Attr.MessageAuthenticator)).toBe(20);
  });

  it('leave signature and time out for devices that refuse them', async () => {
    const { port, requests } = await device((request, send) => send(reply(request, PacketCode.DisconnectAck)));
    await client.send(order(port, { messageAuthenticator: false, eventTimestamp: false }));
    expect(requests[0]?.attributes().map(({ type }) => type)).toEqual([Attr.UserName]);
  });

  it('are repeated byte for byte, twice as patient each time, until answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const { port, requests } = await device((request, send, count) => {
      if (count === 3) send(reply(request, PacketCode.DisconnectAck));
    });
    const outcome = client.send(order(port));
    for (const heard of [1, 2]) {
      await expect.poll(() => requests.length).toBe(heard);
      vi.runOnlyPendingTimers();
    }
    expect(await outcome).toMatchObject({ answer: 'ack', attempts: 3 });
    const jitter = timers.mock.calls.map(([, waitedMs = 0], index) => waitedMs / (1_000 * 2 ** index));
    expect(jitter).toHaveLength(3);
    for (const one of jitter) expect(Math.abs(one - 1)).toBeLessThanOrEqual(0.1);
    expect(requests.map(({ bytes }) => bytes)).toEqual(Array.from({ length: 3 }, () => requests[0]?.bytes));
  });

  it('give up after the last attempt, on silence and on a closed port', async () => {
    const briefly = { attempts: 2, firstTimeoutMs: SHORT_MS };
    const { port } = await device(() => undefined);
    expect(await client.send(order(port, briefly))).toMatchObject({ answer: 'timeout', attempts: 2 });
    const gone = await device(() => undefined);
    closing.pop()?.();
    expect(await client.send(order(gone.port, briefly))).toMatchObject({ answer: 'timeout', attempts: 2 });
  });

  it('say why the device refused, and when the session was gone already', async () => {
    const { port } = await device((request, send) => send(reply(request, PacketCode.DisconnectNak, secret, 503)));
    const outcome = await client.send(order(port));
    expect(outcome).toMatchObject({ answer: 'nak', errorCause: 503, errorText: 'session context not found' });
    expect(alreadyGone(outcome)).toBe(true);
    const other = await device((request, send) => send(reply(request, PacketCode.CoaNak, secret, 401)));
    expect(alreadyGone(await client.send(order(other.port, { kind: 'coa' })))).toBe(false);
  });

  it('ignore forged, foreign, wrong and broken answers', async () => {
    const { port } = await device((request, send) => {
      const forged = reply(request, PacketCode.DisconnectAck, Buffer.from('guess'));
      const otherId = Buffer.from(reply(request, PacketCode.DisconnectAck)).fill(request.id ^ 1, 1, 2);
      const tampered = Buffer.from(reply(request, PacketCode.DisconnectNak)).fill(PacketCode.DisconnectAck, 0, 1);
      const foreign = [forged, otherId, tampered, reply(request, PacketCode.CoaAck), Buffer.from('x')];
      for (const bytes of [...foreign, reply(request, PacketCode.DisconnectNak)]) send(bytes);
    });
    expect(await client.send(order(port))).toMatchObject({ answer: 'nak', attempts: 1, ignored: 5 });
  });

  it('cannot be sent with a value that is too long', async () => {
    const attributes = [text(Attr.FramedRoute, 'x'.repeat(254))];
    expect(await client.send(order(9, { attributes }))).toMatchObject({
      answer: 'unsendable',
      errorText: 'value_too_long',
    });
  });
});
