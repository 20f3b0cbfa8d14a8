import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { RandomSource, Refusal } from '@demarc/kernel';
import { argon2, timingSafeEqual } from 'node:crypto';

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

/** About 200 ms on one core of 2024: argon2id, 64 MiB, 3 passes. */
const PRODUCTION: Cost = { memory: 65_536, passes: 3 };
/** The least that OWASP allows; keeps test runs short. */
const TESTS: Cost = { memory: 19_456, passes: 2 };

const AT_ONCE = 2;
const MOST_WAITING = 64;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{10,90})\$([A-Za-z0-9+/]{10,90})$/;

/**
 * Passwords as argon2id (RFC 9106) in PHC text, from Node's own crypto. Each takes 64 MiB for a fifth of a second, so that
 * only two run at once in a process and a flood is turned away instead of eating the machine.
 */
@Injectable()
export class PasswordHasher {
  private readonly cost: Cost;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly random: RandomSource,
  ) {
    this.cost = settings.environment === 'test' ? TESTS : PRODUCTION;
  }

  async hash(password: string): Promise<string> {
    const salt = this.random.bytes(16);
    const key = await this.derive(password, salt, this.cost, 32);
    return `$argon2id$v=19$m=${this.cost.memory},t=${this.cost.passes},p=1$${bare(salt)}$${bare(key)}`;
  }

  /** Without a stored hash the same work is done for nothing, so that the time does not tell who exists. */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    const match = stored ? PHC.exec(stored) : null;
    if (!match) {
      await this.derive(password, this.random.bytes(16), this.cost, 32);
      return false;
    }
    const [, memory = '', passes = '', salt = '', key = ''] = match;
    const expected = Buffer.from(key, 'base64');
    const derived = await this.derive(
      password,
      Buffer.from(salt, 'base64'),
      { memory: Number(memory), passes: Number(passes) },
      expected.length,
    );
    return timingSafeEqual(expected, derived);
  }

  /** Was it hashed at another cost than today's? Then hash it anew at the next sign-in. */
  isOutdated(stored: string): boolean {
    const match = PHC.exec(stored);
    return !match || Number(match[1]) !== this.cost.memory || Number(match[2]) !== this.cost.passes;
  }

  private async derive(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
    await this.enter();
    try {
      return await new Promise((resolve, reject) => {
        const message = Buffer.from(password.normalize('NFKC'));
        argon2('argon2id', { message, nonce, parallelism: 1, tagLength, ...cost }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      });
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async enter(): Promise<void> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING)
        throw new Refusal(
          'unavailable',
          'BUSY',
          'Very many people are signing in at this moment. Try again in a minute.',
        );
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
  }
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
