import { createSocket } from 'node:dgram';
import { connect as connectTcp } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import {
  integer,
  papAttributes,
  request,
  requestBytes,
  SECRET,
  snapshotOf,
  specimenEntry,
  specimenNas,
  text,
  until,
} from '../../../test/radius-specimens.js';
import {
  endedCertificate,
  forgedCertificate,
  hillCertificate,
  newServerCertificate,
  newTowerCertificate,
  CREDENTIALS,
  runTlsServer,
  serverCertificate,
  type TlsLab,
  TlsRouter,
  towerCertificate,
} from '../../../test/tls-lab.js';
import { checkMessageAuthenticator, replyFault } from '../codec/authenticators.js';
import { AcctStatus, Attr, PacketCode } from '../codec/codes.js';
import { type Attribute, PacketEncoder } from '../codec/encode.js';
import { type Packet, parsePacket } from '../codec/packet.js';
import type { NasEntry, NasTls } from '../snapshot.js';
import { RADSEC_SECRET } from './recognise.js';
import type { TlsListenerOptions } from './tls-listener.js';

const TLS: NasTls = { fingerprints: [], names: ['tower-7'], changes: 'udp', only: false };
const closing: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function lab(
  tls: Partial<NasTls> = {},
  limits: Partial<TlsListenerOptions> = {},
  options: Parameters<typeof runTlsServer>[2] = {},
  others: readonly NasEntry[] = [],
): Promise<TlsLab> {
  // No address: it is known by its certificate alone.
  const nas = specimenNas({ addresses: [], tls: { ...TLS, ...tls } });
  const entries = [
    specimenEntry(),
    specimenEntry({ serviceId: 's-2', login: 'blocked', state: { kind: 'blocked', reason: 'balance' } }),
  ];
  const started = await runTlsServer(snapshotOf(entries, [nas, ...others]), limits, options);
  closing.push(() => started.server.stop());
  return started;
}

async function router(port: number, certificate = towerCertificate, more = {}): Promise<TlsRouter> {
  const connected = await TlsRouter.connect(port, certificate, more);
  closing.push(() => connected.close());
  return connected;
}

const login = (id: number, password = 'clientPass', signed = true, user = 'pppoe-1'): Buffer =>
  requestBytes({ id, secret: 'radsec', signed, attributes: papAttributes(user, password, 'radsec') });
const stop = (id: number, session = `s${id}`, secret = 'radsec'): Buffer =>
  requestBytes({
    code: PacketCode.AccountingRequest,
    id,
    secret,
    signed: false,
    attributes: [integer(Attr.AcctStatusType, AcctStatus.Stop), text(Attr.AcctSessionId, session)],
  });
const answers = (tower: TlsRouter): (readonly [number, number])[] =>
  tower.packets.map(({ id, code }) => [id, code] as const);

