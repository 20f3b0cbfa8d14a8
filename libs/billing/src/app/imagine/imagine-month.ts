import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import {
  type Act,
  Command,
  type CommandRule,
  IsListOf,
  IsLocalDate,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addDays, addMonths, type Id, type LocalDate, startOfMonth } from '@demarc/kernel';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { Imagined } from '../../domain/index.js';
import type { ImaginationId, PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { partnerOrEverybody } from '../accounts/reach.js';
import { DayCountEnum, TaxRoundingEnum } from '../settings/enums.js';
import { Policies } from '../settings/policies.js';
import { ImagineMonthJob } from './imagine-month.job.js';

@InputType({ description: 'Another price: of one plan, or of everything.' })
export class ImaginedPriceInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The plan; all plans when left out.' })
  @IsOptional()
  @IsRecordId()
  planId?: PlanId;

  @Field(() => DecimalScalar, { nullable: true, description: 'The price of one, for one period.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Percent on top of what each service costs; below zero is off.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '-100' })
  percent?: string;
}

@InputType({ description: 'Another rate of a tax.' })
export class ImaginedTaxInput {
  @Field(() => RecordIdScalar, { description: 'The tax rate.' })
  @IsRecordId()
  taxRateId: Id<'TaxRate'>;

  @Field(() => DecimalScalar, { description: 'Its percentage.' })
  @IsPlainDecimal({ min: '0' })
  percent: string;
}

@InputType({ description: 'A month with other prices, taxes or policies.' })
export class ImagineMonthInput {
  @Field(() => LocalDateScalar, { description: 'A day of the month.' })
  @IsLocalDate()
  month: LocalDate;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only the customers of this partner.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'>;

  @Field(() => [ImaginedPriceInput], { nullable: true, description: 'Other prices.' })
  @IsOptional()
  @IsListOf(() => ImaginedPriceInput, { most: 100 })
  prices?: ImaginedPriceInput[];

  @Field(() => [ImaginedTaxInput], { nullable: true, description: 'Other tax rates.' })
  @IsOptional()
  @IsListOf(() => ImaginedTaxInput, { most: 50 })
  taxes?: ImaginedTaxInput[];

  @Field(() => DayCountEnum, { nullable: true, description: 'Another way of counting parts of a period.' })
  @IsOptional()
  @IsIn(Object.values(DayCountEnum))
  dayCount?: 'actual' | 'thirty';

  @Field(() => TaxRoundingEnum, { nullable: true, description: 'Another place where tax is rounded.' })
  @IsOptional()
  @IsIn(Object.values(TaxRoundingEnum))
  taxRounding?: 'line' | 'document';

  @Field(() => Boolean, { nullable: true, description: 'Without discounts, when false.' })
  @IsOptional()
  @IsBoolean()
  discounts?: boolean;
}

/** Yesterday’s imaginations are forgotten when a new one begins. */
const KEPT_DAYS = 1;

/** Works a month out as it is and as imagined, in the background. Nothing is charged, changed or announced by it. */
@Injectable()
export class ImagineMonth extends Command<ImagineMonthInput, { imaginationId: ImaginationId }> {
  readonly rule: CommandRule = {
    name: 'billing.imagineMonth',
    sentence: 'Imagine a month with other prices',
    permission: BillingPermissions['run.imagine'],
    risk: 'normal',
  };
  readonly input = ImagineMonthInput;

  constructor(
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: ImagineMonthInput, act: Act): Promise<{ imaginationId: ImaginationId }> {
    await partnerOrEverybody(act, this.partners, input.partnerId, 'Say whose customers are meant.');
    const { currency, zone } = await this.policies.terms(act.sql, input.partnerId ?? '');
    await act.sql.execute('DELETE FROM billing.imagination WHERE created_at < $1::date', [
      addDays(act.todayIn(zone), -KEPT_DAYS),
    ]);
    const from = startOfMonth(input.month);
    const imaginationId = act.newId<'Imagination'>();
    await act.sql.execute(
      `INSERT INTO billing.imagination (id, partner_id, month, imagined, status, of_accounts, currency, created_by, created_at)
       VALUES ($1, $2, daterange($3::date, $4::date), $5, 'working', (SELECT count(*) FROM billing.account WHERE $2::uuid IS NULL OR partner_id = $2), $6, $7, $8)`,
      [
        imaginationId,
        input.partnerId ?? null,
        from,
        addMonths(from, 1),
        JSON.stringify(imaginedOf(input)),
        currency,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    act.enqueue(ImagineMonthJob, { imaginationId });
    return { imaginationId };
  }
}

function imaginedOf({ prices = [], taxes = [], dayCount, taxRounding, discounts }: ImagineMonthInput): Imagined {
  return {
    prices: prices.map(({ planId, unitPrice, percent }) => ({
      planId: planId ?? null,
      ...(unitPrice === undefined ? {} : { unitPrice }),
      ...(percent === undefined ? {} : { percent }),
    })),
    taxes: taxes.map(({ taxRateId, percent }) => ({ taxId: taxRateId, percent })),
    policy: {
      ...(dayCount === undefined ? {} : { dayCount }),
      ...(taxRounding === undefined ? {} : { taxRounding }),
      ...(discounts === undefined ? {} : { discounts }),
    },
  };
}
