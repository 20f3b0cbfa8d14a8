import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, moneyViewOf, type Page } from '@demarc/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { InvoiceList, InvoiceTotals } from '../app/invoice-list.query.js';
import { PaymentList, type PaymentListFilter, PaymentTotals } from '../app/payment-list.query.js';
import { ServiceList } from '../app/service-list.query.js';
import { ownerOf } from './owner.js';
import {
  InvoiceListArgs,
  InvoiceListFilterInput,
  PaymentListArgs,
  PaymentListFilterInput,
  ServiceListArgs,
} from './rows.input.js';
import {
  InvoiceListPage,
  InvoiceListRowView,
  InvoiceTotalView,
  PaymentListPage,
  PaymentListRowView,
  PaymentTotalView,
  ServiceListPage,
  ServiceListRowView,
} from './rows.view.js';
import { wantsTotal } from './wants-total.js';

const TOTAL = 'Ask for the total with the first page only; it is counted up to a cap.';

@Resolver()
export class RowsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(InvoiceList)
  @Query(() => InvoiceListPage, { description: `Invoices of all customers, newest first. ${TOTAL}` })
  async invoiceList(
    @Args() { filter, first, after }: InvoiceListArgs,
    @Info() info: GraphQLResolveInfo,
    @CurrentCall() call: Call,
  ): Promise<Page<InvoiceListRowView>> {
    const page = await this.queries.ask(
      InvoiceList,
      { filter: filter ?? {}, first, after, counted: wantsTotal(info) },
      call,
    );
    return {
      ...page,
      nodes: page.nodes.map((row) => ({
        ...ownerOf(row),
        number: row.number,
        kind: row.kind,
        state: row.state,
        issuedOn: row.issued_on,
        dueOn: row.due_on,
        gross: moneyViewOf(row.gross_minor, row.currency),
        open: moneyViewOf(row.open_minor, row.currency),
      })),
    };
  }

  @Asks(InvoiceTotals)
  @Query(() => [InvoiceTotalView], { description: 'Sums over everything that the filter lists, by state.' })
  async invoiceTotals(
    @Args('filter', {
      type: () => InvoiceListFilterInput,
      nullable: true,
      description: 'Which invoices; all when absent.',
    })
    filter: InvoiceListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<InvoiceTotalView[]> {
    const totals = await this.queries.ask(InvoiceTotals, filter ?? {}, call);
    return totals.map((row) => ({
      state: row.state,
      count: Number(row.count),
      gross: moneyViewOf(row.gross_minor, row.currency),
      open: moneyViewOf(row.open_minor, row.currency),
    }));
  }

  @Asks(PaymentList)
  @Query(() => PaymentListPage, { description: `Payments of all customers, newest first. ${TOTAL}` })
  async paymentList(
    @Args() { filter, first, after }: PaymentListArgs,
    @Info() info: GraphQLResolveInfo,
    @CurrentCall() call: Call,
  ): Promise<Page<PaymentListRowView>> {
    const page = await this.queries.ask(
      PaymentList,
      { filter: paymentFilter(filter), first, after, counted: wantsTotal(info) },
      call,
    );
    return {
      ...page,
      nodes: page.nodes.map((row) => ({
        ...ownerOf(row),
        receiptNumber: row.receipt_number,
        status: row.status,
        receivedOn: row.received_on,
        amount: moneyViewOf(row.amount_minor, row.currency),
        unallocated: moneyViewOf(row.unallocated_minor, row.currency),
        method: row.method,
        provider: row.provider,
        recordedBy: row.recorded_by,
      })),
    };
  }

  @Asks(PaymentTotals)
  @Query(() => [PaymentTotalView], { description: 'Sums over everything that the filter lists, by status.' })
  async paymentTotals(
    @Args('filter', {
      type: () => PaymentListFilterInput,
      nullable: true,
      description: 'Which payments; all when absent.',
    })
    filter: PaymentListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<PaymentTotalView[]> {
    const totals = await this.queries.ask(PaymentTotals, paymentFilter(filter), call);
    return totals.map((row) => ({
      status: row.status,
      count: Number(row.count),
      amount: moneyViewOf(row.amount_minor, row.currency),
      unallocated: moneyViewOf(row.unallocated_minor, row.currency),
    }));
  }

  @Asks(ServiceList)
  @Query(() => ServiceListPage, { description: `Services of all customers, the latest first. ${TOTAL}` })
  async serviceList(
    @Args() { filter, first, after }: ServiceListArgs,
    @Info() info: GraphQLResolveInfo,
    @CurrentCall() call: Call,
  ): Promise<Page<ServiceListRowView>> {
    const page = await this.queries.ask(
      ServiceList,
      { filter: filter ?? {}, first, after, counted: wantsTotal(info) },
      call,
    );
    return {
      ...page,
      nodes: page.nodes.map((row) => ({
        ...ownerOf(row),
        number: row.number,
        kind: row.kind,
        status: row.status,
        title: row.title,
        startsOn: row.starts_on,
        endsOn: row.ends_on,
        unitPrice: row.unit_price,
        quantity: row.quantity,
        currency: row.currency,
        login: row.login,
        ipv4: row.ipv4,
        access: row.access,
        online: row.online,
      })),
    };
  }
}

export function paymentFilter(filter: PaymentListFilterInput | null | undefined): PaymentListFilter {
  if (!filter) return {};
  const { reversed, ...rest } = filter;
  return reversed === null || reversed === undefined ? rest : { ...rest, status: reversed ? 'reversed' : 'recorded' };
}