describe('RADIUS over TLS', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'takes logins, accounting and Status-Server on one connection of %s',
    async (version) => {
      const { listener, records, events } = await lab();
      const tower = await router(listener.port, towerCertificate, { minVersion: version, maxVersion: version });
      const status = requestBytes({ code: PacketCode.StatusServer, id: 4, secret: 'radsec', attributes: [] });
      tower.send(login(1), login(2, 'wrong'), stop(3), status);
      await until('four answers', () => tower.packets.length === 4);
      expect(new Map(answers(tower))).toEqual(
        new Map([
          [1, PacketCode.AccessAccept],
          [2, PacketCode.AccessReject],
          [3, PacketCode.AccountingResponse],
          [4, PacketCode.AccessAccept],
        ]),
      );
      const asked = request({ id: 1, secret: 'radsec', attributes: papAttributes('pppoe-1', 'clientPass', 'radsec') });
      const accept = tower.packets.find(({ id }) => id === 1);
      expect(accept && replyFault(accept, asked, RADSEC_SECRET)).toBeUndefined();
      expect([accept?.bytes[20], accept?.bytes[21]]).toEqual([80, 18]);
      expect(records).toMatchObject([{ status: 'stop', sessionId: 's3', nasId: 'nas-1' }]);
      await until('two lines', () => events.length === 2);
      expect(events[0]).toMatchObject({ outcome: 'accept', overTls: true, nasId: 'nas-1', sourceAddress: '127.0.0.1' });
      expect(listener.connections.map(({ protocol }) => protocol)).toEqual([version]);
    },
  );

  it('answers as by UDP, attribute by attribute', async () => {
    const { listener, authPort } = await lab({}, {}, {}, [specimenNas({ id: 'nas-2', name: 'the same by UDP' })]);
    const tower = await router(listener.port);
    tower.send(login(9), login(10, 'clientPass', true, 'blocked'));
    const udp = createSocket('udp4');
    closing.push(() => void udp.close());
    const byUdp: Packet[] = [];
    udp.on('message', (bytes) => {
      const parsed = parsePacket(bytes);
      if (parsed.ok) byUdp.push(parsed.value);
    });
    udp.send(requestBytes({ id: 9, attributes: papAttributes('pppoe-1', 'clientPass') }), authPort, '127.0.0.1');
    udp.send(requestBytes({ id: 10, attributes: papAttributes('blocked', 'clientPass') }), authPort, '127.0.0.1');
    await until('all answers', () => tower.packets.length === 2 && byUdp.length === 2);
    const said = (packets: readonly Packet[]) =>
      packets.toSorted((a, b) => a.id - b.id).map((packet) => [packet.code, packet.attributes().slice(1)]);
    expect(said(tower.packets)).toEqual(said(byUdp));
  });

  it('needs no signature, but Status-Server and EAP do', async () => {
    const { listener, server } = await lab();
    const tower = await router(listener.port);
    const eap = [text(Attr.UserName, 'pppoe-1'), text(Attr.EapMessage, 'x')];
    tower.send(
      requestBytes({ id: 1, secret: 'radsec', signed: false, attributes: eap }),
      requestBytes({ code: PacketCode.StatusServer, id: 2, secret: 'radsec', signed: false, attributes: [] }),
      login(3, 'clientPass', false),
    );
    await until('an answer', () => tower.packets.length === 1);
    expect(answers(tower)).toEqual([[3, PacketCode.AccessAccept]]);
    expect(server.counters.droppedFor('message_authenticator_missing')).toBe(2);
  });

  it('keeps many packets in flight, and answers a repetition once decided with the same bytes', async () => {
    const { listener, server, records } = await lab();
    const tower = await router(listener.port);
    tower.send(...Array.from({ length: 256 }, (_, id) => (id % 2 === 0 ? login(id) : stop(id))));
    await until('256 answers', () => tower.packets.length === 256);
    expect(new Set(tower.packets.map(({ id }) => id)).size).toBe(256);
    expect(records).toHaveLength(128);
    tower.send(login(0), stop(1));
    await until('two more', () => tower.packets.length === 258);
    expect(server.counters.duplicates).toBe(2);
    expect(records).toHaveLength(128);
    expect(tower.packets[256]?.bytes).toEqual(tower.packets.find(({ id }) => id === 0)?.bytes);
  });

  it('lets the sender wait while accounting cannot be kept, and loses nothing', async () => {
    const started = await lab({}, {}, { queueCapacity: 40, batchSize: 10 });
    const { listener, server, records } = started;
    let open = (): void => undefined;
    const shut = new Promise<void>((resolve) => (open = resolve));
    started.gate = () => shut;
    const tower = await router(listener.port);
    for (let at = 0; at < 200; at += 1) {
      const session = requestBytes({
        code: PacketCode.AccountingRequest,
        id: at,
        secret: 'radsec',
        signed: false,
        attributes: [
          integer(Attr.AcctStatusType, AcctStatus.InterimUpdate),
          text(Attr.AcctSessionId, `s${at}`),
          text(Attr.NasPortId, 'x'.repeat(200)),
          text(Attr.CalledStationId, 'y'.repeat(200)),
        ],
      });
      tower.send(session);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until('some wait', () => server.backlog.waiting > 0);
    open();
    await until('all answers', () => tower.packets.length === 200);
    expect(records).toHaveLength(200);
    expect(server.backlog.shed).toBe(0);
  });
});

