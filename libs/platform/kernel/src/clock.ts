import { localDateIn, type LocalDate } from './local-date.js';

/** The one source of time. Nothing outside `platform` calls `Date.now()` or `new Date()`. */
export abstract class Clock {
  abstract now(): Date;

  todayIn(zone: string): LocalDate {
    return localDateIn(zone, this.now());
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Runs `offsetMs` ahead of the machine; tests and simulations move it, and may freeze it. */
export class SettableClock extends Clock {
  private frozenAt: number | undefined;
  private offsetMs = 0;

  constructor(start?: Date) {
    super();
    if (start) this.frozenAt = start.getTime();
  }

  now(): Date {
    return new Date(this.frozenAt ?? Date.now() + this.offsetMs);
  }

  /** Stops at this instant until moved again. */
  set(instant: Date): void {
    this.frozenAt = instant.getTime();
  }

  advance(milliseconds: number): void {
    if (this.frozenAt === undefined) this.offsetMs += milliseconds;
    else this.frozenAt += milliseconds;
  }

  /** Lets time flow on from the given instant. */
  runFrom(instant: Date): void {
    this.frozenAt = undefined;
    this.offsetMs = instant.getTime() - Date.now();
  }
}
