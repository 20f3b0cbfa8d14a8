import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, moneyViewOf, type Page } from '@demarc/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CreditNoteList, CreditNoteTotals } from '../app/credit-note-list.query.js';
import {
  CreditNoteListArgs,
  CreditNoteListFilterInput,
  CreditNoteListPage,
  type CreditNoteListRowView,
  CreditNoteTotalView,
} from './credit-note-list.view.js';
import { ownerOf } from './owner.js';
import { wantsTotal } from './wants-total.js';

@Resolver()
export class CreditNoteListResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(CreditNoteList)
  @Query(() => CreditNoteListPage, {
    description:
      'Credit notes of all customers, newest first. Ask for the total with the first page only; it is counted up to a cap.',
  })
  async creditNoteList(
    @Args() { filter, first, after }: CreditNoteListArgs,
    @Info() info: GraphQLResolveInfo,
    @CurrentCall() call: Call,
  ): Promise<Page<CreditNoteListRowView>> {
    const page = await this.queries.ask(
      CreditNoteList,
      { filter: filter ?? {}, first, after, counted: wantsTotal(info) },
      call,
    );
    return {
      ...page,
      nodes: page.nodes.map((row) => ({
        ...ownerOf(row),
        number: row.number,
        issuedOn: row.issued_on,
        note: row.note,
        gross: moneyViewOf(row.gross_minor, row.currency),
        remaining: moneyViewOf(row.remaining_minor, row.currency),
        invoiceId: row.invoice_id,
        invoiceNumber: row.invoice_number,
      })),
    };
  }

  @Asks(CreditNoteTotals)
  @Query(() => [CreditNoteTotalView], { description: 'Sums over every credit note that the filter lists.' })
  async creditNoteTotals(
    @Args('filter', {
      type: () => CreditNoteListFilterInput,
      nullable: true,
      description: 'Which credit notes; all when absent.',
    })
    filter: CreditNoteListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<CreditNoteTotalView[]> {
    const totals = await this.queries.ask(CreditNoteTotals, filter ?? {}, call);
    return totals.map((row) => ({
      count: Number(row.count),
      gross: moneyViewOf(row.gross_minor, row.currency),
      remaining: moneyViewOf(row.remaining_minor, row.currency),
    }));
  }
}
