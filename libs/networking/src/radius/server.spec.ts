import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import {
  integer,
  papAttributes,
  request,
  requestBytes,
  runServer,
  SECRET,
  snapshotOf,
  specimenEntry,
  specimenNas,
  text,
  until,
  type RunningServer,
} from '../../test/radius-specimens.js';
import { replyFault } from './codec/authenticators.js';
import { AcctStatus, Attr, PacketCode } from './codec/codes.js';
import { Packet, parsePacket } from './codec/packet.js';
import type { NasEntry } from './snapshot.js';

const secret = Buffer.from(SECRET);
const closing: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function running(nas: Partial<NasEntry> = {}, options = {}): Promise<RunningServer> {
  const started = await runServer(snapshotOf([specimenEntry()], [specimenNas(nas)]), options);
  closing.push(() => started.server.stop());
  return started;
}

class RawClient {
  readonly replies: Buffer[] = [];
  constructor(private readonly socket: Socket) {
    socket.on('message', (bytes) => this.replies.push(bytes));
  }
  static async open(): Promise<RawClient> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    closing.push(() => void socket.close());
    return new RawClient(socket);
  }
  async send(bytes: Buffer, port: number): Promise<void> {
    await new Promise((resolve) => this.socket.send(bytes, port, '127.0.0.1', resolve));
  }
}

const good = (): Buffer => requestBytes({ attributes: papAttributes('pppoe-1', 'clientPass') });
const stop = (id = 1): Buffer =>
  requestBytes({
    code: PacketCode.AccountingRequest,
    id,
    signed: false,
    attributes: [integer(Attr.AcctStatusType, AcctStatus.Stop), text(Attr.AcctSessionId, `s${id}`)],
  });

describe('authentication over UDP', () => {
  it.each([
    ['Accept', papAttributes('pppoe-1', 'clientPass'), PacketCode.AccessAccept],
    ['Reject', papAttributes('pppoe-1', 'no'), PacketCode.AccessReject],
  ])('%s carries a valid Message-Authenticator as its first attribute', async (_name, attributes, code) => {
    const { authPort } = await running();
    const client = await RawClient.open();
    const asked = request({ attributes });
    await client.send(asked.bytes, authPort);
    await until('a reply', () => client.replies.length === 1);
    const [bytes = Buffer.alloc(0)] = client.replies;
    expect(bytes[0]).toBe(code);
    expect([bytes[20], bytes[21]]).toEqual([80, 18]);
    const parsed = parsePacket(bytes);
    expect(parsed.ok && replyFault(parsed.value, asked, secret)).toBeUndefined();
  });

  it('answers a repetition with the same bytes, and decides once', async () => {
    const { server, authPort, events, clock } = await running();
    const client = await RawClient.open();
    for (let k = 1; k <= 3; k += 1) {
      await client.send(good(), authPort);
      await until(`reply ${k}`, () => client.replies.length === k);
      clock.advance(2_000);
    }
    expect(client.replies[1]).toEqual(client.replies[0]);
    expect(client.replies[2]).toEqual(client.replies[0]);
    expect(server.counters.authAccepted).toBe(1);
    expect(server.counters.duplicates).toBe(2);
    await until('a log line', () => events.length > 0);
    expect(events).toHaveLength(1);
  });

  it('does not give the reply of a request to a changed packet with its authenticator', async () => {
    const { server, authPort } = await running({ messageAuthenticator: 'off' });
    const client = await RawClient.open();
    await client.send(requestBytes({ signed: false, attributes: papAttributes('pppoe-1', 'clientPass') }), authPort);
    await until('accept', () => client.replies.length === 1);
    await client.send(requestBytes({ signed: false, attributes: papAttributes('pppoe-1', 'clientPasS') }), authPort);
    await until('reject', () => client.replies.length === 2);
    expect(client.replies.map((bytes) => bytes[0])).toEqual([2, 3]);
    expect(server.counters.duplicates).toBe(0);
  });

  it('is silent to an unknown address, a wrong secret, a wrong code and a broken packet', async () => {
    const { server, authPort } = await running();
    const stranger = await running({ addresses: ['192.0.2.1'] });
    const client = await RawClient.open();
    await client.send(good(), stranger.authPort);
    await client.send(requestBytes({ secret: 'wrong', attributes: papAttributes('pppoe-1', 'clientPass') }), authPort);
    await client.send(good().fill(11, 0, 1), authPort);
    await client.send(good().subarray(0, 40), authPort);
    await until('drops', () => server.counters.dropped === 3 && stranger.server.counters.dropped === 1);
    expect(Object.fromEntries(server.counters.drops)).toEqual({
      message_authenticator_wrong: 1,
      unexpected_code: 1,
      length_beyond_datagram: 1,
    });
    expect(stranger.server.counters.droppedFor('unknown_client')).toBe(1);
    expect(client.replies).toEqual([]);
  });

  it('requires the signature of a NAS that has signed before, under auto', async () => {
    const { server, authPort } = await running({ messageAuthenticator: 'auto' });
    const client = await RawClient.open();
    const unsigned = (id: number): Buffer =>
      requestBytes({ id, signed: false, attributes: papAttributes('pppoe-1', 'clientPass') });
    await client.send(unsigned(1), authPort);
    await until('the first', () => client.replies.length === 1);
    await client.send(good().fill(2, 1, 2), authPort);
    await client.send(requestBytes({ id: 3, attributes: papAttributes('pppoe-1', 'clientPass') }), authPort);
    await until('the signed', () => client.replies.length === 2);
    await client.send(unsigned(4), authPort);
    await until('the drop', () => server.counters.droppedFor('message_authenticator_missing') === 1);
    expect(server.counters.droppedFor('message_authenticator_wrong')).toBe(1);
  });

  it('answers Status-Server only when it is signed', async () => {
    const { server, authPort, acctPort } = await running();
    const client = await RawClient.open();
    const code = PacketCode.StatusServer;
    await client.send(requestBytes({ code, signed: false, attributes: [] }), authPort);
    await until('the drop', () => server.counters.dropped === 1);
    await client.send(requestBytes({ code, attributes: [] }), authPort);
    await until('accept', () => client.replies.length === 1);
    await client.send(requestBytes({ code, attributes: [] }), acctPort);
    await until('response', () => client.replies.length === 2);
    expect(client.replies.map((bytes) => bytes[0])).toEqual([PacketCode.AccessAccept, PacketCode.AccountingResponse]);
  });

  it('holds a reject back when told to, and answers its repetitions with silence till then', async () => {
    const { server, authPort } = await running({}, { rejectDelayMs: 60 });
    const client = await RawClient.open();
    const wrong = requestBytes({ attributes: papAttributes('pppoe-1', 'no') });
    const before = performance.now();
    await client.send(wrong, authPort);
    await client.send(wrong, authPort);
    await until('the reject', () => client.replies.length === 1);
    expect(performance.now() - before).toBeGreaterThan(50);
    expect(server.counters.duplicates).toBe(1);
  });
});

