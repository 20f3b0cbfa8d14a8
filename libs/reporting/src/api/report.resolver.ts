import { Args, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, decodeCursor, encodeCursor, RecordIdScalar } from '@demarc/graphql';
import { currencyCode, invalid } from '@demarc/kernel';
import { BalanceCheck } from '../app/balance-check.query.js';
import { ListReports } from '../app/reports/list-reports.query.js';
import { decimalOf } from '../app/reports/report-answer.js';
import { RunReport } from '../app/reports/run-report.query.js';
import { infoOf, reportView } from './report-shapes.js';
import { ReportArgs } from './report.input.js';
import { BalanceCheckView, ReportInfoView, ReportView } from './report.view.js';

@Resolver()
export class ReportResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(ListReports)
  @Query(() => [ReportInfoView], { description: 'The reports that you may read.' })
  async reports(@CurrentCall() call: Call): Promise<ReportInfoView[]> {
    return (await this.queries.ask(ListReports, {}, call)).map(infoOf);
  }

  @Asks(RunReport)
  @Query(() => ReportView, { description: 'A page of a report, with the totals of its whole filter.' })
  async report(@Args() { id, filter, first, after }: ReportArgs, @CurrentCall() call: Call): Promise<ReportView> {
    const offset = offsetOf(after);
    const page = await this.queries.ask(RunReport, { id, asked: filter ?? {}, first, offset }, call);
    const view = reportView(page, first, offset);
    return { ...view, endCursor: view.endCursor === null ? null : encodeCursor([view.endCursor]) };
  }

  @Asks(BalanceCheck)
  @Query(() => BalanceCheckView, {
    description: 'What customers owe as shown, by the ledger, and by documents and payments.',
  })
  async balanceCheck(
    @Args('customerId', { type: () => RecordIdScalar, nullable: true, description: 'Only this customer.' })
    customerId: string | null | undefined,
    @CurrentCall() call: Call,
  ): Promise<BalanceCheckView> {
    const found = await this.queries.ask(BalanceCheck, { customerId }, call);
    const amount = (minor: string): string => decimalOf(minor, currencyCode(found.currency));
    return {
      currency: found.currency,
      shown: amount(found.shownMinor),
      ledger: amount(found.ledgerMinor),
      documents: amount(found.documentsMinor),
      differing: found.differing,
      agrees: found.differing === 0,
    };
  }
}

function offsetOf(after: string | null | undefined): number {
  if (!after) return 0;
  const [place] = decodeCursor(after, 1);
  if (!/^\d{1,9}$/.test(String(place)))
    throw invalid('INVALID_CURSOR', 'This place in the list is not known. Start again from the first page.');
  return Number(place);
}
