import type { ReactNode } from 'react';
import { EmptyState } from '../feedback/states';
import { SelectInput } from '../inputs/text-input';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import { BarChart } from './bar-chart';
import { TimeChart } from './time-chart';
import { type UsagePeriod, usagePeriods, type UsageStep, withGaps } from './usage-span';

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

export interface UsagePeriodInputProps {
  readonly value: UsagePeriod;
  readonly onChange: (period: UsagePeriod) => void;
}

export function UsagePeriodInput({ value, onChange }: UsagePeriodInputProps) {
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
