import type { LocalDate } from '@demarc/kernel';
import { type LocalMoment, localMoment } from './local-time.js';
import { type Counter, counterKey, countsIn, NOTHING, periodStart, plus, type Used } from './usage-counting.js';

/** What a service used, as one or more reports say that were kept at the same moment. */
export interface UsageLine extends Used {
  readonly serviceId: string;
  readonly at: Date;
}

export interface CounterLine extends Used {
  readonly serviceId: string;
  readonly counter: string;
  readonly startsOn: LocalDate;
}

/** What a service counts, and the billing day that periods of billing begin on. */
export interface Counting {
  readonly counters: readonly Counter[];
  readonly billingDay: number;
}

/**
 * Adds up usage as plans count it. Each line goes into every counter whose hours it falls in, in the period of its own
 * moment: in which order and in how many pieces it is added makes no difference.
 */
export class UsageBook {
  private readonly lines = new Map<string, CounterLine>();
  private readonly moments = new Map<number, LocalMoment>();

  constructor(private readonly zone: string) {}

  add({ counters, billingDay }: Counting, line: UsageLine): void {
    const moment = this.momentOf(line.at);
    for (const counter of counters) {
      if (!countsIn(counter, moment)) continue;
      this.put({
        serviceId: line.serviceId,
        counter: counterKey(counter),
        startsOn: periodStart(counter, moment.date, billingDay),
        download: line.download,
        upload: line.upload,
        seconds: line.seconds,
      });
    }
  }

  put(line: CounterLine): void {
    const key = keyOf(line.serviceId, line.counter, line.startsOn);
    const known = this.lines.get(key);
    this.lines.set(key, known ? { ...line, ...plus(known, line) } : line);
  }

  used(serviceId: string, counter: string, startsOn: LocalDate): Used {
    return this.lines.get(keyOf(serviceId, counter, startsOn)) ?? NOTHING;
  }

  all(): readonly CounterLine[] {
    return [...this.lines.values()];
  }

  private momentOf(at: Date): LocalMoment {
    const ms = at.getTime();
    let moment = this.moments.get(ms);
    if (!moment) {
      moment = localMoment(this.zone, at);
      this.moments.set(ms, moment);
    }
    return moment;
  }
}

function keyOf(serviceId: string, counter: string, startsOn: LocalDate): string {
  return `${serviceId} ${startsOn} ${counter}`;
}