describe('who is let in', () => {
  it.each([
    ['without a certificate', undefined, 'certificate_missing', {}],
    ['of nobody', hillCertificate, 'certificate_unknown', {}],
    ['with the name of a router that the authority has not signed', forgedCertificate, 'certificate_untrusted', {}],
    ['that has ended', endedCertificate, 'certificate_not_valid', {}],
    [
      'under another fingerprint',
      newTowerCertificate,
      'certificate_unknown',
      { names: [], fingerprints: [towerCertificate.fingerprint] },
    ],
  ])('one %s is sent away, and the log says so', async (_name, certificate, code, tls) => {
    const { listener, events, server } = await lab(tls);
    const stranger = await TlsRouter.connect(listener.port, certificate).catch(() => undefined);
    stranger?.send(login(1));
    await until('it is gone', () => (stranger?.isGone ?? true) && events.length > 0);
    expect(stranger?.packets ?? []).toEqual([]);
    expect(events).toMatchObject([{ outcome: 'drop', code, overTls: true, sourceAddress: '127.0.0.1' }]);
    if (certificate) expect(events[0]?.detail).toContain(`SHA-256 ${certificate.fingerprint}`);
    expect(server.counters.authReceived).toBe(0);
  });

  it('a pinned certificate may be signed by anybody, or by itself', async () => {
    const { listener } = await lab({ names: [], fingerprints: [forgedCertificate.fingerprint] });
    const tower = await router(listener.port, forgedCertificate);
    tower.send(login(1));
    await until('an answer', () => tower.packets.length === 1);
  });

  it('without an authority no name counts', async () => {
    const { key, certificate } = serverCertificate;
    const { listener, events } = await lab(
      {},
      { credentials: { key, certificate, authority: undefined, revocationLists: [] } },
    );
    const tower = await router(listener.port);
    await until('it is gone', () => tower.isGone && events.length > 0);
    expect(events[0]).toMatchObject({ code: 'certificate_untrusted', nasId: 'nas-1' });
  });

  it('a certificate that fits two routers is nobody’s', async () => {
    const twin = specimenNas({ id: 'nas-2', addresses: [], tls: { ...TLS, names: ['TOWER-7'] } });
    const { listener, events } = await lab({}, {}, {}, [twin]);
    const tower = await router(listener.port);
    await until('it is gone', () => tower.isGone && events.length > 0);
    expect(events[0]?.code).toBe('certificate_ambiguous');
  });

  it('the address of a router opens nothing', async () => {
    const { listener, events } = await lab({}, {}, {}, [specimenNas({ id: 'nas-2', addresses: ['127.0.0.1'] })]);
    const stranger = await TlsRouter.connect(listener.port, hillCertificate).catch(() => undefined);
    await until('it is gone', () => (stranger?.isGone ?? true) && events.length > 0);
    expect(events[0]).toMatchObject({ code: 'certificate_unknown', nasId: undefined });
  });

  it('who is told to use TLS alone gets no answer by UDP', async () => {
    const nas = specimenNas({ tls: { ...TLS, only: true } });
    const started = await runTlsServer(snapshotOf([specimenEntry()], [nas]));
    closing.push(() => started.server.stop());
    const udp = createSocket('udp4');
    closing.push(() => void udp.close());
    udp.send(requestBytes({ attributes: papAttributes('pppoe-1', 'clientPass') }), started.authPort, '127.0.0.1');
    await until('a line', () => started.events.length > 0);
    expect(started.events[0]).toMatchObject({ outcome: 'drop', code: 'not_over_tls', nasId: 'nas-1' });
    const tower = await router(started.listener.port);
    tower.send(login(1));
    await until('an answer', () => tower.packets.length === 1);
  });

  it('is asked again when routers change: who is not known any more is sent away', async () => {
    const started = await lab();
    const tower = await router(started.listener.port);
    await until('it is connected', () => started.listener.connections.length === 1);
    started.listener.recheck();
    expect(started.listener.connections).toHaveLength(1);
    started.routers = [];
    started.listener.recheck();
    await until('it is gone', () => tower.isGone);
    expect(started.listener.connections).toHaveLength(0);
  });

  it('a new certificate of the server is shown from the next connection on, and a bad one never', async () => {
    const { listener } = await lab();
    const before = await router(listener.port);
    const { certificate, key } = newServerCertificate;
    expect(() => listener.present({ ...CREDENTIALS, certificate })).toThrow();
    listener.present({ ...CREDENTIALS, certificate, key });
    const after = await router(listener.port, towerCertificate, { checkServerIdentity: () => undefined });
    const shown = (one: TlsRouter): string => one.socket.getPeerCertificate().subject.CN?.toString() ?? '';
    expect([shown(before), shown(after)]).toEqual(['radius.test', 'new.radius.test']);
    before.send(login(1));
    await until('the old connection goes on', () => before.packets.length === 1);
  });
});

