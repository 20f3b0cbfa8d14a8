import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, type LocalDate, notFound } from '@demarc/kernel';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { FutureItemId, InvoiceId, PlanId, TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
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
  @IsArray()
  @ArrayMaxSize(200)
  @Type(() => OneTimeLineInput)
  @ValidateNested({ each: true })
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
    const invoice = await oneTimeInvoice(act, account, terms, { ...input, customerNumber: customer.number });
    const wanted = input.futureItemIds ?? [];
    if (wanted.length !== invoice.offered) throw notFound('open future item of this customer');
    if (invoice.lines.length === 0)
      throw conflict('INVOICE_EMPTY', 'There is nothing to invoice: add a line, or an item above zero.');
    return issueOne(act, account, invoice, this.watch);
  }
}
