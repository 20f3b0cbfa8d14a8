import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CustomerCategoryEnum, type CustomValues } from '@demarc/crm';
import { DecimalScalar, JsonScalar, LocalDateScalar, MoneyView, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { BillingTypeEnum, MoneyAccountEnum, PlanKindEnum, VoiceKindEnum } from '../app/settings/enums.js';
import type { PlanKind, VoiceKind } from '../domain/index.js';
import { PlanTermsView } from './plan-terms.view.js';
import type { FoundPlan } from '../app/catalogue/find-catalogue.query.js';
import type { PaymentMethodId, PlanId, TaxRateId } from '../ids.js';

@ObjectType('TaxRate', { description: 'A percentage that is added to, or lies inside, prices. It never changes.' })
export class TaxRateView {
  @Field(() => RecordIdScalar, { description: 'Names the rate.' })
  id: TaxRateId;

  @Field(() => String, { description: 'Its name on documents.' })
  name: string;

  @Field(() => DecimalScalar, { description: 'Percent.' })
  percent: string;

  @Field(() => Boolean, { description: 'Is it out of use for new plans?' })
  archived: boolean;
}

@ObjectType('Plan', { description: 'What is sold. Services of it keep the price that they were agreed at.' })
export class PlanView extends PlanTermsView {
  @Field(() => RecordIdScalar, { description: 'Names the plan.' })
  id: PlanId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner that owns it; null is everybody’s.' })
  partnerId: string | null;

  @Field(() => [RecordIdScalar], { description: 'Partners whose customers may have it; empty is all of them.' })
  partnerIds: string[];

  @Field(() => PlanKindEnum, { description: 'What it sells.' })
  kind: PlanKind;

  @Field(() => String, { description: 'What staff call it.' })
  title: string;

  @Field(() => String, { description: 'What customers read on documents.' })
  serviceDescription: string;

  @Field(() => DecimalScalar, { description: 'Price of one unit for one period, in major units.' })
  unitPrice: string;

  @Field(() => String, { description: 'ISO 4217 code of the price.' })
  currency: string;

  @Field(() => Boolean, { description: 'Is tax inside the price?' })
  taxInclusive: boolean;

  @Field(() => TaxRateView, { nullable: true, description: 'The tax rate.' })
  taxRate: TaxRateView | null;

  @Field(() => Int, { nullable: true, description: 'Own pay period in months; null follows the account.' })
  periodMonths: number | null;

  @Field(() => Int, { nullable: true, description: 'Own pay period in weeks, in place of months.' })
  periodWeeks: number | null;

  @Field(() => Int, { nullable: true, description: 'Length of the contract in months.' })
  contractMonths: number | null;

  @Field(() => Int, { nullable: true, description: 'Days that a prepaid period lasts; null is a month.' })
  prepaidDays: number | null;

  @Field(() => [BillingTypeEnum], { description: 'Which ways of being charged it is sold for; empty is all of them.' })
  billingTypes: string[];

  @Field(() => [CustomerCategoryEnum], { description: 'Who may have it; empty is everybody.' })
  customerCategories: string[];

  @Field(() => [RecordIdScalar], {
    description: 'Where it is sold, with all that lies in these places; empty is everywhere.',
  })
  locationIds: string[];

  @Field(() => [RecordIdScalar], { description: 'For bundles: the plans inside.' })
  bundledPlanIds: PlanId[];

  @Field(() => VoiceKindEnum, { nullable: true, description: 'For voice plans: what kind of telephony it is.' })
  voiceKind: VoiceKind | null;

  @Field(() => JsonScalar, { description: 'Values of custom fields by name.' })
  customFields: CustomValues;

  @Field(() => Boolean, { description: 'False: archived.' })
  active: boolean;

  @Field(() => Boolean, { description: 'May new services take it?' })
  available: boolean;

  @Field(() => Int, { description: 'Services that have it now.' })
  services: number;

  @Field(() => Int, { description: 'Counts changes.' })
  revision: number;
}

export function planView(found: FoundPlan): PlanView {
  return {
    ...found,
    selfChangePlanIds: [...found.selfChangePlanIds],
    partnerIds: [...found.partnerIds],
    bundledPlanIds: [...found.bundledPlanIds],
    billingTypes: [...found.billingTypes],
    customerCategories: [...found.customerCategories],
    locationIds: [...found.locationIds],
  };
}

@ObjectType('PaymentMethod', { description: 'A way to pay.' })
export class PaymentMethodView {
  @Field(() => RecordIdScalar, { description: 'Names the way to pay.' })
  id: PaymentMethodId;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => MoneyAccountEnum, { description: 'Where the money lies after it was received.' })
  ledgerAccount: string;

  @Field(() => Boolean, { description: 'Is it in use?' })
  active: boolean;
}

@ObjectType('PlanOnOffer', { description: 'A plan that a customer may have, at the list price of the day.' })
export class PlanOnOfferView {
  @Field(() => RecordIdScalar, { description: 'Names the plan.' })
  id: PlanId;

  @Field(() => PlanKindEnum, { description: 'What it sells.' })
  kind: PlanKind;

  @Field(() => String, { description: 'What staff call it.' })
  title: string;

  @Field(() => DecimalScalar, { description: 'Price of one unit for one period.' })
  unitPrice: string;

  @Field(() => String, { description: 'ISO 4217 code of the price.' })
  currency: string;
}

@ObjectType('PlanFigures', { description: 'What comes of a plan.' })
export class PlanFiguresView {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  planId: PlanId;

  @Field(() => Int, { description: 'Services of it that run or wait.' })
  services: number;

  @Field(() => Int, { description: 'Those of them whose price is not the list price.' })
  ownPrices: number;

  @Field(() => MoneyView, { description: 'What they bring in a month, without discounts.' })
  monthly: MoneyView;
}

@ObjectType('PlanPrice', { description: 'A list price from a day on.' })
export class PlanPriceView {
  @Field(() => LocalDateScalar, { description: 'The first day at this price.' })
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'Price of one unit for one period.' })
  unitPrice: string;
}
