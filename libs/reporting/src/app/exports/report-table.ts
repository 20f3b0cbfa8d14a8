import { currencyDigits, money, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { ANY_SIZE, WHOLE_TABLES } from '../planner.js';
import { sayIn } from '../../domain/texts/report-tongue.js';
import { wordOf } from '../reports/report-in-tongue.js';
import { answerReport, type RawRow, textsOf, withAlso } from '../reports/report-answer.js';
import type { PreparedReport } from '../reports/run-report.query.js';
import { isSql, type ReportColumn, type ReportQuestion } from '../reports/report.js';
import type { Cells, ExportTable } from './export-table.js';

const FETCHED = 2_000;

/** A whole report, read through a cursor: all rows are of one moment, and none waits in memory. */
export async function reportTable(sql: Sql, prepared: PreparedReport): Promise<ExportTable> {
  const { definition, question, source, parameters } = prepared;
  const values = [...parameters.values];
  const { count, totals } = await answerReport(sql, source, parameters, { first: 1, offset: 0 }, question);
  const cellsOf = (row: RawRow): Cells => source.columns.map((column) => valueOf(column, row, question));
  const say = sayIn(question.locale);
  const { from, through, currency } = question;
  const period =
    definition.period === 'range'
      ? say('{from} to {through}', { from, through })
      : say('At the end of {through}', { through });
  return {
    title: definition.title,
    about: [period, say('Amounts in {currency}', { currency }), ...chosen(prepared)],
    columns: source.columns.map(({ title, kind }) => ({ title, kind })),
    total: count,
    totals: source.columns.some(({ summed, total }) => summed ?? total) ? cellsOf(totals) : null,
    pages: async function* pages() {
      if (!isSql(source)) {
        yield source.rows.map(cellsOf);
        return;
      }
      const rows = `WITH report AS (${source.sql}) SELECT ${textsOf('report', source)} AS row FROM report ORDER BY ${source.order}`;
      if (!source.few) await sql.execute(WHOLE_TABLES);
      await sql.execute(`DECLARE exported NO SCROLL CURSOR FOR ${rows}`, values);
      if (!source.few) await sql.execute(ANY_SIZE);
      for (;;) {
        const fetched = await sql.query<{ row: RawRow }>(`FETCH ${FETCHED} FROM exported`);
        const shown = await withAlso(
          sql,
          source,
          fetched.map(({ row }) => row),
        );
        if (shown.length > 0) yield shown.map(cellsOf);
        if (fetched.length < FETCHED) break;
      }
      await sql.execute('CLOSE exported');
    },
  };
}

function chosen({ definition, question }: PreparedReport): string[] {
  return (definition.options ?? []).flatMap((option) => {
    const value = question.options[option.name];
    const choice = option.choices?.find((one) => one.value === value);
    return choice ? [`${option.title}: ${choice.title}`] : [];
  });
}

function valueOf(column: ReportColumn, row: RawRow, { currency }: ReportQuestion): string | null {
  const value = row[column.key];
  if (value === null || value === undefined) return null;
  if (column.kind !== 'money') return wordOf(column, value);
  return currencyDigits(currency) === 0 ? value : toDecimalString(money(BigInt(value), currency));
}
