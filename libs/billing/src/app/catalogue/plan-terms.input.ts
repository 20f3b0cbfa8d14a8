import { Field, InputType, Int } from '@nestjs/graphql';
import { IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { PlanEntity } from '../../data/plan.entity.js';
import type { PlanId } from '../../ids.js';
import { DiscountKindEnum } from '../settings/enums.js';
import type { ContractAtEnd } from '../../domain/index.js';
import { ActivationFeeWhenEnum, ContractAtEndEnum } from '../settings/service-enums.js';

/** What beginning, changing and ending a service of a plan costs, and how its contract runs. */
@InputType({ isAbstract: true })
export abstract class PlanTermsInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for a new service; none when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  activationFee?: string | null;

  @Field(() => ActivationFeeWhenEnum, { nullable: true, description: 'When the activation fee is taken.' })
  @IsOptional()
  @IsIn(Object.values(ActivationFeeWhenEnum))
  activationFeeWhen?: 'first_billing' | 'on_creation';

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for the end of a service; none when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  endFee?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for an end before that of the contract.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  earlyEndFee?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee for a change to another plan, in place of the fee of the billing settings.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  changeFee?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Does the contract renew itself for as long again?' })
  @IsOptional()
  @IsBoolean()
  contractRenews?: boolean;

  @Field(() => ContractAtEndEnum, {
    nullable: true,
    description: 'What the end of a contract does that does not renew itself.',
  })
  @IsOptional()
  @IsIn(Object.values(ContractAtEndEnum))
  contractAtEnd?: ContractAtEnd;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Does a bundle come back by itself when its customer has access again and the balance suffices?',
  })
  @IsOptional()
  @IsBoolean()
  autoReactivate?: boolean;

  @Field(() => Int, { nullable: true, description: 'Months from the start of a service that are cheaper.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60)
  firstMonths?: number | null;

  @Field(() => DiscountKindEnum, { nullable: true, description: 'How the first months are cheaper.' })
  @IsOptional()
  @IsIn(Object.values(DiscountKindEnum))
  firstMonthsKind?: 'percent' | 'fixed' | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'By how much the first months are cheaper.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  firstMonthsValue?: string | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Plans that customers may change to by themselves.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsRecordId({ each: true })
  selfChangePlanIds?: PlanId[];
}

type Terms = Pick<
  PlanEntity,
  | 'activationFee'
  | 'activationFeeWhen'
  | 'endFee'
  | 'earlyEndFee'
  | 'changeFee'
  | 'contractRenews'
  | 'contractAtEnd'
  | 'autoReactivate'
  | 'firstMonths'
  | 'firstMonthsKind'
  | 'firstMonthsValue'
  | 'selfChangePlanIds'
>;

/** The terms as columns; what is left out stays as it was. */
export function termsOfPlan(input: PlanTermsInput, before?: PlanEntity): Terms {
  const kept = <Value>(value: Value | undefined, was: Value | undefined, none: Value): Value => value ?? was ?? none;
  const nullable = <Value>(value: Value | null | undefined, was: Value | null | undefined): Value | null =>
    value === undefined ? (was ?? null) : value;
  const firstMonths = nullable(input.firstMonths, before?.firstMonths);
  return {
    activationFee: nullable(input.activationFee, before?.activationFee),
    activationFeeWhen: kept(input.activationFeeWhen, before?.activationFeeWhen, 'first_billing'),
    endFee: nullable(input.endFee, before?.endFee),
    earlyEndFee: nullable(input.earlyEndFee, before?.earlyEndFee),
    changeFee: nullable(input.changeFee, before?.changeFee),
    contractRenews: kept(input.contractRenews, before?.contractRenews, false),
    contractAtEnd: kept(input.contractAtEnd, before?.contractAtEnd, 'list_price'),
    autoReactivate: kept(input.autoReactivate, before?.autoReactivate, true),
    firstMonths,
    firstMonthsKind: firstMonths === null ? null : nullable(input.firstMonthsKind, before?.firstMonthsKind),
    firstMonthsValue: firstMonths === null ? null : nullable(input.firstMonthsValue, before?.firstMonthsValue),
    selfChangePlanIds: kept(input.selfChangePlanIds, before?.selfChangePlanIds, []),
  };
}
