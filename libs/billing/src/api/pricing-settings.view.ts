import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DiscountStackingEnum, TaxPointEnum } from '../app/settings/pricing-enums.js';
import { DocumentSettingsView } from './document-settings.view.js';
import type { PricingSettings } from '../app/settings/pricing-settings.js';

@ObjectType({ isAbstract: true })
export abstract class PricingSettingsView extends DocumentSettingsView {
  @Field(() => DiscountStackingEnum, { description: 'What becomes of several discounts on one day.' })
  discountStacking: PricingSettings['discountStacking'];

  @Field(() => TaxPointEnum, { description: 'The day whose tax rates and exemptions hold.' })
  taxPoint: PricingSettings['taxPoint'];

  @Field(() => Int, { description: 'Places of the combined rate of a tax group: 0, 2 or 4.' })
  taxDecimals: PricingSettings['taxDecimals'];

  @Field(() => String, { description: 'What documents say where the customer owes the tax.' })
  reverseChargeNote: string;
}
