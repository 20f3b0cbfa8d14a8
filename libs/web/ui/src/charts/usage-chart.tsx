import type { ReactNode } from 'react';
import { EmptyState } from '../feedback/states';
import { SelectInput } from '../inputs/text-input';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import { BarChart } from './bar-chart';
import { TimeChart } from './time-chart';
import { type RecentPeriod, type UsagePeriod, usagePeriods, type UsageStep, withGaps } from './usage-span';

interface UsagePoint {
  readonly at: string;
  readonly downloadOctets: string;
  readonly uploadOctets: string;
}

export interface UsageChartProps {
  readonly usage: {
    readonly points: readonly UsagePoint[];
    readonly downloadOctets: string;
    readonly uploadOctets: string;
    readonly countedTo: string | null;
  };
  readonly step: UsageStep;
  readonly emptyText?: ReactNode;
}

/** What was used, download and upload: a line by the hour and the day, bars by the month and the year. */
export function UsageChart({ usage, step, emptyText }: UsageChartProps) {
  const t = useUiTexts();
  const format = useFormat();
  const { points, countedTo } = usage;
  if (points.length === 0) return <EmptyState compact title={t('usage.none')} description={emptyText} />;
  const title = t('usage.total', {
    down: format.bytes(BigInt(usage.downloadOctets)),
    up: format.bytes(BigInt(usage.uploadOctets)),
  });
  const source = countedTo === null ? {} : { source: t('usage.countedTo', { when: format.instant(countedTo) }) };
  if (step === 'MONTH' || step === 'YEAR')
    return (
      <BarChart
        title={title}
        categoryLabel={t(step === 'MONTH' ? 'usage.month' : 'usage.years')}
        valueLabel={t('usage.download')}
        secondLabel={t('usage.upload')}
        bars={points.map(({ at, downloadOctets, uploadOctets }) => ({
          id: at,
          label: nameOf(at, step, format.locale, format.timeZone),
          value: Number(downloadOctets),
          text: format.bytes(BigInt(downloadOctets)),
          second: { value: Number(uploadOctets), text: format.bytes(BigInt(uploadOctets)) },
        }))}
        {...source}
      />
    );
  const drawn = withGaps(points, step);
  const values = (read: (point: UsagePoint) => string) =>
    drawn.map((point) => ('gap' in point ? null : Number(read(point))));
  return (
    <TimeChart
      title={title}
      times={drawn.map(({ at }) => at)}
      series={[
        { id: 'down', label: t('usage.download'), values: values((point) => point.downloadOctets) },
        { id: 'up', label: t('usage.upload'), values: values((point) => point.uploadOctets) },
      ]}
      formatValue={format.bytes}
      {...source}
    />
  );
}

function nameOf(at: string, step: 'MONTH' | 'YEAR', locale: string, timeZone: string): string {
  const month = step === 'MONTH' ? ({ month: 'long' } as const) : {};
  return new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', ...month }).format(Date.parse(at));
}

export interface UsagePeriodInputProps<Period> {
  readonly value: Period;
  readonly onChange: (period: Period) => void;
}

export function UsagePeriodInput({ value, onChange }: UsagePeriodInputProps<UsagePeriod>) {
  const t = useUiTexts();
  return (
    <SelectInput
      label={t('usage.period')}
      value={value}
      onChange={onChange}
      choices={usagePeriods.map((period) => ({ value: period, label: t(`usage.last.${period}`) }))}
    />
  );
}

/** Where the reports of routers may be seen as well: by five minutes too. */
export function AnyPeriodInput({ value, onChange }: UsagePeriodInputProps<UsagePeriod | RecentPeriod>) {
  const t = useUiTexts();
  const periods = ['3h', '24h', ...usagePeriods] as const;
  return (
    <SelectInput
      label={t('usage.period')}
      value={value}
      onChange={onChange}
      choices={periods.map((period) => ({ value: period, label: t(`usage.last.${period}`) }))}
    />
  );
}

interface RatePoint {
  readonly at: string;
  readonly downloadBps: number | null;
  readonly uploadBps: number | null;
}

/** How fast it was, by five minutes; what was not reported is a gap. */
export function RateChart({ points, emptyText }: { points: readonly RatePoint[]; emptyText?: ReactNode }) {
  const t = useUiTexts();
  const format = useFormat();
  if (points.every(({ downloadBps }) => downloadBps === null))
    return <EmptyState compact title={t('usage.none')} description={emptyText} />;
  const peak = (read: (point: RatePoint) => number | null) => Math.max(...points.map((point) => read(point) ?? 0));
  const rate = (bps: number) => format.rate(bps / 1_000);
  return (
    <TimeChart
      title={t('usage.peak', {
        down: rate(peak(({ downloadBps }) => downloadBps)),
        up: rate(peak(({ uploadBps }) => uploadBps)),
      })}
      times={points.map(({ at }) => at)}
      series={[
        { id: 'down', label: t('usage.download'), values: points.map(({ downloadBps }) => downloadBps) },
        { id: 'up', label: t('usage.upload'), values: points.map(({ uploadBps }) => uploadBps) },
      ]}
      formatValue={rate}
      source={t('usage.recent')}
    />
  );
}
