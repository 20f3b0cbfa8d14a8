import { SettableClock } from '@demarc/kernel';
import {
  authenticate,
  checkMessageAuthenticator,
  checkRequestAuthenticator,
  decodeAttributes,
  explain,
  parsePacket,
  RadiusServer,
  readAccounting,
  SnapshotIndex,
} from '@demarc/networking/radius';
import type { Dice } from '../dice.ts';
import { type Findings, Tally } from '../findings.ts';
import { Counted } from './counted.ts';
import type { Sent } from './answers.ts';
import { accessExpected, accountingExpected, expected } from './expected.ts';
import { Mailbox } from './mailbox.ts';
import { mutant } from './mutations.ts';
import { accessOriginal, accountingOriginal, number, pap, text, type Original } from './originals.ts';
import { ADDRESS, BLOCKED, ENTRIES, OPEN, ROUTERS, SECRET, type Source } from './people.ts';
import { assemble, CODE, MESSAGE_AUTHENTICATOR, read, sign, type Read } from './wire.ts';

const NOW = new Date('2026-05-04T10:03:00Z');
const SOURCES: readonly Source[] = ['strict', 'lenient', 'stranger'];
/** So many go out before the answers are looked at: what a socket holds without losing any. */
const AT_ONCE = 16;
const ANSWER_LIMIT_MS = 10_000;
/** By the server's clock, so that it also forgets what it has answered. */
const ROUND_MS = 50;
const nobodyOnline = { countOthers: (): number => 0 };

interface Router {
  readonly source: Source;
  readonly auth: Mailbox;
  readonly acct: Mailbox;
  /** Answered requests use ids that mutants seldom hit. */
  nextId: number;
}

/** The server of the product on real sockets, and mutated requests of three senders. */
export class ServerRun {
  readonly tally = new Tally();
  private readonly counted = new Counted();
  private readonly clock = new SettableClock(NOW);
  private readonly snapshot = new SnapshotIndex();
  private readonly findings: Findings;
  private readonly dice: Dice;
  private readonly server: RadiusServer;
  private routers: Router[] = [];
  private sentAuth = 0;
  private sentAcct = 0;

  private constructor(findings: Findings, dice: Dice) {
    this.findings = findings;
    this.dice = dice;
    for (const entry of ENTRIES) this.snapshot.put(entry);
    this.snapshot.setNas(ROUTERS);
    this.server = new RadiusServer(
      {
        clock: this.clock,
        snapshot: () => this.snapshot,
        online: nobodyOnline,
        accounting: this.counted,
        authLog: { write: (lines) => this.tally.add('logged', lines.length) },
        fault: (where, fault) => this.noteFault(where, String(fault)),
      },
      { authPort: 0, acctPort: 0, authLogEveryMs: 20 },
    );
  }

  static async open(findings: Findings, dice: Dice): Promise<ServerRun> {
    const run = new ServerRun(findings, dice);
    const { authPort, acctPort } = await run.server.start();
    for (const source of SOURCES) {
      const [auth, acct] = await Promise.all(
        [authPort, acctPort].map((port) => Mailbox.open(ADDRESS[source], port, findings, run.tally)),
      );
      if (auth && acct) run.routers.push({ source, auth, acct, nextId: 0 });
    }
    return run;
  }

  async send(mutants: number): Promise<void> {
    for (let left = mutants; left > 0; left -= SOURCES.length * AT_ONCE) {
      for (const router of this.routers)
        for (let k = 0; k < AT_ONCE; k += 1) {
          if (this.dice.below(5) < 3) this.sendAccess(router, k);
          else this.sendAccounting(router, k);
        }
      for (const router of this.routers) if (router.source !== 'stranger') await this.probe(router);
      for (const { auth, acct } of this.routers) {
        auth.settle();
        acct.settle();
      }
      this.counted.forgetLast();
      this.clock.advance(ROUND_MS);
    }
  }

