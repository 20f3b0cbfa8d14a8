import { Clock } from './clock.js';
import { RandomSource } from './random.js';

/** A UUID that names one kind of thing: `Id<'Customer'>` is not an `Id<'Invoice'>`. */
export type Id<Kind extends string> = string & { readonly __id: Kind };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return UUID.test(text);
}

/** For columns and validated input; throws on anything that is not a UUID in lower case. */
export function asId<Kind extends string>(text: string): Id<Kind> {
  if (!isId(text)) throw new RangeError(`"${text}" is not an id`);
  return text as Id<Kind>;
}

/** Makes ids: UUID version 7 (RFC 9562 §5.7), so that rows made together lie together. */
export class IdSource {
  private lastMs = 0;
  private sequence = 0;

  private readonly clock: Clock;
  private readonly random: RandomSource;

  constructor(clock: Clock, random: RandomSource) {
    this.clock = clock;
    this.random = random;
  }

  next<Kind extends string>(): Id<Kind> {
    const nowMs = this.clock.now().getTime();
    if (nowMs > this.lastMs) {
      this.lastMs = nowMs;
      this.sequence = 0;
    } else if (++this.sequence > 0xfff) {
      this.lastMs += 1;
      this.sequence = 0;
    }
    const bytes = this.random.bytes(8);
    const time = this.lastMs.toString(16).padStart(12, '0');
    const tail = bytes.toString('hex');
    const variant = ((Number.parseInt(tail.slice(0, 1), 16) & 0x3) | 0x8).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.sequence.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4, 16)}` as Id<Kind>;
  }
}
