import { RouterError, trapCategory } from '../errors.js';
import type { Reply, RouterRow } from '../wire/reply.js';

export interface CommandOptions {
  /** From the moment the command is sent to its last answer; none when 0. */
  readonly timeoutMs?: number;
  readonly replyOctets?: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes rows as they come; they are then not collected. */
  readonly onRow?: ((row: RouterRow) => void) | undefined;
}

export interface CommandReply {
  readonly rows: readonly RouterRow[];
  /** What came with `!done`: `ret` of add, find and count-only. */
  readonly done: RouterRow;
}

/** One command from its sending to its `!done`. The caller may have its error long before. */
export class PendingCommand {
  readonly answered: Promise<CommandReply>;
  /** The router has nothing more to say about this command. */
  readonly over: Promise<void>;
  private readonly answer = Promise.withResolvers<CommandReply>();
  private readonly end = Promise.withResolvers<void>();
  private readonly rows: RouterRow[] = [];
  private count = 0;
  private octets = 0;
  private trap: RouterError | undefined;
  private failed = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly onAbort = (): void => this.callOff(new RouterError('ROUTER_CANCELLED', CALLED_OFF, UNKNOWN));

  constructor(
    readonly tag: string,
    private readonly options: CommandOptions,
    private readonly callOff: (why: RouterError) => void,
  ) {
    this.answered = this.answer.promise;
    this.over = this.end.promise;
  }

  /** Its round trip tells how busy the router is; that of a long list does not. */
  get brief(): boolean {
    return !this.failed && this.count <= 1;
  }

  begin(): void {
    const { timeoutMs = 0, signal } = this.options;
    if (timeoutMs > 0) this.timer = setTimeout(() => this.callOff(this.trap ?? timedOut(timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  hear(reply: Reply): void {
    if (reply.kind === 'done') this.finish(reply.attributes);
    else if (this.failed) return;
    else if (reply.kind === 'trap') this.trap ??= trapOf(reply);
    else if (reply.kind === 're') this.takeRow(reply);
  }

  fail(error: RouterError): void {
    this.failed = true;
    this.letGo();
    this.rows.length = 0;
    this.answer.reject(error);
  }

  finish(done: RouterRow = {}): void {
    this.letGo();
    if (this.trap) this.answer.reject(this.trap);
    else if (!this.failed) this.answer.resolve({ rows: this.rows, done });
    this.end.resolve();
  }

  private takeRow(reply: Reply): void {
    this.octets += reply.octets;
    if (this.octets > (this.options.replyOctets ?? Number.POSITIVE_INFINITY)) {
      this.callOff(new RouterError('ROUTER_REPLY_TOO_LARGE', TOO_LARGE, UNKNOWN));
      return;
    }
    this.count += 1;
    if (!this.options.onRow) this.rows.push(reply.attributes);
    else this.giveRow(this.options.onRow, reply.attributes);
  }

  /** A reader who throws ends its own command, not the line that others use. */
  private giveRow(onRow: (row: RouterRow) => void, row: RouterRow): void {
    try {
      onRow(row);
    } catch (cause) {
      this.callOff(new RouterError('ROUTER_CANCELLED', CALLED_OFF, { ...UNKNOWN, cause }));
    }
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.options.signal?.removeEventListener('abort', this.onAbort);
  }
}

const UNKNOWN = { outcome: 'unknown' } as const;
const CALLED_OFF = 'The command to the router was called off.';
const TOO_LARGE = 'The router answered with more than is read of one answer.';

function timedOut(timeoutMs: number): RouterError {
  return new RouterError('ROUTER_TIMEOUT', `The router did not answer within ${timeoutMs / 1_000} s.`, UNKNOWN);
}

function trapOf({ attributes, loose }: Reply): RouterError {
  const routerSays = attributes['message'] ?? loose[0] ?? '';
  return new RouterError('ROUTER_TRAP', `The router refused: ${routerSays}`, {
    outcome: 'refused',
    category: trapCategory(attributes['category']),
    routerSays,
  });
}
