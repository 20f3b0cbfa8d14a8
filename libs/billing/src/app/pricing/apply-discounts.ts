import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, type Asking, Command, type CommandRule, IsRecordId, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, Refusal } from '@demarc/kernel';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import type { PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { announceService } from '../services/service-steps.js';
import { decideDiscounts, type DecidedDiscounts } from './decide-discounts.js';
import { DiscountInput } from './discount.input.js';
import { writeDiscounts } from './service-discounts.js';

@InputType({ description: 'A discount for the services of chosen customers.' })
export class DiscountsInput extends DiscountInput {
  @Field(() => [RecordIdScalar], { description: 'The customers, at most 1000.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsRecordId({ each: true })
  customerIds: Id<'Customer'>[];

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only services of these plans; of all when left out.' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsRecordId({ each: true })
  planIds?: PlanId[];

  @Field(() => Boolean, { description: 'Is it a main discount, or an additional one?' })
  @IsBoolean()
  main: boolean;
}

@InputType({ description: 'A discount for chosen customers, as it was previewed.' })
export class ApplyDiscountsInput extends DiscountsInput {
  @Field(() => String, { description: 'The hash of the preview; when anything is different by now, nothing is done.' })
  @IsString()
  @MaxLength(100)
  planHash: string;
}

const MANAGE = BillingPermissions['discount.applyToMany'];

@Injectable()
export class PreviewDiscounts extends Query<DiscountsInput, DecidedDiscounts> {
  readonly rule: Rule = {
    name: 'billing.previewDiscounts',
    sentence: 'See what a discount would do to the services of many customers',
    permission: MANAGE,
  };

  constructor(private readonly policies: Policies) {
    super();
  }

  async answer(wish: DiscountsInput, { sql, clock }: Asking): Promise<DecidedDiscounts> {
    if (wish.customerIds.length > 1000) throw invalid('TOO_MANY_CUSTOMERS', 'At most 1000 customers at once.');
    const termsOf = await this.policies.termsOfAll(sql);
    return decideDiscounts(sql, wish, clock.todayIn(termsOf('').zone), termsOf);
  }
}

export interface AppliedDiscounts {
  readonly given: number;
  readonly skipped: number;
}

/** The same decision as the preview, made again on locked accounts; nothing is written when it has another outcome. */
@Injectable()
export class ApplyDiscounts extends Command<ApplyDiscountsInput, AppliedDiscounts> {
  readonly rule: CommandRule = {
    name: 'billing.applyDiscounts',
    sentence: 'Give the services of many customers a discount',
    permission: MANAGE,
    risk: 'high',
  };
  readonly input = ApplyDiscountsInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ planHash, ...wish }: ApplyDiscountsInput, act: Act): Promise<AppliedDiscounts> {
    for (const customerId of wish.customerIds) await this.customers.reached(act.sql, act.actor, customerId);
    await this.accounts.lockMany(act.sql, wish.customerIds);
    const termsOf = await this.policies.termsOfAll(act.sql);
    const { rows, hash } = await decideDiscounts(act.sql, wish, act.todayIn(termsOf('').zone), termsOf);
    if (hash !== planHash)
      throw new Refusal(
        'stale',
        'DISCOUNTS_CHANGED',
        'The figures have changed since the preview. Look at them again.',
      );
    const given = rows.filter((row) => row.skipped === null);
    if (given.length === 0)
      throw conflict('NOTHING_TO_DISCOUNT', 'No service of these customers would get the discount.');
    const { customerIds: _, planIds: __, ...discount } = wish;
    await writeDiscounts(
      act,
      given.map((row) => ({ service: { ...row, id: row.serviceId }, discount })),
    );
    for (const row of given) await announceService(act, row.serviceId);
    act.audit(
      { kind: 'discount', id: hash },
      `Discount of ${wish.value}${wish.kind === 'percent' ? ' %' : ''} given to ${given.length} services`,
      { after: { ...discount, serviceIds: given.map((row) => row.serviceId) } },
    );
    return { given: given.length, skipped: rows.length - given.length };
  }
}