describe('a connection ends', () => {
  it.each([
    ['that speaks something else', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 'length_over_4096'],
    ['with a packet of 5,000 bytes', Buffer.from([1, 1, 0x13, 0x88, ...Buffer.alloc(60)]), 'length_over_4096'],
    ['with a length below the header', Buffer.from([1, 1, 0, 4]), 'length_below_header'],
    [
      'with a garbled attribute',
      Buffer.concat([Buffer.from([1, 1, 0, 22]), Buffer.alloc(16), Buffer.from([1, 1])]),
      'attribute_length_below_2',
    ],
    ['under another secret', stop(1, 's1', SECRET), 'request_authenticator_wrong'],
    [
      'signed under another secret',
      requestBytes({ attributes: papAttributes('pppoe-1', 'clientPass') }),
      'message_authenticator_wrong',
    ],
  ])('%s, and the log says why', async (_name, bytes, why) => {
    const { listener, events } = await lab();
    const tower = await router(listener.port);
    tower.send(bytes, login(2));
    await until('it is gone', () => tower.isGone);
    await until('a line', () => events.some(({ code }) => code === 'connection_ended'));
    expect(events.find(({ code }) => code === 'connection_ended')).toMatchObject({ detail: why, nasId: 'nas-1' });
    expect(tower.packets).toEqual([]);
  });

  it('that leaves a packet unfinished, or says nothing for long', async () => {
    const slow = await lab({}, { packetMs: 100, idleMs: 60_000 });
    const tower = await router(slow.listener.port);
    tower.send(login(1), login(2).subarray(0, 30));
    await until('it is gone', () => tower.isGone);
    expect(answers(tower)).toEqual([[1, PacketCode.AccessAccept]]);
    const quiet = await lab({}, { idleMs: 100 });
    const idle = await router(quiet.listener.port);
    await until('it is gone', () => idle.isGone);
    expect(quiet.events).toEqual([]);
  });

  it('that never comes to TLS, and others go on meanwhile', async () => {
    const { listener, events } = await lab({}, { handshakeMs: 100 });
    const mute = connectTcp(listener.port, '127.0.0.1');
    closing.push(() => void mute.destroy());
    mute.on('error', () => undefined);
    const closed = once(mute, 'close');
    const tower = await router(listener.port);
    tower.send(login(1));
    await until('an answer', () => tower.packets.length === 1);
    await closed;
    await until('a line', () => events.some(({ code }) => code === 'handshake_failed'));
  });
});

describe('changes of sessions on the connection of the router (RFC 8559)', () => {
  const encoder = new PacketEncoder();
  const reply = (question: Packet, code: number, attributes: readonly Attribute[] = []): Buffer | undefined => {
    const made = encoder.reply({
      code,
      request: question,
      secret: RADSEC_SECRET,
      attributes,
      messageAuthenticator: true,
    });
    return made.ok ? made.value : undefined;
  };
  const names: readonly Attribute[] = [text(Attr.UserName, 'pppoe-1'), text(Attr.AcctSessionId, '81000001')];

  it('are asked, signed, and acknowledged or refused', async () => {
    const { listener } = await lab({ changes: 'tls' });
    const tower = await router(listener.port);
    tower.answer = (question) =>
      question.code === PacketCode.DisconnectRequest
        ? reply(question, PacketCode.DisconnectAck)
        : reply(question, PacketCode.CoaNak, [integer(Attr.ErrorCause, 503)]);
    await until('it is connected', () => listener.connections.length === 1);
    const [ended, changed] = await Promise.all([
      listener.ask('nas-1', { kind: 'disconnect', attributes: names }),
      listener.ask('nas-1', { kind: 'coa', attributes: names }),
    ]);
    expect(ended).toMatchObject({ answer: 'ack', attempts: 1 });
    expect(changed).toMatchObject({ answer: 'nak', errorCause: 503 });
    const [question] = tower.packets;
    expect(question && checkMessageAuthenticator(question, RADSEC_SECRET)).toBe('valid');
    expect(question?.text(Attr.UserName)).toBe('pppoe-1');
    expect(question?.integer(Attr.EventTimestamp)).toBeDefined();
  });

  it('go out beside logins, a thousand of them, each answered once', async () => {
    const { listener } = await lab({ changes: 'tls' });
    const tower = await router(listener.port);
    tower.answer = (question) => reply(question, PacketCode.CoaAck);
    await until('it is connected', () => listener.connections.length === 1);
    const all = Array.from({ length: 1_000 }, () => listener.ask('nas-1', { kind: 'coa', attributes: names }));
    const done = await Promise.all(all);
    expect(done.filter((one) => one?.answer === 'ack')).toHaveLength(1_000);
  });

  it('are given up when nobody answers, when an answer is forged, and when the connection goes', async () => {
    const { listener } = await lab({ changes: 'tls' }, { answerMs: 150 });
    const tower = await router(listener.port);
    await until('it is connected', () => listener.connections.length === 1);
    tower.answer = (question) => {
      const forged = reply(question, PacketCode.DisconnectAck);
      forged?.fill(7, 4, 20);
      return forged;
    };
    expect(await listener.ask('nas-1', { kind: 'disconnect', attributes: names })).toMatchObject({
      answer: 'timeout',
      ignored: 1,
    });
    tower.answer = () => {
      tower.close();
      return undefined;
    };
    expect(await listener.ask('nas-1', { kind: 'disconnect', attributes: names })).toMatchObject({ answer: 'timeout' });
    expect(listener.ask('nas-1', { kind: 'disconnect', attributes: names })).toBeUndefined();
  });
});