  async close(): Promise<void> {
    const { counters } = this.server;
    await this.server.stop();
    this.counted.compare(this.findings);
    const lost = this.sentAuth + this.sentAcct - counters.authReceived - counters.acctReceived;
    if (lost > 0) this.findings.add(`${lost} datagrams did not reach the server`);
    const faults = counters.droppedFor('internal_error');
    if (faults > 0) this.findings.add(`${faults} datagrams ended in a fault of the server`);
    this.tally.add('kept', this.counted.records);
    for (const { auth, acct } of this.routers) await Promise.all([auth.close(), acct.close()]);
  }

  /** What has to come back may be more than an answer holds: that is said, and nothing else is. */
  private noteFault(where: string, fault: string): void {
    if (where === 'reply' && fault.includes('packet_too_long')) this.tally.add('too long to answer');
    else this.findings.add(`a fault in ${where}: ${fault}`);
  }

  private sendAccess(router: Router, k: number): void {
    const datagram = mutant(accessOriginal(this.dice), k, this.dice);
    const request = read(datagram);
    this.readDirectly(datagram, request, router.source);
    this.sentAuth += 1;
    router.auth.send(datagram, request && accessExpected(request, router.source));
  }

  private sendAccounting(router: Router, k: number): void {
    const datagram = mutant(accountingOriginal(this.dice), k, this.dice);
    const request = read(datagram);
    this.readDirectly(datagram, request, router.source);
    const times = this.dice.oneIn(8) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      this.sentAcct += 1;
      router.acct.send(datagram, request && accountingExpected(request, router.source, this.counted));
    }
  }

  /** An honest request in between is answered as it should be, on both ports: by then the server has read all before it. */
  private async probe(router: Router): Promise<void> {
    const id = 200 + (router.nextId % 50);
    router.nextId += 1;
    const person = this.dice.oneIn(2) ? OPEN : BLOCKED;
    const authenticator = this.dice.bytes(16);
    const signature = { type: MESSAGE_AUTHENTICATOR, value: Buffer.alloc(16) };
    const login = { code: CODE.access, authenticator, tlvs: [...pap(person, authenticator), signature] };
    await this.honest(router.auth, login, id, (request) =>
      expected(request, [person.isOpen ? CODE.accept : CODE.reject], true),
    );
    const tlvs = [number(40, 3), text(44, `honest ${router.source}`), number(46, router.nextId), number(42, 1_000)];
    const report = { code: CODE.accounting, authenticator: Buffer.alloc(16), tlvs };
    await this.honest(router.acct, report, id, (request) => accountingExpected(request, router.source, this.counted));
  }

  private async honest(box: Mailbox, original: Original, id: number, expect: (request: Read) => Sent): Promise<void> {
    const datagram = sign(assemble(original.code, id, original.authenticator, original.tlvs), SECRET);
    const request = read(datagram);
    if (!request) throw new Error('an honest request cannot be read');
    const sent = expect(request);
    box.send(datagram, sent);
    if (original.code === CODE.access) this.sentAuth += 1;
    else this.sentAcct += 1;
    this.tally.add('honest');
    if (!(await box.answered(datagram, sent, ANSWER_LIMIT_MS)))
      throw new Error(`an honest request had no answer for ${ANSWER_LIMIT_MS} ms`);
  }

  /** The codec and the decision without the server around them: the same reading as ours, and no exception. */
  private readDirectly(datagram: Buffer, request: Read | undefined, source: Source): void {
    try {
      const parsed = parsePacket(datagram);
      if (parsed.ok !== (request !== undefined)) this.findings.add('the two readings differ', datagram);
      const nas = ROUTERS.find(({ name }) => name === source);
      if (!parsed.ok || !nas) return;
      decodeAttributes(parsed.value);
      readAccounting(parsed.value, nas, ADDRESS[source], NOW.getTime());
      checkMessageAuthenticator(parsed.value, SECRET);
      checkRequestAuthenticator(parsed.value, SECRET);
      const context = { nas, snapshot: this.snapshot, online: nobodyOnline, nowMs: NOW.getTime(), signedBefore: false };
      const decision = authenticate(parsed.value, context);
      if (parsed.value.code !== CODE.access || !this.dice.oneIn(16)) return;
      if (explain(parsed.value, context).decision.kind !== decision.kind)
        this.findings.add('the explanation says otherwise than the decision', datagram);
    } catch (error) {
      this.findings.add(`reading threw ${String(error)}`, datagram);
    }
  }
}
