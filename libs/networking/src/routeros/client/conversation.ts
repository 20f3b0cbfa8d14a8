import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { RouterError, type RouterErrorCode } from '../errors.js';
import { encodeSentence } from '../wire/encode.js';
import type { WireLimits } from '../wire/limits.js';
import { parseReply, type Reply, type RouterRow } from '../wire/reply.js';
import { SentenceDecoder } from '../wire/sentence-decoder.js';
import type { AdaptivePace } from './adaptive-pace.js';
import { PendingCommand, type CommandOptions, type CommandReply } from './pending-command.js';
import { TurnQueue } from './turn-queue.js';

export interface ConversationOptions {
  readonly limits: WireLimits;
  readonly pace: AdaptivePace;
  readonly commandTimeoutMs: number;
  /** How long a command that was called off may take to end before the line is taken for dead. */
  readonly cancelGraceMs: number;
  readonly mostWaiting: number;
}

/** Many commands over one line: each has a tag, its answers come in any order, none waits for another beyond its turn. */
export class Conversation {
  private readonly underWay = new Map<string, PendingCommand>();
  private readonly turns: TurnQueue;
  private readonly decoder: SentenceDecoder;
  private lastTag = 0;
  private ended: RouterError | undefined;
  private readonly whenEnded: (() => void)[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly options: ConversationOptions,
  ) {
    this.turns = new TurnQueue(options.mostWaiting);
    this.decoder = new SentenceDecoder(options.limits, (sentence) => this.hear(parseReply(sentence)));
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (cause) => this.end('ROUTER_CLOSED', 'The line to the router broke.', { cause }));
    socket.on('end', () => this.end('ROUTER_CLOSED', 'The router closed the line.'));
    socket.on('close', () => this.end('ROUTER_CLOSED', 'The line to the router is closed.'));
  }

  get isOpen(): boolean {
    return this.ended === undefined;
  }

  onEnd(heard: () => void): void {
    if (this.ended) heard();
    else this.whenEnded.push(heard);
  }

  /** Sends when it is this command's turn. `words`: the command and its attributes and queries, without a tag. */
  async run(words: readonly string[], options: CommandOptions = {}): Promise<CommandReply> {
    const { pace } = this.options;
    await this.turns.take(() => pace.limit, options.signal);
    const sentAt = performance.now();
    const pending = this.start(words, { timeoutMs: this.options.commandTimeoutMs, ...options });
    void pending.over.then(() => {
      if (pending.brief) pace.observe(performance.now() - sentAt, this.turns.taken);
      this.turns.giveBack(() => pace.limit);
    });
    return pending.answered;
  }

  /** Runs beside the others until it is called off; for `listen`, which ends only so. */
  runAside(words: readonly string[], options: CommandOptions): Promise<CommandReply> {
    return this.start(words, { replyOctets: Number.POSITIVE_INFINITY, ...options }).answered;
  }

  close(): void {
    this.end('ROUTER_CLOSED', 'The line to the router was closed on our side.');
  }

  private start(words: readonly string[], options: CommandOptions): PendingCommand {
    this.lastTag += 1;
    const tag = this.lastTag.toString(36);
    const pending = new PendingCommand(tag, { replyOctets: this.options.limits.replyOctets, ...options }, (why) =>
      this.callOff(pending, why),
    );
    if (this.ended || options.signal?.aborted) {
      pending.fail(this.ended ? this.copyOf(this.ended, 'not_sent') : calledOffUnsent());
      pending.finish();
      return pending;
    }
    this.underWay.set(tag, pending);
    pending.begin();
    this.socket.write(encodeSentence([...words, `.tag=${tag}`]));
    return pending;
  }

  private take(chunk: Buffer): void {
    if (this.ended) return;
    try {
      this.decoder.push(chunk);
    } catch (error) {
      if (!(error instanceof RouterError)) throw error;
      this.end(error.code, error.message, { cause: error });
    }
  }

  private hear(reply: Reply): void {
    if (this.ended) return;
    if (reply.kind === 'fatal') {
      const routerSays = reply.loose[0] ?? reply.attributes['message'];
      this.end('ROUTER_CLOSED', 'The router ended the conversation.', { routerSays });
      return;
    }
    const pending = this.underWay.get(reply.tag ?? '');
    if (!pending)
      throw new RouterError('ROUTER_GARBLED', 'The router answered something that was not asked.', {
        outcome: 'unknown',
      });
    pending.hear(reply);
    if (reply.kind === 'done') this.underWay.delete(pending.tag);
  }

  /** The caller has its error already; the router is told to stop, and what it still sends is dropped. */
  private callOff(pending: PendingCommand, error: RouterError): void {
    pending.fail(error);
    if (this.ended || !this.underWay.has(pending.tag)) return;
    this.lastTag += 1;
    const tag = this.lastTag.toString(36);
    const cancel = new PendingCommand(tag, {}, () => undefined);
    cancel.answered.catch(() => undefined);
    this.underWay.set(tag, cancel);
    this.socket.write(encodeSentence(['/cancel', `=tag=${pending.tag}`, `.tag=${tag}`]));
    const grace = setTimeout(() => {
      this.end('ROUTER_TIMEOUT', 'The router does not answer any more.');
    }, this.options.cancelGraceMs);
    void Promise.all([pending.over, cancel.over]).then(() => clearTimeout(grace));
  }

  private end(
    code: RouterErrorCode,
    sentence: string,
    details: { cause?: unknown; routerSays?: string | undefined } = {},
  ): void {
    if (this.ended) return;
    this.ended = new RouterError(code, sentence, details);
    this.socket.destroy();
    for (const pending of this.underWay.values()) {
      pending.fail(this.copyOf(this.ended, 'unknown'));
      pending.finish();
    }
    this.underWay.clear();
    this.turns.giveBack(() => Number.POSITIVE_INFINITY);
    for (const heard of this.whenEnded.splice(0)) heard();
  }

  private copyOf(error: RouterError, outcome: 'not_sent' | 'unknown'): RouterError {
    return new RouterError(error.code, error.message, { outcome, routerSays: error.routerSays, cause: error.cause });
  }
}

function calledOffUnsent(): RouterError {
  return new RouterError('ROUTER_CANCELLED', 'The command to the router was called off.');
}

export type { CommandOptions, CommandReply, RouterRow };
