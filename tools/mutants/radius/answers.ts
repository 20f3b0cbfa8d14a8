import type { Findings, Tally } from '../findings.ts';
import { SECRET } from './people.ts';
import { answers, CODE, isSignedFirst, read, type Read } from './wire.ts';

/** What was sent, and what may come back for it. */
export interface Sent {
  readonly request: Read;
  readonly may: ReadonlySet<number>;
  readonly must: boolean;
  isAnswered: boolean;
}

/** Holds each answer that comes back to one sender against what may be answered. */
export class Answers {
  private readonly findings: Findings;
  private readonly tally: Tally;
  private readonly open = new Map<number, Sent[]>();

  constructor(findings: Findings, tally: Tally) {
    this.findings = findings;
    this.tally = tally;
  }

  expect(sent: Sent): void {
    const { id } = sent.request;
    this.open.set(id, [...(this.open.get(id) ?? []), sent]);
  }

  take(bytes: Buffer): void {
    const reply = read(bytes);
    // The same packet twice may have one answer: the second came while the first was at work.
    const sent = reply ? (this.open.get(reply.id) ?? []).filter(({ request }) => answers(reply, request, SECRET)) : [];
    if (reply) for (const one of sent) this.judge(reply, one);
    if (sent.length === 0) this.findings.add('an answer to nothing that was asked', bytes);
  }

  get areComplete(): boolean {
    return [...this.open.values()].every((all) => all.every(({ must, isAnswered }) => isAnswered || !must));
  }

  /** Whoever had to be answered was, and late answers belong to nobody. */
  settle(): void {
    for (const all of this.open.values())
      for (const sent of all)
        if (sent.must && !sent.isAnswered) this.findings.add('a valid request was not answered', sent.request.bytes);
    this.open.clear();
  }

  private judge(reply: Read, sent: Sent): void {
    sent.isAnswered = true;
    this.tally.add(`answer ${reply.code}`);
    if (!sent.may.has(reply.code)) this.findings.add(`answered with ${reply.code}`, sent.request.bytes);
    if (reply.code !== CODE.kept && !isSignedFirst(reply, sent.request, SECRET))
      this.findings.add('an answer without a right Message-Authenticator in front', reply.bytes);
  }
}
