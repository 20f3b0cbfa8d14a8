import type { Permission } from '@demarc/access';
import type { FutureCharges } from '@demarc/billing';
import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { Parameters } from '../parameters.js';
import type { Say } from '../../domain/texts/report-tongue.js';
import type { CellWords } from './report-words.js';

/** How a cell is written: on the screen, in a file, and in a spreadsheet (typed). */
export type CellKind = 'text' | 'date' | 'month' | 'money' | 'count' | 'percent' | 'decimal';

/** A record that a cell leads to. */
export type LinkKind = 'customer' | 'invoice' | 'credit_note' | 'payment' | 'entry';

export interface ReportColumn {
  /** A column of the statement; `money` in minor units. */
  readonly key: string;
  readonly title: string;
  readonly kind: CellKind;
  /** Summed over the whole filter. */
  readonly summed?: boolean;
  /** Values that are words of ours and not data, with their text: it is said in the language of the reader. */
  readonly words?: CellWords;
  /** An expression over the whole report for the totals row, where a sum would say nothing: `max(opening)`. */
  readonly total?: string;
  /** The hidden column that names the record, and what it is; a kind may itself stand in a hidden column. */
  readonly link?: { readonly id: string; readonly kind: LinkKind | { readonly key: string } };
  /** The rows behind this figure: another report, with what it asks from hidden columns or fixed words. */
  readonly drill?: Drill;
}

export interface Drill {
  readonly report: string;
  readonly from?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
}

export type ReportChart =
  | {
      readonly title: string;
      readonly label: string;
      readonly value: string;
      /** A second measure beside the first one. */
      readonly second?: string;
      /** By size, or in the order of the report (months). */
      readonly order: 'size' | 'report';
    }
  /** The totals of these columns beside each other. */
  | {
      readonly title: string;
      readonly totals: readonly string[];
      readonly category: string;
      readonly measure: string;
      /** The first is where it began, the last where it ended, the others lead from one to the other. */
      readonly isBridge?: boolean;
    };

interface Shown {
  readonly columns: readonly ReportColumn[];
  readonly charts?: readonly ReportChart[];
  readonly notes?: readonly string[];
  /** One sentence over the figures: `total` gives the text of a summed column as people read it. */
  readonly sentence: (told: Told) => string;
}

/** A report that is one statement: its rows have every key of `columns`, of links and of drills. */
export interface SqlSource extends Shown {
  readonly sql: string;
  /** What makes a total order of the rows. */
  readonly order: string;
  /** Names and links that only shown rows need, looked up by the ids that stand in `by`: the statement's one parameter. */
  readonly also?: { readonly by: string; readonly keys: readonly string[]; readonly sql: string };
  /** About one record: found by indexes instead of by reading tables through. */
  readonly few?: boolean;
}

/** A report that was worked out by the engine: rows as texts by key, amounts in minor units. */
export interface RowsSource extends Shown {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

export type ReportSource = SqlSource | RowsSource;

export interface Told {
  readonly count: number;
  readonly today: LocalDate;
  total(key: string): string;
  /** The sentence in the language of the reader, with what stands in braces filled in. */
  readonly say: Say;
  minor(key: string): bigint;
}

export interface ReportOption {
  readonly name: string;
  readonly title: string;
  /** `choice` has its words here; a plan, an account or a tax is named by what the product knows of them. */
  readonly kind: 'choice' | 'plan' | 'account' | 'record' | 'number';
  readonly choices?: readonly { readonly value: string; readonly title: string }[];
  /** The choice that is meant when none is made; without it the option is open. */
  readonly usual?: string;
}

export type PeriodKind = 'range' | 'day' | 'none';

export interface ReportQuestion {
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly today: LocalDate;
  readonly currency: CurrencyCode;
  /** BCP 47: how amounts read in sentences. */
  readonly locale: string;
  readonly timeZone: string;
  readonly partnerIds: readonly string[];
  readonly locationIds: readonly string[];
  readonly customerId: string | null;
  readonly options: Readonly<Record<string, string>>;
}

export interface ReportTools {
  readonly sql: Sql;
  readonly futureCharges: FutureCharges;
}

export type ReportGroup = 'ledger' | 'receivables' | 'taxes' | 'revenue' | 'growth' | 'payments';

/** A report: what it is about, what may be asked of it, and how it answers. One file each. */
export interface ReportDefinition {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly group: ReportGroup;
  readonly permission: Permission;
  readonly period: PeriodKind;
  /** The period that is meant when none is given. */
  readonly usualPeriod?: 'this_month' | 'twelve_months' | 'year_ahead';
  readonly byPartner: boolean;
  readonly byCustomer: 'needed' | 'possible' | 'no';
  readonly options?: readonly ReportOption[];
  /** Not among the reports to choose from: the rows behind the figures of another one. */
  readonly isDetail?: boolean;
  /** `tools` are there for reports that are worked out by the engine instead of by one statement. */
  build(question: ReportQuestion, parameters: Parameters, tools?: ReportTools): ReportSource | Promise<ReportSource>;
}

export function isSql(source: ReportSource): source is SqlSource {
  return 'sql' in source;
}
