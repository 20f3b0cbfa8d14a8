import { CreatePlan } from '@demarc/billing';
import { dayOf, type LocalDate } from '@demarc/kernel';
import { DefineQuota } from '@demarc/networking';
import { type Online, USAGE_DAYS } from './sessions.js';
import type { Stage } from './stage.js';

const GB = 1_000_000_000;
const INCLUDED = 200 * GB;
const TOP_UPS = [
  { title: '20 GB more', price: '4.90', octets: 20 * GB, periods: 2 },
  { title: '100 GB more', price: '14.90', octets: 100 * GB, periods: 2 },
] as const;
const NIGHT = { days: [1, 2, 3, 4, 5, 6, 7], from: '01:00', until: '05:00' };

/** How much of the month's data has been used so far: some near each mark, one beyond all of them. */
const USED_SO_FAR = [1.05, 0.82, 0.35, 0.6, 0.76, 0.2] as const;
const HOURS_A_DAY = 14;
const HOURS_TODAY = 5;
/** A little less than the line carries. */
const MOST_BYTES_PER_SECOND = 2_400_000;

/** What a plan over the air includes in a month, what slows down beyond it, and what can be added. */
export async function meter(stage: Stage, planId: string, taxRateId: string): Promise<void> {
  const offers: object[] = [];
  for (const { title, price, octets, periods } of TOP_UPS) {
    const sold = await stage.run(CreatePlan, {
      kind: 'one_time',
      title,
      unitPrice: price,
      taxInclusive: true,
      taxRateId,
    });
    offers.push({ planId: sold.planId, octets: String(octets), periods });
  }
  await stage.run(DefineQuota, {
    planId,
    quota: {
      limitOctets: String(INCLUDED),
      period: 'month',
      bonus: { windows: [NIGHT], countedPercent: 0, afterUsedUp: true },
      atLimit: { blocks: false, change: { downloadKbps: 4_000, uploadKbps: 1_000 } },
      offers,
      charge: 'next_invoice',
      notices: [
        { percent: 80, of: 'limit' },
        { percent: 100, of: 'total' },
      ],
    },
  });
}

/** Lines of the metered plan use at a pace that brings each to its share of the month by today. */
export function paced(lines: readonly Online[], planId: string, today: LocalDate): Online[] {
  const days = Math.min(dayOf(today) - 1, USAGE_DAYS);
  const seconds = (days * HOURS_A_DAY + HOURS_TODAY) * 3_600;
  let at = 0;
  return lines.map((line) => {
    if (line.internet.planId !== planId) return line;
    const share = USED_SO_FAR[at++ % USED_SO_FAR.length] ?? 0;
    const bytesPerSecond = Math.round(Math.min((share * INCLUDED) / seconds, MOST_BYTES_PER_SECOND));
    return { ...line, internet: { ...line.internet, bytesPerSecond } };
  });
}

/** Somebody who is online and has used all of it; on the first days of a month, who uses most. */
export function thirstiest(online: Iterable<Online>): Online | undefined {
  const pace = ({ internet }: Online): number => internet.bytesPerSecond ?? 0;
  return [...online].filter(({ payer }) => payer === 'prompt').sort((one, other) => pace(other) - pace(one))[0];
}
