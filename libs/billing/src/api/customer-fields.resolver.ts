import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, type Page, PageArgs } from '@demarc/graphql';
import { CustomerStatusEnum } from '../app/settings/enums.js';
import { AccountsOf, HoldsOf } from '../app/accounts/find-accounts.query.js';
import { LookAhead } from '../app/standing/look-ahead.query.js';
import { CreditNotesOf, ListInvoices } from '../app/documents/find-documents.query.js';
import { ListEntries } from '../app/ledger/find-journal.query.js';
import { ListPayments } from '../app/payments/find-payments.query.js';
import { ServicesOf } from '../app/services/find-services.query.js';
import { FindWaysToPay, type WaysToPay } from '../app/payments/ways-to-pay.query.js';
import type { CustomerStatus } from '../domain/index.js';
import { accountView, BillingAccountView, HoldView, nextView, WhatHappensNextView } from './account.view.js';
import {
  CreditNoteView,
  creditNoteView,
  entryView,
  InvoicePage,
  invoiceView,
  type InvoiceView,
  LedgerEntryPage,
  type LedgerEntryView,
  PaymentPage,
  paymentView,
  type PaymentView,
} from './document.view.js';
import { BillingLoaders } from './loaders.js';
import { serviceView, ServiceView } from './service.view.js';
import { WaysToPayView } from './ways-to-pay.view.js';

/** What billing knows of a customer. */
@Resolver(() => CustomerView)
export class CustomerFieldsResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(AccountsOf)
  @ResolveField(() => BillingAccountView, {
    nullable: true,
    description: 'The billing account: balance, standing, settings.',
  })
  async account(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<BillingAccountView | null> {
    const found = await this.loaders.account(call, id);
    return found && accountView(found);
  }

  @Asks(AccountsOf)
  @ResolveField(() => CustomerStatusEnum, {
    nullable: true,
    description: 'What people see of the customer: follows from lifecycle, standing and holds.',
  })
  async status(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<CustomerStatus | null> {
    return (await this.loaders.account(call, id))?.customerStatus ?? null;
  }

  @Asks(HoldsOf)
  @ResolveField(() => [HoldView], { description: 'Holds, newest first, lifted ones too.' })
  holds(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<HoldView[]> {
    return this.loaders.holds(call, id);
  }

  @Asks(ServicesOf)
  @ResolveField(() => [ServiceView], { description: 'Services, running ones first.' })
  async services(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<ServiceView[]> {
    return (await this.loaders.services(call, id)).map(serviceView);
  }

  @Asks(LookAhead)
  @ResolveField(() => WhatHappensNextView, {
    nullable: true,
    description: 'What happens next and when, if nothing is paid.',
  })
  async whatHappensNext(
    @Parent() { id }: CustomerView,
    @CurrentCall() call: Call,
  ): Promise<WhatHappensNextView | null> {
    const found = await this.queries.ask(LookAhead, { customerId: id }, call);
    return found && nextView(found);
  }

  @Asks(FindWaysToPay)
  @ResolveField(() => WaysToPayView, { nullable: true, description: 'How the customer can pay.' })
  waysToPay(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<WaysToPay | null> {
    return this.queries.ask(FindWaysToPay, { customerId: id }, call);
  }

  @Asks(ListInvoices)
  @ResolveField(() => InvoicePage, { description: 'Invoices, newest first.' })
  async invoices(
    @Parent() { id }: CustomerView,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<InvoiceView>> {
    const found = await this.queries.ask(ListInvoices, { customerId: id, ...page }, call);
    return { ...found, nodes: found.nodes.map(invoiceView) };
  }

  @Asks(CreditNotesOf)
  @ResolveField(() => [CreditNoteView], { description: 'Credit notes, newest first; at most 500.' })
  async creditNotes(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<CreditNoteView[]> {
    return (await this.queries.ask(CreditNotesOf, { customerId: id }, call)).map(creditNoteView);
  }

  @Asks(ListPayments)
  @ResolveField(() => PaymentPage, { description: 'Payments, newest first.' })
  async payments(
    @Parent() { id }: CustomerView,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<PaymentView>> {
    const found = await this.queries.ask(ListPayments, { customerId: id, ...page }, call);
    return { ...found, nodes: found.nodes.map(paymentView) };
  }

  @Asks(ListEntries)
  @ResolveField(() => LedgerEntryPage, { description: 'The journal, newest first.' })
  async journal(
    @Parent() { id }: CustomerView,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<LedgerEntryView>> {
    const found = await this.queries.ask(ListEntries, { customerId: id, ...page }, call);
    return { ...found, nodes: found.nodes.map(entryView) };
  }
}
