import { type CurrencyCode, currencyDigits, type LocalDate, money, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { Parameters } from '../parameters.js';
import { ANY_SIZE, WHOLE_TABLES } from '../planner.js';
import { sayIn } from '../../domain/texts/report-tongue.js';
import { wordOf } from './report-in-tongue.js';
import {
  isSql,
  type ReportChart,
  type ReportColumn,
  type ReportSource,
  type RowsSource,
  type SqlSource,
  type Told,
} from './report.js';

export type RawRow = Readonly<Record<string, string | null>>;

export interface AnsweredReport {
  readonly rows: readonly RawRow[];
  readonly count: number;
  /** By key: sums and totals over everything that the filter leaves, in minor units for money. */
  readonly totals: RawRow;
  /** One set for each chart of the source. */
  readonly bars: readonly (readonly ReportBar[])[];
  readonly sentence: string;
}

export interface ReportBar {
  readonly label: string;
  readonly value: string;
  readonly second: string | null;
}

interface RawBar {
  readonly label: string | null;
  readonly value: string | null;
  readonly second?: string | null;
}

interface Row {
  readonly rows: readonly RawRow[] | null;
  readonly totals: RawRow;
  readonly bars: readonly (RawBar[] | null)[];
}

const MOST_BARS = 24;

/** One page of a report, with the totals of the whole filter: one statement, so that both are of one moment. */
export async function answerReport(
  sql: Sql,
  source: ReportSource,
  parameters: Parameters,
  page: { readonly first: number; readonly offset: number },
  about: { readonly today: LocalDate; readonly currency: CurrencyCode; readonly locale: string },
): Promise<AnsweredReport> {
  const { rows, totals, bars } = isSql(source)
    ? await answerSql(sql, source, parameters, page)
    : answerRows(source, page);
  const count = Number(totals['count'] ?? 0);
  const kinds = new Map(source.columns.map((column) => [column.key, column.kind]));
  const told: Told = {
    count,
    today: about.today,
    minor: (key) => BigInt(totals[key] ?? 0),
    say: sayIn(about.locale),
    total: (key) => {
      const value = totals[key] ?? '0';
      return kinds.get(key) === 'money' ? amountText(value, about) : value;
    },
  };
  return {
    rows: rows ?? [],
    count,
    totals,
    bars: (source.charts ?? []).map(
      (chart, at) => totalBars(chart, source, totals) ?? barsOf(bars[at] ?? null, labelOf(chart, source)),
    ),
    sentence: source.sentence(told),
  };
}

async function answerSql(
  sql: Sql,
  source: SqlSource,
  parameters: Parameters,
  { first, offset }: { readonly first: number; readonly offset: number },
): Promise<Row> {
  const totals = source.columns.flatMap((column) => {
    const total = column.total ?? (column.summed ? `sum(${column.key})` : undefined);
    return total === undefined ? [] : [`'${column.key}', (${total})::text`];
  });
  const limit = `LIMIT ${parameters.add(first)}::int OFFSET ${parameters.add(offset)}::int`;
  if (!source.few) await sql.execute(WHOLE_TABLES);
  const answer = await sql.first<Row>(
    `WITH report AS MATERIALIZED (${source.sql})
     SELECT (SELECT json_agg(${textsOf('page', source)}) FROM (SELECT * FROM report ORDER BY ${source.order} ${limit}) page) AS rows,
       (SELECT json_build_object('count', count(*)::text${totals.map((one) => `, ${one}`).join('')}) FROM report) AS totals,
       json_build_array(${(source.charts ?? []).map((chart) => barsSql(chart, source)).join(', ')}) AS bars`,
    parameters.values,
  );
  if (!source.few) await sql.execute(ANY_SIZE);
  if (!answer) return { rows: [], totals: { count: '0' }, bars: [] };
  return { ...answer, rows: await withAlso(sql, source, answer.rows ?? []) };
}

function barsSql(chart: ReportChart, { order }: SqlSource): string {
  if ('totals' in chart) return 'NULL::json';
  const second = chart.second === undefined ? '' : `, 'second', bar.${chart.second}::text`;
  const by = chart.order === 'size' ? `${chart.value} DESC` : order;
  return `(SELECT json_agg(json_build_object('label', bar.${chart.label}::text, 'value', bar.${chart.value}::text${second}))
    FROM (SELECT * FROM report ORDER BY ${by} LIMIT ${MOST_BARS}) bar)`;
}

/** What only shown rows need, looked up by index for them alone. */
export async function withAlso(sql: Sql, { also }: SqlSource, rows: readonly RawRow[]): Promise<readonly RawRow[]> {
  if (!also) return rows;
  const ids = [...new Set(rows.flatMap((row) => row[also.by] ?? []))];
  const found = await sql.query<{ id: string } & RawRow>(also.sql, [ids]);
  const byId = new Map(found.map((one) => [one.id, one]));
  return rows.map((row) => ({ ...row, ...byId.get(row[also.by] ?? '') }));
}

/** Every key of a row as text: json numbers would lose what is beyond 2^53. */
export function textsOf(alias: string, source: SqlSource): string {
  const keys = keysOf(source);
  return `json_build_object(${keys.map((key) => `'${key}', ${alias}.${key}::text`).join(', ')})`;
}

function keysOf({ columns, also }: SqlSource): string[] {
  const keys = new Set<string>(also ? [also.by] : []);
  for (const { key, link, drill } of columns) {
    keys.add(key);
    if (link) keys.add(link.id);
    if (link && typeof link.kind !== 'string') keys.add(link.kind.key);
    for (const from of Object.values(drill?.from ?? {})) keys.add(from);
  }
  return [...keys].filter((key) => !also?.keys.includes(key));
}

function answerRows(source: RowsSource, { first, offset }: { readonly first: number; readonly offset: number }): Row {
  const totals: Record<string, string> = { count: String(source.rows.length) };
  for (const { key, summed } of source.columns)
    if (summed) totals[key] = String(source.rows.reduce((sum, row) => sum + BigInt(row[key] ?? 0), 0n));
  const bars = (source.charts ?? []).map((chart) =>
    'totals' in chart
      ? null
      : source.rows.slice(0, MOST_BARS).map((row) => ({
          label: row[chart.label] ?? '',
          value: row[chart.value] ?? '0',
          second: chart.second === undefined ? null : (row[chart.second] ?? '0'),
        })),
  );
  return { rows: source.rows.slice(offset, offset + first), totals, bars };
}

/** Columns as bars: their headings, and what they come to over the whole filter. */
function totalBars(chart: ReportChart, { columns }: ReportSource, totals: RawRow): readonly ReportBar[] | undefined {
  if (!('totals' in chart)) return undefined;
  return chart.totals.flatMap((key) => {
    const column = columns.find((one) => one.key === key);
    return column ? [{ label: column.title, value: totals[key] ?? '0', second: null }] : [];
  });
}

/** What has no value (a share of nothing) has no bar. */
function barsOf(bars: readonly RawBar[] | null, column: ReportColumn | undefined): readonly ReportBar[] {
  return (bars ?? []).flatMap(({ label, value, second }) =>
    value === null ? [] : [{ label: wordOf(column ?? {}, label ?? '–'), value, second: second ?? null }],
  );
}

function labelOf(chart: ReportChart, { columns }: ReportSource): ReportColumn | undefined {
  return 'totals' in chart ? undefined : columns.find(({ key }) => key === chart.label);
}

/** `€1,234.50`, for sentences. Cells carry their amount as a decimal and leave the look to whoever shows them. */
function amountText(
  minor: string,
  { currency, locale }: { readonly currency: CurrencyCode; readonly locale: string },
): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(decimalOf(minor, currency) as Intl.StringNumericLiteral).replace('-', '\u2212');
}

export function decimalOf(minor: string, currency: CurrencyCode): string {
  return currencyDigits(currency) === 0 ? minor : toDecimalString(money(BigInt(minor), currency));
}
