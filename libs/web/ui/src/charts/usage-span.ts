export type UsagePeriod = 'day' | 'week' | 'month' | 'year' | 'years';
export type UsageStep = 'HOUR' | 'DAY' | 'MONTH' | 'YEAR';

/** Lately, from what routers reported: hours back. */
export type RecentPeriod = '3h' | '24h';
export const recentHours: Readonly<Record<RecentPeriod, number>> = { '3h': 3, '24h': 24 };

export function isRecent(period: UsagePeriod | RecentPeriod): period is RecentPeriod {
  return period in recentHours;
}

export const usagePeriods: readonly UsagePeriod[] = ['day', 'week', 'month', 'year', 'years'];

export interface UsageSpan {
  readonly from: string;
  /** The last day, itself included. */
  readonly through: string;
  readonly granularity: UsageStep;
}

const dayMs = 86_400_000;
const stepMs: Readonly<Record<UsageStep, number>> = {
  HOUR: 3_600_000,
  DAY: dayMs,
  MONTH: 31 * dayMs,
  YEAR: 366 * dayMs,
};

/** The days of a period that ends today, and how they are added up. */
export function usageSpan(period: UsagePeriod, today: string): UsageSpan {
  const back = (days: number) => new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  switch (period) {
    case 'day':
      return { from: today, through: today, granularity: 'HOUR' };
    case 'week':
      return { from: back(6), through: today, granularity: 'HOUR' };
    case 'month':
      return { from: back(29), through: today, granularity: 'DAY' };
    case 'year':
      return {
        from: `${month === 12 ? year : year - 1}-${String((month % 12) + 1).padStart(2, '0')}-01`,
        through: today,
        granularity: 'MONTH',
      };
    case 'years':
      return { from: `${year - 4}-01-01`, through: today, granularity: 'YEAR' };
  }
}

/** Where nothing was counted there is a gap, never a line across it nor a zero. */
export function withGaps<Point extends { readonly at: string }>(
  points: readonly Point[],
  step: UsageStep,
): readonly (Point | { readonly at: string; readonly gap: true })[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (before === undefined || Date.parse(point.at) - Date.parse(before.at) <= stepMs[step] * 1.5) return [point];
    return [{ at: new Date(Date.parse(before.at) + stepMs[step]).toISOString(), gap: true as const }, point];
  });
}
