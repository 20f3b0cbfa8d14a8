import {
  addDays,
  addMonths,
  type CurrencyCode,
  currencyCode,
  invalid,
  isId,
  type LocalDate,
  parseLocalDate,
  startOfMonth,
} from '@demarc/kernel';
import type { ReportDefinition, ReportOption, ReportQuestion } from './report.js';

/** What a person asks of a report; what is left out is as usual. */
export interface AskedOfReport {
  readonly from?: string | null | undefined;
  readonly through?: string | null | undefined;
  readonly partnerIds?: readonly string[] | null | undefined;
  readonly locationIds?: readonly string[] | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly currency?: string | null | undefined;
  readonly options?: readonly { readonly name: string; readonly value: string }[] | null | undefined;
}

interface Place {
  readonly today: LocalDate;
  readonly currency: CurrencyCode;
  readonly locale: string;
  readonly timeZone: string;
}

/** Fills in what is usual and refuses what the report does not know. */
export function questionOf(report: ReportDefinition, asked: AskedOfReport, place: Place): ReportQuestion {
  const period = periodOf(report, asked, place.today);
  if (period.from > period.through)
    throw invalid('PERIOD_REVERSED', 'The period ends before it begins.', [
      { field: 'through', message: 'is before the first day' },
    ]);
  if (report.byCustomer === 'needed' && !asked.customerId)
    throw invalid('CUSTOMER_NEEDED', 'Choose a customer.', [{ field: 'customerId', message: 'is needed' }]);
  return {
    ...place,
    ...period,
    currency: asked.currency ? currencyOf(asked.currency) : place.currency,
    locale: place.locale,
    partnerIds: report.byPartner ? (asked.partnerIds ?? []) : [],
    locationIds: report.byPartner ? (asked.locationIds ?? []) : [],
    customerId: report.byCustomer === 'no' ? null : (asked.customerId ?? null),
    options: optionsOf(report, asked.options ?? []),
  };
}

function periodOf(
  report: ReportDefinition,
  asked: AskedOfReport,
  today: LocalDate,
): { readonly from: LocalDate; readonly through: LocalDate } {
  const through = day(asked.through, 'through');
  if (report.period === 'day') return { from: through ?? today, through: through ?? today };
  const from = day(asked.from, 'from');
  switch (report.usualPeriod) {
    case 'twelve_months': {
      const last = through ?? today;
      return { from: from ?? addMonths(startOfMonth(last), -11), through: last };
    }
    case 'year_ahead':
      return { from: from !== undefined && from > today ? from : today, through: through ?? addMonths(today, 3) };
    default: {
      const first = from ?? startOfMonth(through ?? today);
      return { from: first, through: through ?? endOfMonth(first, today) };
    }
  }
}

function endOfMonth(first: LocalDate, today: LocalDate): LocalDate {
  const end = addDays(addMonths(startOfMonth(first), 1), -1);
  return end > today && first <= today ? today : end;
}

function day(text: string | null | undefined, field: string): LocalDate | undefined {
  if (text === null || text === undefined) return undefined;
  const date = parseLocalDate(text);
  if (!date) throw invalid('INVALID_DATE', `"${text}" is not a date.`, [{ field, message: 'is not a date' }]);
  return date;
}

function currencyOf(text: string): CurrencyCode {
  if (!/^[A-Z]{3}$/.test(text)) throw invalid('INVALID_CURRENCY', `"${text}" is not a currency code.`);
  return currencyCode(text);
}

function optionsOf(
  report: ReportDefinition,
  asked: readonly { readonly name: string; readonly value: string }[],
): Record<string, string> {
  const options: Record<string, string> = {};
  for (const option of report.options ?? []) if (option.usual !== undefined) options[option.name] = option.usual;
  for (const { name, value } of asked) {
    const option = report.options?.find((one) => one.name === name);
    if (!option) throw invalid('UNKNOWN_OPTION', `This report has no option "${name}".`);
    if (!fits(option, value)) throw invalid('UNKNOWN_CHOICE', `"${value}" is no choice for "${option.title}".`);
    options[name] = value;
  }
  return options;
}

function fits(option: ReportOption, value: string): boolean {
  switch (option.kind) {
    case 'choice':
      return (option.choices ?? []).some((choice) => choice.value === value);
    case 'plan':
      return isId(value);
    case 'account':
      return /^[a-z_]+(\.[a-z0-9_-]+)*$/.test(value);
    case 'number':
      return /^\d{1,4}$/.test(value);
    case 'record':
      return value.length <= 200 && (option.name !== 'entry' || isId(value));
  }
}
