import { later, periodAround, dayNumber, type RefCycle, type RefPlan } from './reference.ts';
import {
  cancelCase,
  changeCase,
  partPeriodCase,
  pauseCase,
  type Setting,
  type WrittenCase,
} from './reference-cases.ts';

/** Throws dice by a seed: the same seed throws the same. */
export class CaseDice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below `size`. */
  upTo(size: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * size);
  }

  one<Choice>(choices: readonly [Choice, ...Choice[]]): Choice {
    return choices[this.upTo(choices.length)] ?? choices[0];
  }
}

/** Days on which calendars go wrong, and any other day. */
const EDGES = [
  '2024-02-29', '2023-02-28', '2024-01-31', '2023-12-31', '2024-01-01', '2024-03-31', '2024-10-27', '2023-08-31', '2024-04-30',
] as const; // prettier-ignore
const PERIODS = ['month', 'month', 'week', 'quarter', 'year'] as const;
/** Not so low that a part of it is nothing: of that a document shows no line. */
const PRICES = ['19.99', '29.95', '100.00', '249.95', '33.33', '1234.56'] as const;

export function randomCase(seed: number): WrittenCase {
  const dice = new CaseDice(seed);
  const kind = dice.one(['part', 'part', 'change', 'cancel', 'pause']);
  const setting = randomSetting(dice, `random-${seed}`, kind);
  const { plan, cycle, start } = setting;
  const length = { week: 7, month: 31, quarter: 92, year: 366 }[plan.period];
  const then = later(start, dice.upTo(length * 2 + 1));
  switch (kind) {
    case 'part': {
      const end = dice.upTo(3) === 0 ? later(then, dice.upTo(length) - Math.floor(length / 2)) : undefined;
      return partPeriodCase(setting, then, end !== undefined && end <= start ? later(start, 1) : end);
    }
    case 'change':
      return changeCase(setting, { on: then, plan: otherPlan(dice, plan) });
    case 'cancel':
      return cancelCase(setting, then);
    default: {
      const [, to] = periodAround(plan, cycle, start, start);
      const days = dayNumber(to) - dayNumber(start);
      if (days < 3) return partPeriodCase(setting, then);
      const from = 1 + dice.upTo(days - 2);
      return pauseCase(setting, later(start, from), later(start, from + 1 + dice.upTo(days - from - 1)));
    }
  }
}

function randomSetting(dice: CaseDice, id: string, kind: string): Setting {
  const period = dice.one(PERIODS);
  const monthDays = kind !== 'pause' && period === 'month' && dice.upTo(5) === 0 ? (30 as const) : ('actual' as const);
  // With months of 30 days a period from the 31st to the 28th has no thirty days by that count: the source leaves it open.
  const billingDay = 1 + dice.upTo(period === 'week' ? 7 : monthDays === 30 ? 28 : 31);
  const cycle: RefCycle = {
    alignment: monthDays === 30 ? 'billing_day' : dice.one(['billing_day', 'billing_day', 'calendar', 'anniversary']),
    billingDay,
    monthDays,
  };
  const edge = dice.upTo(2) === 0 ? dice.one(EDGES) : later('2023-01-01', dice.upTo(1000));
  const isPlain = kind === 'part' || kind === 'pause';
  return {
    id,
    plan: {
      period,
      price: kind === 'part' && dice.upTo(9) === 0 ? '0.01' : dice.one(PRICES),
      quantity: dice.upTo(4) === 0 ? 2 + dice.upTo(9) : 1,
    },
    cycle,
    mode: isPlain && dice.upTo(3) === 0 ? 'arrears' : 'advance',
    start: edge,
    currency: 'EUR',
    ...(kind === 'cancel' ? { taxes: dice.one([['20'], ['8.25'], ['19', '5.5'], ['0']]) } : {}),
  };
}

function otherPlan(dice: CaseDice, plan: RefPlan): RefPlan {
  if (dice.upTo(4) === 0) return { ...plan, quantity: plan.quantity + 1 + dice.upTo(3) };
  const period = dice.upTo(4) === 0 ? dice.one(PERIODS) : plan.period;
  return { period, price: plan.price === '49.90' ? '50.10' : '49.90', quantity: plan.quantity };
}
