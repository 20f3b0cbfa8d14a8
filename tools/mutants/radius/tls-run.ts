import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { SeededRandom, SystemClock } from '@demarc/kernel';
import {
  CertificateMaker,
  type OwnCertificate,
  RadiusServer,
  SnapshotIndex,
  type TlsListener,
  USUAL_TLS_LIMITS,
} from '@demarc/networking/radius';
import type { Dice } from '../dice.ts';
import { type Findings, Tally } from '../findings.ts';
import { Answers } from './answers.ts';
import { Counted } from './counted.ts';
import { accessExpected, accountingExpected, expected } from './expected.ts';
import { pap } from './originals.ts';
import { ENTRIES, OPEN, ROUTERS, SECRET } from './people.ts';
import { completed, type Meaning, meaningOf, pieces, stream } from './streams.ts';
import { assemble, CODE, MESSAGE_AUTHENTICATOR, type Read, sign } from './wire.ts';

const LIMIT_MS = 10_000;
const DAYS = 10_000;
const HONEST_ID = 200;
const maker = new CertificateMaker(new SeededRandom('mutants over TLS'), new Date());

/** The server of the product on a real socket, and connections on which requests come cut, joined and spoilt. */
export class TlsRun {
  readonly tally = new Tally();
  private readonly counted = new Counted();
  private readonly findings: Findings;
  private readonly dice: Dice;
  private readonly server: RadiusServer;
  private readonly own = maker.make({ name: 'tower', use: 'router', days: DAYS, keys: 'ec' });
  private listener: TlsListener | undefined;

  private constructor(findings: Findings, dice: Dice) {
    this.findings = findings;
    this.dice = dice;
    const snapshot = new SnapshotIndex();
    for (const entry of ENTRIES) snapshot.put(entry);
    this.server = new RadiusServer(
      {
        clock: new SystemClock(),
        snapshot: () => snapshot,
        online: { countOthers: () => 0 },
        accounting: this.counted,
        authLog: { write: () => undefined },
        fault: (where, fault) => {
          if (where !== 'reply') findings.add(`a fault in ${where} over TLS: ${String(fault)}`);
        },
      },
      { authPort: 0, acctPort: 0 },
    );
  }

  static async open(findings: Findings, dice: Dice): Promise<TlsRun> {
    const run = new TlsRun(findings, dice);
    await run.listen();
    return run;
  }

  private async listen(): Promise<void> {
    const { key, certificate } = maker.make({ name: 'radius.test', use: 'server', days: DAYS, keys: 'ec' });
    const tls = { fingerprints: [this.own.fingerprint], names: [], changes: 'tls', only: true } as const;
    const routers = ROUTERS.slice(0, 1).map((router) => ({ ...router, tls }));
    let connections = 0;
    await this.server.start();
    this.listener = await this.server.listenTls(
      {
        ...USUAL_TLS_LIMITS,
        host: '127.0.0.1',
        port: 0,
        credentials: { key, certificate, authority: undefined, revocationLists: [] },
      },
      {
        routers: () => routers,
        revocation: () => undefined,
        newId: () => String((connections += 1)),
        changed: () => undefined,
      },
    );
  }

  /** At least so many requests, a connection a stream of them. */
  async send(mutants: number): Promise<void> {
    for (let left = mutants; left > 0;) {
      const octets = completed(stream(this.dice), this.dice);
      const whole = Buffer.concat([octets, this.honest()]);
      const meaning = meaningOf(whole);
      await this.connection(whole, meaning);
      this.counted.forgetLast();
      left -= Math.max(1, meaning.requests.length);
    }
  }

  async close(): Promise<void> {
    await this.server.stop();
    this.counted.compare(this.findings);
    this.tally.add('kept', this.counted.records);
  }

  private honest(): Buffer {
    const authenticator = this.dice.bytes(16);
    const signature = { type: MESSAGE_AUTHENTICATOR, value: Buffer.alloc(16) };
    return sign(assemble(CODE.access, HONEST_ID, authenticator, [...pap(OPEN, authenticator), signature]), SECRET);
  }

  private async connection(octets: Buffer, { requests, ends }: Meaning): Promise<void> {
    const answers = new Answers(this.findings, this.tally);
    for (const request of requests) {
      const sent = this.expectedOf(request);
      // Whoever is hung up on may miss what was answered before.
      answers.expect(ends ? { ...sent, must: false } : sent);
    }
    const line = await Line.open(this.listener?.port ?? 0, this.own, answers);
    for (const piece of pieces(octets, this.dice)) line.send(piece);
    const isDone = (): boolean => (ends ? line.isGone : answers.areComplete);
    if (!(await line.until(isDone, LIMIT_MS)))
      this.findings.add(`a connection did not ${ends ? 'end' : 'go on'}`, octets);
    if (!ends && line.isGone) this.findings.add('a connection ended that said nothing wrong', octets);
    line.close();
    answers.settle();
    this.tally.add(ends ? 'ended' : 'went on');
  }

  private expectedOf(request: Read): ReturnType<typeof expected> {
    return request.code === CODE.accounting
      ? accountingExpected(request, 'lenient', this.counted)
      : accessExpected(request, 'lenient');
  }
}

/** A router's end of a connection. */
class Line {
  private readonly socket: TLSSocket;
  private held: Buffer = Buffer.alloc(0);
  private happened: (() => void) | undefined;
  isGone = false;

  private constructor(socket: TLSSocket, answers: Answers) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => this.take(chunk, answers));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isGone = true;
      this.happened?.();
    });
  }

  static async open(port: number, { key, certificate }: OwnCertificate, answers: Answers): Promise<Line> {
    const socket = connect({ host: '127.0.0.1', port, key, cert: certificate, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    socket.setNoDelay(true);
    return new Line(socket, answers);
  }

  send(piece: Buffer): void {
    this.socket.write(piece);
  }

  /** False when it is not so after the limit. */
  async until(isSo: () => boolean, limitMs: number): Promise<boolean> {
    const endMs = performance.now() + limitMs;
    while (!isSo() && !this.isGone && performance.now() < endMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.happened = resolve;
      const limit = setTimeout(resolve, limitMs);
      await promise;
      clearTimeout(limit);
    }
    return isSo();
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer, answers: Answers): void {
    this.held = Buffer.concat([this.held, chunk]);
    while (this.held.length >= 4 && this.held.length >= this.held.readUInt16BE(2)) {
      const length = Math.max(4, this.held.readUInt16BE(2));
      answers.take(this.held.subarray(0, length));
      this.held = this.held.subarray(length);
    }
    this.happened?.();
  }
}
