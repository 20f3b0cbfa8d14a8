import { Injectable } from '@nestjs/common';
import { type Actor, holds } from '@demarc/access';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { FutureCharges } from '@demarc/billing';
import { Operators, Partners, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { asId, type Clock, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { ReportingPermissions } from '../../permissions.js';
import { Parameters } from '../parameters.js';
import { checkPageSize } from '../place.js';
import { sayIn } from '../../domain/texts/report-tongue.js';
import { reportOf } from './all-reports.js';
import { type AnsweredReport, answerReport } from './report-answer.js';
import { type AskedOfReport, questionOf } from './report-question.js';
import { definitionIn, sourceIn } from './report-in-tongue.js';
import type { ReportDefinition, ReportQuestion, ReportSource } from './report.js';

export interface PreparedReport {
  readonly definition: ReportDefinition;
  readonly question: ReportQuestion;
  readonly source: ReportSource;
  readonly parameters: Parameters;
}

/** Reads what a question needs to be asked: the operator's day and money, and the statement of the report. */
@Injectable()
export class ReportDesk {
  constructor(
    private readonly operators: Operators,
    private readonly futureCharges: FutureCharges,
    private readonly partners: Partners,
  ) {}

  /** Reports speak the language of their reader: of the partner for those who work for one alone, else the operator’s. */
  async localeOf(sql: Sql, actor: Actor): Promise<string> {
    const { locale } = await this.operators.settings(sql);
    const [partnerId, ...others] = partnersOf(actor) ?? [];
    if (partnerId === undefined || others.length > 0) return locale;
    const language = (await this.partners.find(sql, asId<'Partner'>(partnerId)))?.legal.language;
    return language && language !== new Intl.Locale(locale).language ? language : locale;
  }

  async prepare(
    id: string,
    asked: AskedOfReport,
    { sql, actor, clock }: { readonly sql: Sql; readonly actor: Actor; readonly clock: Clock },
  ): Promise<PreparedReport> {
    const definition = reportOf(id);
    permitReport(definition, actor);
    const { timeZone, currency } = await this.operators.settings(sql);
    const locale = await this.localeOf(sql, actor);
    const say = sayIn(locale);
    const question = questionOf(definition, asked, { today: clock.todayIn(timeZone), currency, locale, timeZone });
    const parameters = new Parameters();
    const source = await definition.build(question, parameters, { sql, futureCharges: this.futureCharges });
    return { definition: definitionIn(say, definition), question, source: sourceIn(say, source), parameters };
  }
}

/** A report sums over all customers in reach: who sees only the own ones would take a part for the whole. */
export function permitReport(definition: ReportDefinition, actor: Actor): void {
  if (actor.kind === 'system') return;
  if (!holds(actor, definition.permission))
    throw new Refusal(
      'forbidden',
      'NOT_PERMITTED',
      'Your role does not allow this. A super administrator can grant it.',
      {
        details: { permission: definition.permission },
      },
    );
  if (reachesOnlyAddedBy(actor) !== null)
    throw new Refusal(
      'forbidden',
      'REPORT_NEEDS_ALL',
      'Reports need the right to see all customers, not only your own.',
    );
}

export interface ReportPage {
  readonly prepared: PreparedReport;
  readonly answered: AnsweredReport;
}

/** Answers a page of a report, with the totals of its whole filter. */
@Injectable()
export class RunReport extends Query<
  { readonly id: string; readonly asked: AskedOfReport; readonly first: number; readonly offset: number },
  ReportPage
> {
  readonly rule: Rule = {
    name: 'reporting.runReport',
    sentence: 'Read a report',
    permission: ReportingPermissions['report.view'],
  };

  constructor(private readonly desk: ReportDesk) {
    super();
  }

  async answer(
    input: { readonly id: string; readonly asked: AskedOfReport; readonly first: number; readonly offset: number },
    asking: Asking,
  ): Promise<ReportPage> {
    const first = checkPageSize(input.first);
    const prepared = await this.desk.prepare(input.id, input.asked, asking);
    const { source, parameters, question } = prepared;
    const answered = await answerReport(asking.sql, source, parameters, { first, offset: input.offset }, question);
    return { prepared, answered };
  }
}
