import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, type LocalDate, notFound } from '@demarc/kernel';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { PlanEntity } from '../../data/plan.entity.js';
import { TaxRateEntity } from '../../data/tax-rate.entity.js';
import { documentTotals, dueDate, explainedLine } from '../../domain/index.js';
import { InvoicesIssued } from '../../events.js';
import type { InvoiceId, PlanId, TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { thingColumns, type LineToIssue } from './document-lines.js';
import { Policies } from '../settings/policies.js';
import { freePayers, openInvoices, settle } from '../payments/settlement.js';
import { type BillingTerms } from '../settings/settings.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { type InvoiceToIssue, writeInvoices } from './write-invoices.js';

@InputType({ description: 'One line of a one-time invoice: from a one-time plan, or described freely.' })
export class OneTimeLineInput {
  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'A one-time plan: gives description, price and tax where they are left out.',
  })
  @IsOptional()
  @IsRecordId()
  planId?: PlanId;

  @Field(() => String, { nullable: true, description: 'What the customer reads; needed without a plan.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  description?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many; one when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  quantity?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one; needed without a plan.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;

  @Field(() => Boolean, { nullable: true, description: 'Is tax inside the price?' })
  @IsOptional()
  @IsBoolean()
  taxInclusive?: boolean;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The tax rate; none when left out and no plan is given.',
  })
  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId;
}

@InputType({ description: 'A one-time invoice. It never leads to a suspension by itself.' })
export class IssueOneTimeInvoiceInput {
  @Field(() => RecordIdScalar, { description: 'Who is invoiced.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The document date; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  issuedOn?: LocalDate;

  @Field(() => String, { nullable: true, description: 'A note that is printed.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  note?: string;

  @Field(() => [OneTimeLineInput], { description: 'Its lines.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Type(() => OneTimeLineInput)
  @ValidateNested({ each: true })
  lines: OneTimeLineInput[];
}

@Injectable()
export class IssueOneTimeInvoice extends Command<IssueOneTimeInvoiceInput, { invoiceId: InvoiceId; number: string }> {
  readonly rule: CommandRule = {
    name: 'billing.issueOneTimeInvoice',
    sentence: 'Issue a one-time invoice',
    permission: BillingPermissions['invoice.issue'],
    risk: 'normal',
  };
  readonly input = IssueOneTimeInvoiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: IssueOneTimeInvoiceInput, act: Act): Promise<{ invoiceId: InvoiceId; number: string }> {
    const account = await this.accounts.lock(act, input.customerId);
    const customer = await this.customers.required(act.sql, account.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const issuedOn = input.issuedOn ?? act.todayIn(terms.zone);
    const lines = await Promise.all(input.lines.map((line) => oneTimeLine(act, line, account, terms)));
    const totals = documentTotals(lines);
    const invoice: InvoiceToIssue = {
      id: act.newId<'Invoice'>(),
      customerId: account.customerId,
      partnerId: account.partnerId,
      customerNumber: customer.number,
      terms,
      kind: 'one_time',
      currency: account.currency,
      issuedOn,
      dueOn: dueDate(issuedOn, account.dueDays),
      period: null,
      netMinor: totals.netMinor,
      taxMinor: totals.taxMinor,
      grossMinor: totals.grossMinor,
      runId: null,
      note: input.note ?? '',
      lines,
    };
    return issueOne(act, account, invoice, this.watch);
  }
}

/** Issues one invoice on a locked account, settles it with credit that is there, and looks at the standing again. */
export async function issueOne(
  act: Act,
  account: Account,
  invoice: InvoiceToIssue,
  watch: StandingWatch,
): Promise<{ invoiceId: InvoiceId; number: string }> {
  const open = await openInvoices(act.sql, [account.customerId]);
  const fresh = {
    id: invoice.id,
    number: '',
    customerId: account.customerId,
    issuedOn: invoice.issuedOn,
    openMinor: invoice.grossMinor,
  };
  const owedMinor = -account.balanceMinor + invoice.grossMinor;
  const settlements = settle(owedMinor, [...open, fresh], await freePayers(act.sql, [account.customerId]));
  const ofThis = settlements.filter((one) => one.invoiceId === invoice.id);
  const [issued] = await writeInvoices(act, [invoice], ofThis);
  await watch.lookAgain(act, { ...account, balanceMinor: -owedMinor });
  const invoiceId = invoice.id as InvoiceId;
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  act.emit(InvoicesIssued, { runId: null, invoices: [{ invoiceId, customerId: account.customerId }] }, about);
  const number = issued?.number ?? '';
  act.audit({ kind: 'invoice', id: invoiceId, ...about }, `Invoice ${number} issued`);
  return { invoiceId, number };
}

async function oneTimeLine(
  act: Act,
  line: OneTimeLineInput,
  account: Account,
  terms: BillingTerms,
): Promise<LineToIssue> {
  const plan = line.planId ? await act.manager.findOneBy(PlanEntity, { id: line.planId }) : null;
  if (line.planId && (!plan?.active || plan.kind !== 'one_time')) throw notFound('one-time plan');
  const description = line.description ?? plan?.serviceDescription;
  const unitPrice = line.unitPrice ?? plan?.unitPrice;
  if (description === undefined || unitPrice === undefined)
    throw conflict('LINE_INCOMPLETE', 'A line needs a plan, or a description and a price.');
  const taxRateId = account.taxExempt ? null : (line.taxRateId ?? plan?.taxRateId ?? null);
  const rate = taxRateId === null ? null : await act.manager.findOneBy(TaxRateEntity, { id: taxRateId });
  if (taxRateId !== null && !rate) throw notFound('tax rate');
  const tax = rate && { taxId: rate.id, name: rate.name, ratePercent: rate.percent };
  const thing = {
    quantity: line.quantity ?? '1',
    unitPrice,
    priceIncludesTax: line.taxInclusive ?? plan?.taxInclusive ?? false,
    tax,
  };
  const amount = explainedLine('one_time', thing, { days: 1, of: 1 }, { description }, account.currency, {
    rule: terms.rounding,
    tax: 'line',
  });
  return {
    id: act.newId<'InvoiceLine'>(),
    serviceId: null,
    planId: plan?.id ?? null,
    revenue: 'revenue.one_time',
    description,
    covers: null,
    part: null,
    unit: '',
    ...thingColumns(thing),
    ...amount,
  };
}
