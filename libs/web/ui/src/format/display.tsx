import type { ReactNode } from 'react';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import { isNegative } from './decimal-text';
import type { DateRangeValue, DayStyle, InstantStyle, MoneyValue } from './formatters';

export interface MoneyProps {
  readonly value: MoneyValue | null | undefined;
  /** A plus before what is above zero: differences, credits. */
  readonly signed?: boolean;
  /** Says "credit" beside a negative amount. */
  readonly creditWord?: boolean;
  readonly tone?: 'normal' | 'good' | 'bad' | 'muted';
  readonly strong?: boolean;
}

export function Money({ value, signed = false, creditWord = false, tone = 'normal', strong = false }: MoneyProps) {
  const format = useFormat();
  const t = useUiTexts();
  if (value === null || value === undefined) return <span className="dm-none">–</span>;
  const plus = signed && !isNegative(value.amount) && /[1-9]/.test(value.amount) ? '+' : '';
  return (
    <span className="dm-num" data-tone={tone} data-strong={strong || undefined} dir="ltr">
      {plus}
      {format.money(value)}
      {creditWord && isNegative(value.amount) && <span className="dm-unit"> {t('money.credit')}</span>}
    </span>
  );
}

export function DateText({ value, style = 'short' }: { value: string | null | undefined; style?: DayStyle }) {
  const format = useFormat();
  if (value === null || value === undefined) return <span className="dm-none">–</span>;
  return (
    <time className="dm-num" dateTime={value} title={value}>
      {format.day(value, style)}
    </time>
  );
}

/** An instant in the zone of the provider; ISO on hover. */
export function DateTimeText({
  value,
  style = 'date-time',
}: {
  value: string | null | undefined;
  style?: InstantStyle;
}) {
  const format = useFormat();
  if (value === null || value === undefined) return <span className="dm-none">–</span>;
  return (
    <time className="dm-num" dateTime={value} title={value}>
      {format.instant(value, style)}
    </time>
  );
}

/** "3 hr. ago", with the absolute in the element. */
export function RelativeTime({ value }: { value: string | null | undefined }) {
  const format = useFormat();
  if (value === null || value === undefined) return <span className="dm-none">–</span>;
  return (
    <time dateTime={value} title={format.instant(value, 'full')}>
      {format.relative(value)}
    </time>
  );
}

/** Half-open inside, inclusive on screen: [2026-10-01, 2026-11-01) reads "1 – 31 Oct 2026". */
export function DateRangeText({ value }: { value: DateRangeValue }) {
  const format = useFormat();
  const t = useUiTexts();
  const last = value.until === null ? null : dayBefore(value.until);
  return (
    <span className="dm-num">
      <time dateTime={value.from}>{format.day(value.from)}</time>
      {last === null ? (
        <> – {t('date.open')}</>
      ) : last === value.from ? null : (
        <>
          {' – '}
          <time dateTime={last}>{format.day(last)}</time>
        </>
      )}
    </span>
  );
}

export function dayBefore(localDate: string): string {
  const day = new Date(`${localDate}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return localDate;
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

function Quantity({ children }: { children: ReactNode }) {
  return (
    <span className="dm-num" dir="ltr">
      {children}
    </span>
  );
}

/** Octets; may come as a string, since they outgrow a number on the wire. */
export function BytesText({ value }: { value: number | string | bigint | null | undefined }) {
  const format = useFormat();
  if (value === null || value === undefined) return <span className="dm-none">–</span>;
  return <Quantity>{format.bytes(typeof value === 'string' ? Number(value) : value)}</Quantity>;
}

export function RateText({ kbps }: { kbps: number | null | undefined }) {
  const format = useFormat();
  if (kbps === null || kbps === undefined) return <span className="dm-none">–</span>;
  return <Quantity>{format.rate(kbps)}</Quantity>;
}

/** Both directions as the customer sees them. */
export function SpeedText({ downKbps, upKbps }: { downKbps: number; upKbps: number }) {
  const format = useFormat();
  const t = useUiTexts();
  return (
    <span className="dm-num" dir="ltr">
      <span className="dm-hidden">{t('speed.down')} </span>
      <span aria-hidden="true">↓</span> {format.rate(downKbps)} <span className="dm-hidden">{t('speed.up')} </span>
      <span aria-hidden="true">↑</span> {format.rate(upKbps)}
    </span>
  );
}

export function NumberText({ value }: { value: number | null | undefined }) {
  const format = useFormat();
  if (value === null || value === undefined) return <span className="dm-none">–</span>;
  return <Quantity>{format.number(value)}</Quantity>;
}

/** IP, MAC, serial, login, document number: monospace, left to right, selected whole. */
export function CodeText({ value }: { value: string | null | undefined }) {
  if (value === null || value === undefined || value === '') return <span className="dm-none">–</span>;
  return (
    <code className="dm-code" dir="ltr">
      {value}
    </code>
  );
}

export const IpText = CodeText;
export const MacText = CodeText;
