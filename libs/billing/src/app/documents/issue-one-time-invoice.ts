import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import {
  type Act,
  Command,
  type CommandRule,
  IsListOf,
  IsLocalDate,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, type LocalDate, notFound } from '@demarc/kernel';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import type { LineDiscount } from '../../domain/index.js';
import type { FutureItemId, InvoiceId, PlanId, TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { DiscountKindEnum } from '../settings/enums.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { issueOne } from './issue-one.js';
import { oneTimeInvoice } from './one-time-invoice.js';

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

@InputType({ description: 'A discount on a whole document, shared by what its lines come to; taken off before tax.' })
export class DocumentDiscountInput {
  @Field(() => DiscountKindEnum, { description: 'A percentage, or an amount.' })
  @IsIn(['percent', 'fixed'])
  kind: 'percent' | 'fixed';

  @Field(() => DecimalScalar, { description: 'The percentage, at most 100, or the amount.' })
  @IsPlainDecimal({ min: '0' })
  value: string;

  @Field(() => String, { description: 'What the customer reads.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  label: string;
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

  @Field(() => [OneTimeLineInput], { description: 'Its lines; none are needed when future items are loaded.' })
  @IsListOf(() => OneTimeLineInput, { most: 200 })
  lines: OneTimeLineInput[];

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Open future items of the customer to put on it; those below zero reduce it to zero at most.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsRecordId({ each: true })
  futureItemIds?: FutureItemId[];

  @Field(() => [DocumentDiscountInput], {
    nullable: true,
    description: 'Discounts on the whole invoice, each of what the ones before it left. Future items are not lessened.',
  })
  @IsOptional()
  @IsListOf(() => DocumentDiscountInput, { most: 10 })
  discounts?: DocumentDiscountInput[];
}

function lineDiscountOf({ kind, value, label }: DocumentDiscountInput): LineDiscount {
  if (kind === 'fixed') return { kind, amount: value, label };
  if (Number(value) > 100)
    throw invalid('DISCOUNT_OVER_HUNDRED', 'A discount is at most 100 percent.', [
      { field: 'discounts', message: 'over 100 percent' },
    ]);
  return { kind, percent: value, label };
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
    const invoice = await oneTimeInvoice(act, account, terms, {
      ...input,
      customerNumber: customer.number,
      discounts: (input.discounts ?? []).map(lineDiscountOf),
    });
    const wanted = input.futureItemIds ?? [];
    if (wanted.length !== invoice.offered) throw notFound('open future item of this customer');
    if (invoice.lines.length === 0)
      throw conflict('INVOICE_EMPTY', 'There is nothing to invoice: add a line, or an item above zero.');
    return issueOne(act, account, invoice, this.watch);
  }
}
