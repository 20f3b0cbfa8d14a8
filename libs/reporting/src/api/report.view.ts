import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LocalDateScalar } from '@demarc/graphql';

@ObjectType('ReportChoice', { description: 'A value that an option takes.' })
export class ReportChoiceView {
  @Field(() => String, { description: 'The value.' })
  value: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;
}

@ObjectType('ReportOption', { description: 'What can be chosen of a report.' })
export class ReportOptionView {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => String, { description: 'choice, plan, account, record or number.' })
  kind: string;

  @Field(() => String, { nullable: true, description: 'What is meant when nothing is chosen.' })
  usual: string | null;

  @Field(() => [ReportChoiceView], { description: 'The values, where there are only these.' })
  choices: ReportChoiceView[];
}

@ObjectType('ReportInfo', { description: 'A report that there is.' })
export class ReportInfoView {
  @Field(() => String, { description: 'Names it.' })
  id: string;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { description: 'What it answers, in a sentence.' })
  about: string;

  @Field(() => String, { description: 'ledger, receivables, taxes, revenue, growth or payments.' })
  group: string;

  @Field(() => String, { description: 'range, day or none.' })
  period: string;

  @Field(() => Boolean, { description: 'Can be asked of partners and locations.' })
  byPartner: boolean;

  @Field(() => String, { description: 'needed, possible or no.' })
  byCustomer: string;

  @Field(() => Boolean, { description: 'Shows the rows behind figures of another report.' })
  isDetail: boolean;

  @Field(() => [ReportOptionView], { description: 'What can be chosen.' })
  options: ReportOptionView[];
}

@ObjectType('ReportColumn', { description: 'A column of a report.' })
export class ReportColumnView {
  @Field(() => String, { description: 'Names it.' })
  key: string;

  @Field(() => String, { description: 'Its heading.' })
  title: string;

  @Field(() => String, { description: 'text, date, month, money, count, percent or decimal.' })
  kind: string;
}

@ObjectType('ReportLink', { description: 'A record that a cell leads to.' })
export class ReportLinkView {
  @Field(() => String, { description: 'customer, invoice, credit_note, payment or entry.' })
  kind: string;

  @Field(() => String, { description: 'Names the record.' })
  id: string;
}

@ObjectType('ReportCell', { description: 'A cell of a report.' })
export class ReportCellView {
  @Field(() => String, { nullable: true, description: 'The value as text; money as a decimal in major units.' })
  value: string | null;

  @Field(() => ReportLinkView, { nullable: true, description: 'The record that it names.' })
  link: ReportLinkView | null;

  @Field(() => String, { nullable: true, description: 'The rows behind it: `open-invoices?through=2026-10-31`.' })
  drill: string | null;
}

@ObjectType('ReportRow', { description: 'A row of a report: one cell a column.' })
export class ReportRowView {
  @Field(() => [ReportCellView], { description: 'The cells, in the order of the columns.' })
  cells: ReportCellView[];
}

@ObjectType('ReportBar', { description: 'A bar of the picture.' })
export class ReportBarView {
  @Field(() => String, { description: 'What it stands for.' })
  label: string;

  @Field(() => String, { description: 'How long it is: the value as text.' })
  value: string;

  @Field(() => String, { nullable: true, description: 'The second measure, where there are two.' })
  second: string | null;
}

export const ReportChartKindEnum = { BARS: 'bars', PAIRS: 'pairs', BRIDGE: 'bridge' } as const;
registerEnumType(ReportChartKindEnum, {
  name: 'ReportChartKind',
  description: 'How a picture is drawn.',
  valuesMap: {
    BARS: { description: 'A bar for each.' },
    PAIRS: { description: 'Two bars for each, beside each other.' },
    BRIDGE: { description: 'From the first bar to the last, step by step.' },
  },
});

@ObjectType('ReportChart', { description: 'A picture of a report.' })
export class ReportChartView {
  @Field(() => ReportChartKindEnum, { description: 'How it is drawn.' })
  kind: 'bars' | 'pairs' | 'bridge';

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { description: 'What the bars stand for.' })
  category: string;

  @Field(() => String, { description: 'What their length is.' })
  measure: string;

  @Field(() => String, { nullable: true, description: 'What the second bar of a pair is.' })
  second: string | null;

  @Field(() => String, { description: 'How the label is written: text, date or month.' })
  labelKind: string;

  @Field(() => String, { description: 'How the value is written: money or count.' })
  valueKind: string;

  @Field(() => [ReportBarView], { description: 'At most 24.' })
  bars: ReportBarView[];
}

@ObjectType('Report', { description: 'A page of a report, with the totals of its whole filter.' })
export class ReportView {
  @Field(() => ReportInfoView, { description: 'Which report.' })
  info: ReportInfoView;

  @Field(() => LocalDateScalar, { description: 'The first day that was asked for, or is usual.' })
  from: string;

  @Field(() => LocalDateScalar, { description: 'The last day.' })
  through: string;

  @Field(() => String, { description: 'The currency of its amounts.' })
  currency: string;

  @Field(() => [ReportColumnView], { description: 'The columns.' })
  columns: ReportColumnView[];

  @Field(() => [ReportRowView], { description: 'The rows of this page.' })
  rows: ReportRowView[];

  @Field(() => [String], { nullable: 'items', description: 'Totals of the whole filter, in the order of the columns.' })
  totals: (string | null)[];

  @Field(() => Int, { description: 'Rows of the whole filter.' })
  count: number;

  @Field(() => String, { nullable: true, description: 'Where the next page begins.' })
  endCursor: string | null;

  @Field(() => Boolean, { description: 'Are there rows after this page?' })
  hasNextPage: boolean;

  @Field(() => String, { description: 'What the figures say, in one sentence.' })
  sentence: string;

  @Field(() => [String], { description: 'How the figures are meant.' })
  notes: string[];

  @Field(() => [ReportChartView], { description: 'The pictures.' })
  charts: ReportChartView[];
}

@ObjectType('BalanceCheck', { description: 'What customers owe by three ways of counting: they must agree.' })
export class BalanceCheckView {
  @Field(() => String, { description: 'The currency.' })
  currency: string;

  @Field(() => String, { description: 'The balances as they are shown.' })
  shown: string;

  @Field(() => String, { description: 'The sum of the postings on the customers’ account.' })
  ledger: string;

  @Field(() => String, { description: 'Invoices less credit notes and payments, and what was given back or adjusted.' })
  documents: string;

  @Field(() => Int, { description: 'Customers of whom the three do not agree.' })
  differing: number;

  @Field(() => Boolean, { description: 'Do all three agree, for every customer?' })
  agrees: boolean;
}
