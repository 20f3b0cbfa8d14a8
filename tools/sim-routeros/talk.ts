import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { TextCoding } from './code-page.ts';
import { UnreadableError, WordReader } from './codec.ts';
import { carryOut, isWrite, parseCommand, project, type Answer, type Command } from './commands.ts';
import { Trap } from './kinds.ts';
import type { SimRouter } from './sim-router.ts';
import { attributes, hugeRows, hugeWord, responseTo, sentence } from './speech.ts';

/** Rows in one piece: what RouterOS would put into one packet, more or less. */
const PIECE = 16 << 10;

/** One connection to the router's API. */
export class Talk {
  private readonly reader = new WordReader();
  private readonly router: SimRouter;
  private readonly socket: Socket;
  private loggedIn = false;
  private challenge: string | undefined;
  private sent = 0;
  private heard = 0;
  private queue: Promise<void> = Promise.resolve();
  private readonly drops: Buffer[] = [];
  /** What stops a command that is under way, by tag. */
  private readonly stops = new Map<string, () => void>();

  constructor(router: SimRouter, socket: Socket) {
    this.router = router;
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => this.hear(chunk));
    socket.on('close', () => this.stopAll());
  }

  private hear(chunk: Buffer): void {
    const { cutAfterHeard } = this.router.manners;
    const before = this.heard;
    this.heard += chunk.length;
    const cut = cutAfterHeard !== undefined && this.heard >= cutAfterHeard;
    const taken = cut ? chunk.subarray(0, Math.max(0, cutAfterHeard - before)) : chunk;
    try {
      for (const sentence of this.reader.push(taken)) this.take(sentence);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      this.socket.destroy();
    }
    if (cut) this.socket.destroy();
  }

  private take(sentence: readonly Buffer[]): void {
    const { manners } = this.router;
    if (manners.silent) return;
    const coding = new TextCoding(manners.codePage);
    const all = sentence.map((word) => coding.decode(word));
    const tag = all.find((word) => word.startsWith('.tag='))?.slice(5);
    const words = all.filter((word) => !word.startsWith('.tag='));
    if (manners.garbage === 'bytes') return this.write(Buffer.from('ff00fe8101ffffff', 'hex'));
    if (manners.garbage === 'sentence') return this.say(['!what', '=is=this'], tag);
    if (manners.fatal !== undefined) {
      this.say(['!fatal', manners.fatal], undefined);
      this.socket.end();
      return;
    }
    if (words[0] === '/cancel') this.cancel(words, tag);
    else if (manners.serial) this.queue = this.queue.then(() => this.answer(words, tag));
    else void this.answer(words, tag);
  }

  private async answer(words: readonly string[], tag: string | undefined): Promise<void> {
    const command = words[0] ?? '';
    const { latencyMs } = this.router.manners;
    const pause = typeof latencyMs === 'number' ? latencyMs : latencyMs(command);
    let stopped = false;
    let wake: (() => void) | undefined;
    const stop = (): void => {
      stopped = true;
      wake?.();
    };
    const wait = (ms: number): Promise<void> =>
      ms <= 0 || stopped
        ? Promise.resolve()
        : new Promise((resolve) => {
            const timer = setTimeout(resolve, ms);
            wake = (): void => {
              clearTimeout(timer);
              resolve();
            };
          });
    const key = tag ?? '';
    this.stops.set(key, stop);
    try {
      await wait(pause);
      if (stopped) throw new Trap('interrupted', 2);
      if (command === '/login') return this.logIn(words, tag);
      if (!this.loggedIn) return this.end('not logged in');
      if (command === '/quit') return this.end('session terminated on request');
      if (command.endsWith('/listen')) {
        await this.listen(
          parseCommand(words),
          tag,
          (stopListening) => (wake = stopListening),
          () => stopped,
        );
        throw new Trap('interrupted', 2);
      }
      await this.carry(parseCommand(words), tag, wait, () => stopped);
    } catch (error) {
      if (!(error instanceof Trap)) throw error;
      const category = error.category === undefined ? [] : [`=category=${error.category}`];
      this.say(['!trap', ...category, `=message=${error.message}`], tag);
      this.say(['!done'], tag);
    } finally {
      if (this.stops.get(key) === stop) this.stops.delete(key);
    }
  }

  private async carry(
    command: Command,
    tag: string | undefined,
    wait: (ms: number) => Promise<void>,
    isStopped: () => boolean,
  ): Promise<void> {
    const { manners, state } = this.router;
    const name = `${command.path}/${command.verb}`;
    if (manners.trap?.command === name) throw new Trap(manners.trap.message, manners.trap.category);
    if (manners.readOnly && isWrite(command)) throw new Trap('not enough permissions (9)');
    if (manners.hugeWord !== undefined) return this.write(hugeWord(manners.hugeWord));
    const answer: Answer =
      manners.hugeRows === undefined ? carryOut(state, command) : { rows: hugeRows(manners.hugeRows) };
    let count = 0;
    const piece: Buffer[] = [];
    let octets = 0;
    const coding = new TextCoding(manners.codePage);
    for (const row of answer.rows ?? []) {
      count += 1;
      const bytes = sentence(['!re', ...attributes(row)], tag, coding);
      piece.push(bytes);
      octets += bytes.length;
      if (octets < PIECE && manners.rowDelayMs === 0) continue;
      this.write(Buffer.concat(piece.splice(0)));
      octets = 0;
      if (manners.rowDelayMs > 0) await wait(manners.rowDelayMs);
      else if (this.socket.writableNeedDrain) await this.drained();
      if (isStopped() || this.socket.destroyed) throw new Trap('interrupted', 2);
    }
    if (answer.isPrint && count === 0 && answer.ret === undefined && this.router.saysEmpty)
      piece.push(sentence(['!empty'], tag, coding));
    piece.push(sentence(['!done', ...(answer.ret === undefined ? [] : [`=ret=${answer.ret}`])], tag, coding));
    this.write(Buffer.concat(piece));
  }

  /** Plain since 6.43, by challenge before; a router takes what its version knows. */
  private logIn(words: readonly string[], tag: string | undefined): void {
    const { values } = parseCommand(words);
    const { router } = this;
    const name = values['name'];
    const password = name === undefined ? undefined : router.users.get(name);
    const old = router.loginBy === 'challenge';
    if (old && values['response'] === undefined) {
      this.challenge = randomBytes(16).toString('hex');
      return this.say(['!done', `=ret=${this.challenge}`], tag);
    }
    const right =
      password !== undefined &&
      (old ? values['response'] === responseTo(this.challenge ?? '', password) : values['password'] === password);
    if (right && !router.manners.refuseLogin) {
      this.loggedIn = true;
      router.logins += 1;
      return this.say(['!done'], tag);
    }
    throw new Trap(old ? 'cannot log in' : 'invalid user name or password (6)');
  }

  private async listen(
    { path, values, queries }: Command,
    tag: string | undefined,
    onStop: (stop: () => void) => void,
    isStopped: () => boolean,
  ): Promise<void> {
    const { state, manners } = this.router;
    if (!state.table(path)) throw new Trap('no such command prefix', 0);
    if (queries.length > 0) throw new Trap('no such command', 0);
    state.count(path, 'reads');
    const wanted = values['.proplist']?.split(',');
    const coding = new TextCoding(manners.codePage);
    const forget = state.listen(path, (id, row) => {
      const shown = row ? attributes(project(row, wanted)) : [`=.id=${id}`, '=.dead=true'];
      this.write(sentence(['!re', ...shown], tag, coding));
    });
    if (!isStopped()) await new Promise<void>((resolve) => onStop(resolve));
    forget();
  }

  private cancel(words: readonly string[], tag: string | undefined): void {
    const wanted = parseCommand(words).values['tag'];
    if (wanted === undefined) this.stopAll();
    else this.stops.get(wanted)?.();
    this.say(['!done'], tag);
  }

  private stopAll(): void {
    for (const stop of [...this.stops.values()]) stop();
  }

  private end(reason: string): void {
    this.say(['!fatal', reason], undefined);
    this.socket.end();
  }

  private say(words: readonly string[], tag: string | undefined): void {
    this.write(sentence(words, tag, new TextCoding(this.router.manners.codePage)));
  }

  private write(bytes: Buffer): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    const { fragmentOctets, trickleMs, cutAfterSent } = this.router.manners;
    const room = cutAfterSent === undefined ? bytes.length : Math.max(0, cutAfterSent - this.sent);
    const out = bytes.subarray(0, room);
    this.sent += out.length;
    const pieces: Buffer[] = [];
    const size = fragmentOctets > 0 ? fragmentOctets : Math.max(1, out.length);
    for (let at = 0; at < out.length; at += size) pieces.push(out.subarray(at, at + size));
    if (trickleMs > 0) this.trickle(pieces, trickleMs);
    else for (const piece of pieces) this.socket.write(piece);
    if (cutAfterSent !== undefined && this.sent >= cutAfterSent) this.socket.destroySoon();
  }

  private trickle(pieces: readonly Buffer[], pauseMs: number): void {
    const dripping = this.drops.length > 0;
    this.drops.push(...pieces);
    const next = (): void => {
      const piece = this.drops.shift();
      if (piece === undefined || this.socket.destroyed) return;
      this.socket.write(piece);
      setTimeout(next, pauseMs);
    };
    if (!dripping) next();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        this.socket.off('drain', over);
        this.socket.off('close', over);
        resolve();
      };
      this.socket.once('drain', over);
      this.socket.once('close', over);
    });
  }
}
