import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsPlainDecimal } from '@demarc/commands';
import { DecimalScalar } from '@demarc/graphql';
import { conflict } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { TaxRateEntity } from '../../data/tax-rate.entity.js';
import type { TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

@InputType({ description: 'A tax rate. A rate never changes: a new percentage is a new rate.' })
export class DefineTaxRateInput {
  @Field(() => String, { description: 'Its name on documents: `VAT 20 %`.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => DecimalScalar, { description: 'Percent, at most four decimals.' })
  @IsPlainDecimal({ min: '0' })
  percent: string;
}

@Injectable()
export class DefineTaxRate extends Command<DefineTaxRateInput, { taxRateId: TaxRateId }> {
  readonly rule: CommandRule = {
    name: 'billing.defineTaxRate',
    sentence: 'Define a tax rate',
    permission: BillingPermissions['tax.manage'],
    risk: 'normal',
  };
  readonly input = DefineTaxRateInput;

  async handle(input: DefineTaxRateInput, act: Act): Promise<{ taxRateId: TaxRateId }> {
    const taxRateId = act.newId<'TaxRate'>();
    try {
      await act.manager.insert(TaxRateEntity, {
        id: taxRateId,
        name: input.name,
        percent: input.percent,
        parts: [],
        archived: false,
        createdAt: act.at,
      });
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'uq_tax_rate_name')
        throw conflict('NAME_TAKEN', `There is a tax rate named "${input.name}" already. Choose another name.`);
      if (constraint === 'tax_rate_percent_check')
        throw conflict('PERCENT_OUT_OF_RANGE', 'A tax rate is between 0 and 100 percent.');
      throw error;
    }
    act.audit({ kind: 'tax_rate', id: taxRateId }, `Tax rate ${input.name} of ${input.percent} % defined`);
    return { taxRateId };
  }
}
