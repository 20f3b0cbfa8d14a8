import { Field, InputType, Int } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { DocumentSettingsInput } from './document-settings.input.js';
import { DiscountStackingEnum, TaxPointEnum } from './pricing-enums.js';
import type { PricingSettings } from './pricing-settings.js';

@InputType({ isAbstract: true })
export abstract class PricingSettingsInput extends DocumentSettingsInput implements Partial<PricingSettings> {
  @Field(() => DiscountStackingEnum, { nullable: true, description: 'What becomes of several discounts on one day.' })
  @IsOptional()
  @IsIn(Object.values(DiscountStackingEnum))
  discountStacking?: PricingSettings['discountStacking'];

  @Field(() => TaxPointEnum, { nullable: true, description: 'The day whose tax rates and exemptions hold.' })
  @IsOptional()
  @IsIn(Object.values(TaxPointEnum))
  taxPoint?: PricingSettings['taxPoint'];

  @Field(() => Int, { nullable: true, description: 'Places of the combined rate of a tax group: 0, 2 or 4.' })
  @IsOptional()
  @IsIn([0, 2, 4])
  taxDecimals?: PricingSettings['taxDecimals'];

  @Field(() => String, { nullable: true, description: 'What documents say where the customer owes the tax.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reverseChargeNote?: string;
}
