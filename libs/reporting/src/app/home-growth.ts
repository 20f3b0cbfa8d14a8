import { type MoneyView, moneyViewOf } from '@demarc/graphql';
import { addDays, addMonths, type CurrencyCode, type LocalDate, startOfMonth } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { Parameters } from './parameters.js';
import { collected } from './reports/collected.report.js';
import { mrr } from './reports/mrr.report.js';
import { type AnsweredReport, answerReport } from './reports/report-answer.js';
import type { ReportDefinition, ReportQuestion } from './reports/report.js';

/** A month as the manager compares it with the one before; percentages are text, null where nothing can be divided. */
export interface MonthOfGrowth {
  readonly month: string;
  readonly recurring: MoneyView;
  readonly won: number;
  readonly lost: number;
  readonly arpu: MoneyView;
  readonly churnPercent: string | null;
  readonly collectedPercent: string | null;
  readonly moves: readonly { readonly kind: string; readonly amount: MoneyView }[];
}

interface Place {
  readonly today: LocalDate;
  readonly timeZone: string;
  readonly currency: CurrencyCode;
  readonly locale: string;
  readonly partnerIds: readonly string[] | null;
}

const MOVES = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const;

/** The last month and this one, by the same statements as the reports that they lead to. */
export async function growthOf(sql: Sql, place: Place): Promise<readonly MonthOfGrowth[]> {
  const thisMonth = startOfMonth(place.today);
  const months = [addMonths(thisMonth, -1), thisMonth];
  const grown = await answered(sql, mrr, place, months[0] ?? thisMonth, place.today);
  const money = (minor: string | null | undefined): MoneyView => moneyViewOf(minor ?? '0', place.currency);
  const shares = await collectedShares(sql, place);
  return months.map((month, at) => {
    const row = grown.rows.find((one) => one['month'] === month) ?? {};
    return {
      month,
      recurring: money(row['ends']),
      won: Number(row['came'] ?? 0),
      lost: Number(row['went'] ?? 0),
      arpu: money(row['arpu']),
      churnPercent: row['churn_rate'] ?? null,
      collectedPercent: shares[at] ?? null,
      moves: MOVES.map((kind) => ({ kind, amount: money(row[kind]) })),
    };
  });
}

/** Percent collected of the last month's and of this month's invoices. */
export async function collectedShares(sql: Sql, place: Place): Promise<(string | null)[]> {
  const thisMonth = startOfMonth(place.today);
  const shares: (string | null)[] = [];
  for (const month of [addMonths(thisMonth, -1), thisMonth]) {
    const { totals } = await answered(sql, collected, place, month, addDays(addMonths(month, 1), -1));
    shares.push(totals['share'] ?? null);
  }
  return shares;
}

function answered(
  sql: Sql,
  report: ReportDefinition,
  { partnerIds, ...place }: Place,
  from: LocalDate,
  through: LocalDate,
): Promise<AnsweredReport> {
  const parameters = new Parameters();
  const asked = {
    ...place,
    from,
    through,
    partnerIds: partnerIds ?? [],
    locationIds: [],
    customerId: null,
    options: {},
  };
  const question: ReportQuestion = asked;
  const source = report.build(question, parameters);
  if (source instanceof Promise) throw new Error(`the report ${report.id} is no plain statement`);
  return answerReport(sql, source, parameters, { first: 24, offset: 0 }, place);
}