describe('several servers', () => {
  it('share one port when told to, and refuse a taken one when not', async () => {
    const first = await running({}, { reusePort: true });
    const ports = { authPort: first.authPort, acctPort: first.acctPort };
    const second = await running({}, { reusePort: true, ...ports });
    expect(second.authPort).toBe(first.authPort);
    await expect(running({}, ports)).rejects.toThrow('EADDRINUSE');
  });
});

describe('accounting over UDP', () => {
  it('is answered only after the record is kept, and once for many repetitions', async () => {
    const started = await running();
    const client = await RawClient.open();
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    started.gate = () => opened;
    for (let k = 0; k < 5; k += 1) await client.send(stop(), started.acctPort);
    await until('five received', () => started.server.counters.acctReceived === 5);
    expect(client.replies).toEqual([]);
    open();
    await until('an answer', () => client.replies.length === 1);
    expect(started.records).toMatchObject([{ status: 'stop', sessionId: 's1', nasId: 'nas-1' }]);
    const [bytes = Buffer.alloc(0)] = client.replies;
    expect(replyFault(new Packet(bytes), new Packet(stop()), secret)).toBeUndefined();
    await client.send(stop(), started.acctPort);
    await until('the same answer', () => client.replies.length === 2);
    expect(client.replies[1]).toEqual(bytes);
    expect(started.records).toHaveLength(1);
  });

  it('is silent when the sink fails, and takes the repetition anew', async () => {
    const started = await running();
    const client = await RawClient.open();
    started.gate = () => Promise.reject(new Error('disk full'));
    await client.send(stop(), started.acctPort);
    await until('the fault', () => started.faults.length === 1);
    expect(client.replies).toEqual([]);
    started.gate = undefined;
    await client.send(stop(), started.acctPort);
    await until('the answer', () => client.replies.length === 1);
    expect(started.records).toHaveLength(1);
  });

  it('is dropped under a wrong authenticator or a wrong Message-Authenticator', async () => {
    const { server, acctPort } = await running();
    const client = await RawClient.open();
    const forged = stop();
    forged[5] = (forged[5] ?? 0) ^ 0x80;
    await client.send(forged, acctPort);
    await until('the drop', () => server.counters.droppedFor('request_authenticator_wrong') === 1);
    expect(client.replies).toEqual([]);
  });

  it('writes and answers what is waiting before the server stops', async () => {
    const started = await runServer(snapshotOf([specimenEntry()]));
    const client = await RawClient.open();
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    started.gate = () => opened;
    for (let id = 1; id <= 20; id += 1) await client.send(stop(id), started.acctPort);
    await until('received', () => started.server.counters.acctReceived === 20);
    const stopped = started.server.stop();
    open();
    await stopped;
    await until('all answered', () => client.replies.length === 20);
    expect(started.records).toHaveLength(20);
  });
});
