import { createHash, createHmac } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { SeededRandom, SystemClock } from '@demarc/kernel';
import { Attr, CoaClient } from '@demarc/networking/radius';
import type { Dice } from '../dice.ts';
import { type Findings, Tally } from '../findings.ts';
import { SECRET } from './people.ts';
import { answers, assemble, MESSAGE_AUTHENTICATOR, read, type Read, type Tlv } from './wire.ts';

const ACK = 44;
const NAK = 45;
/** Forged answers that come before the true one. */
const FORGED = 24;

/** A router that answers each change with forged and mutated packets, and then with the truth. */
export class ChangeRun {
  readonly tally = new Tally();
  private readonly findings: Findings;
  private readonly dice: Dice;
  private readonly router: Socket;
  private readonly client: CoaClient;
  private port = 0;
  private truth: 'ack' | 'nak' = 'ack';
  private forged = 0;

  private constructor(findings: Findings, dice: Dice) {
    this.findings = findings;
    this.dice = dice;
    this.router = createSocket('udp4');
    this.client = new CoaClient(new SystemClock(), new SeededRandom('changes'));
  }

  static async open(findings: Findings, dice: Dice): Promise<ChangeRun> {
    const run = new ChangeRun(findings, dice);
    run.router.bind(0, '127.0.0.1');
    await once(run.router, 'listening');
    run.port = run.router.address().port;
    run.router.on('message', (datagram, from) => run.answer(datagram, from));
    return run;
  }

  async send(mutants: number): Promise<void> {
    for (let left = mutants; left > 0; left -= FORGED) {
      this.truth = this.dice.oneIn(2) ? 'ack' : 'nak';
      this.forged = 0;
      const said = await this.client.send({
        kind: 'coa',
        address: '127.0.0.1',
        port: this.port,
        secret: SECRET,
        attributes: [{ vendor: 0, type: Attr.AcctSessionId, value: '80000001' }],
        firstTimeoutMs: 5_000,
        attempts: 2,
      });
      this.tally.add(`change ${said.answer}`);
      if (said.answer !== this.truth)
        this.findings.add(`a change was answered ${this.truth} and taken for ${said.answer}`);
      if (said.ignored < this.forged)
        this.findings.add(`of ${this.forged} forged answers ${said.ignored} were ignored`);
    }
  }

  async close(): Promise<void> {
    const closed = once(this.router, 'close');
    this.router.close();
    await closed;
  }

  private answer(datagram: Buffer, from: RemoteInfo): void {
    const request = read(datagram);
    if (!request) return this.findings.add('our own change cannot be read', datagram);
    for (let k = 0; k < FORGED; k += 1) {
      const lie = this.lie(request);
      const isTrue = answers(lie, request, SECRET) && lie.bytes.length > 0;
      if (isTrue) continue;
      this.forged += 1;
      this.router.send(lie.bytes, from.port, from.address);
    }
    this.router.send(signedReply(request, this.truth === 'ack' ? ACK : NAK, SECRET), from.port, from.address);
  }

  /** The true answer with something changed, the other answer under another secret, or an answer to another request. */
  private lie(request: Read): Read {
    const code = this.dice.oneIn(2) ? ACK : NAK;
    const secret = this.dice.oneIn(3) ? this.dice.bytes(16) : SECRET;
    const bytes = signedReply(request, code, secret);
    for (let times = 1 + this.dice.below(3); times > 0; times -= 1)
      bytes[this.dice.below(bytes.length)] = this.dice.below(256);
    const cut = this.dice.oneIn(4) ? bytes.subarray(0, this.dice.below(bytes.length)) : bytes;
    return read(cut) ?? { code, id: -1, authenticator: Buffer.alloc(16), bytes: cut, tlvs: [] };
  }
}

/** RFC 5176 §2.3 and §3.4. */
function signedReply(request: Read, code: number, secret: Buffer): Buffer {
  const tlvs: Tlv[] = [{ type: MESSAGE_AUTHENTICATOR, value: Buffer.alloc(16) }];
  if (code === NAK) tlvs.push({ type: 101, value: Buffer.of(0, 0, 1, 0xf7) });
  const packet = assemble(code, request.id, request.authenticator, tlvs);
  createHmac('md5', secret).update(packet).digest().copy(packet, 22);
  createHash('md5').update(packet).update(secret).digest().copy(packet, 4);
  return packet;
}
