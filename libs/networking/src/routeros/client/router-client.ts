import { DEFAULT_LIMITS, type WireLimits } from '../wire/limits.js';
import type { Query } from '../wire/query.js';
import type { RouterRow } from '../wire/reply.js';
import { isItemId, parseIds, type RouterItemId } from '../values/values.js';
import { AdaptivePace, type PaceOptions } from './adaptive-pace.js';
import { Conversation, type CommandOptions, type CommandReply } from './conversation.js';
import { dial, type RouterAddress } from './dial.js';
import { listenTo, type RouterNews } from './listener.js';
import { logIn, type LoginMethod, type RouterAccount } from './login.js';

export interface RouterClientOptions {
  readonly login?: LoginMethod;
  readonly limits?: Partial<WireLimits>;
  readonly pace?: PaceOptions;
  readonly connectTimeoutMs?: number;
  readonly commandTimeoutMs?: number;
  readonly cancelGraceMs?: number;
  /** Commands that may wait for their turn. */
  readonly mostWaiting?: number;
  readonly signal?: AbortSignal;
}

export interface PrintOptions extends CommandOptions {
  /** Fields to answer with (`.proplist`); all when left out, which costs the router most. */
  readonly fields?: readonly string[];
  readonly where?: Query;
}

/** Values to write. A field given as undefined is left alone. */
export type RouterValues = Readonly<Record<string, string | undefined>>;

/**
 * One login on one router. All methods may run at once; how many commands are really under way is `pace`'s to say. Every failure
 * is a RouterError; `outcome: 'unknown'` means: read back before writing again.
 */
export class RouterClient {
  private constructor(
    private readonly conversation: Conversation,
    readonly pace: AdaptivePace,
  ) {}

  static async open(
    address: RouterAddress,
    account: RouterAccount,
    options: RouterClientOptions = {},
  ): Promise<RouterClient> {
    const { connectTimeoutMs = 5_000, commandTimeoutMs = 30_000, signal } = options;
    const socket = await dial(address, { connectTimeoutMs, signal });
    const pace = new AdaptivePace(options.pace);
    const conversation = new Conversation(socket, {
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      pace,
      commandTimeoutMs,
      cancelGraceMs: options.cancelGraceMs ?? 5_000,
      mostWaiting: options.mostWaiting ?? 100_000,
    });
    try {
      // Who takes the line and then says nothing is not waited for as long as for a command.
      const timeoutMs = Math.min(commandTimeoutMs, 2 * connectTimeoutMs);
      await logIn(conversation, account, options.login ?? 'plain', { signal, timeoutMs });
    } catch (error) {
      conversation.close();
      throw error;
    }
    return new RouterClient(conversation, pace);
  }

  get isOpen(): boolean {
    return this.conversation.isOpen;
  }

  onEnd(heard: () => void): void {
    this.conversation.onEnd(heard);
  }

  close(): void {
    this.conversation.close();
  }

  /** Any command: `call('/tool/ping', { address, count: '3' })`. */
  async call(command: string, values: RouterValues = {}, options: CommandOptions = {}): Promise<CommandReply> {
    return this.conversation.run([plainPath(command), ...attributeWords(values)], options);
  }

  async print(menu: string, options: PrintOptions = {}): Promise<readonly RouterRow[]> {
    const { rows } = await this.conversation.run(printWords(`${menu}/print`, options), options);
    return rows;
  }

  async count(menu: string, query: Query = [], options: CommandOptions = {}): Promise<number> {
    const words = [plainPath(`${menu}/print`), '=count-only=', ...query];
    const { done } = await this.conversation.run(words, options);
    return Number(done['ret'] ?? 0);
  }

  /** The id of the new row; undefined where the menu says none. */
  async add(menu: string, values: RouterValues, options: CommandOptions = {}): Promise<RouterItemId | undefined> {
    const { done } = await this.call(`${menu}/add`, values, options);
    return parseIds(done['ret'] ?? '')[0];
  }

  async set(menu: string, id: RouterItemId, values: RouterValues, options: CommandOptions = {}): Promise<void> {
    await this.call(`${menu}/set`, { '.id': itemId(id), ...values }, options);
  }

  /** Of menus that are one row, as /system/identity. */
  async setSingle(menu: string, values: RouterValues, options: CommandOptions = {}): Promise<void> {
    await this.call(`${menu}/set`, values, options);
  }

  async unset(menu: string, id: RouterItemId, field: string, options: CommandOptions = {}): Promise<void> {
    await this.call(`${menu}/unset`, { '.id': itemId(id), 'value-name': field }, options);
  }

  async remove(menu: string, id: RouterItemId, options: CommandOptions = {}): Promise<void> {
    await this.call(`${menu}/remove`, { '.id': itemId(id) }, options);
  }

  /** Puts the row before another one, or last. Order matters in the firewall and in simple queues. */
  async move(menu: string, id: RouterItemId, before?: RouterItemId, options: CommandOptions = {}): Promise<void> {
    await this.call(`${menu}/move`, { numbers: itemId(id), destination: before && itemId(before) }, options);
  }

  /** Changes as they happen. It begins with nothing: print first, or after, as the caller's race allows. */
  listen(menu: string, options: PrintOptions = {}): AsyncGenerator<RouterNews, void, void> {
    return listenTo(this.conversation, printWords(`${menu}/listen`, options), options.signal);
  }
}

function printWords(command: string, { fields, where }: PrintOptions): string[] {
  const proplist = fields ? [`=.proplist=${fields.map(plainName).join(',')}`] : [];
  return [plainPath(command), ...proplist, ...(where ?? [])];
}

function attributeWords(values: RouterValues): string[] {
  const words: string[] = [];
  for (const [field, value] of Object.entries(values))
    if (value !== undefined) words.push(`=${plainName(field)}=${value}`);
  return words;
}

function plainPath(path: string): string {
  if (!/^(\/[a-z0-9][a-z0-9-]*)+$/i.test(path)) throw new RangeError(`"${path}" is no command of RouterOS`);
  return path;
}

function plainName(field: string): string {
  if (!/^[a-z0-9.][a-z0-9.-]*$/i.test(field)) throw new RangeError(`"${field}" is no field of RouterOS`);
  return field;
}

function itemId(id: string): string {
  if (!isItemId(id)) throw new RangeError(`"${id}" is no id of a row`);
  return id;
}
