import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, RandomSource } from '@demarc/kernel';
import { RouterBreaker, RouterClient, RouterLine, type RouterAddress } from '../../routeros/index.js';

/** Where and how a router is spoken to. */
export interface RouterDoor {
  readonly routerId: string;
  readonly host: string;
  readonly port: number;
  /** Fingerprint of its certificate; null: a line that is not protected, which a person has accepted. */
  readonly sha256: string | null;
  readonly user: string;
  readonly password: string;
}

interface Kept {
  readonly door: string;
  readonly line: RouterLine;
}

/** Writes on a router at once; it is the router that is slow, not we. */
const IN_FLIGHT = 8;
/** A router that is back is noticed within a minute, since what it missed waits for that. */
const LONGEST_PAUSE_MS = 60_000;

/** The one line of this process to each router, opened when it is needed and shared by all who need it. */
@Injectable()
export class RouterLines implements OnApplicationShutdown {
  private readonly lines = new Map<string, Kept>();

  constructor(
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  to(door: RouterDoor): RouterLine {
    const known = this.lines.get(door.routerId);
    const words = JSON.stringify(door);
    if (known?.door === words) return known.line;
    // Another address or password is another line; what is under way on the old one may end.
    if (known) void known.line.close();
    const { host, port, sha256, user, password } = door;
    const address: RouterAddress = {
      host,
      port,
      security: sha256 === null ? { kind: 'plain' } : { kind: 'pinned', sha256 },
    };
    const pace = { start: IN_FLIGHT / 2, most: IN_FLIGHT };
    const line = new RouterLine(
      () => RouterClient.open(address, { user, password }, { pace }),
      new RouterBreaker(this.clock, this.random, { longestPauseMs: LONGEST_PAUSE_MS }),
    );
    this.lines.set(door.routerId, { door: words, line });
    return line;
  }

  async onApplicationShutdown(): Promise<void> {
    const lines = [...this.lines.values()];
    this.lines.clear();
    await Promise.all(lines.map(({ line }) => line.close()));
  }
}
