import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, InstantScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { TaxExemptionId } from '../app/pricing/exemption-commands.js';
import { ExemptionKindEnum, TaxBaseEnum, TaxKindEnum } from '../app/settings/pricing-enums.js';
import type { TaxBase, TaxExemption } from '../domain/index.js';
import type { TaxRateId } from '../ids.js';

@ObjectType('TaxVersion', { description: 'A rate of a tax from a day on.' })
export class TaxVersionView {
  @Field(() => LocalDateScalar, { description: 'The first day; the first rate holds before it too.' })
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'Percent.' })
  percent: string;
}

@ObjectType('TaxGroupPart', { description: 'One tax of a group.' })
export class TaxGroupPartView {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The tax; null when it was taken over with the group.' })
  taxId: TaxRateId | null;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => DecimalScalar, { description: 'Percent, today.' })
  percent: string;

  @Field(() => TaxBaseEnum, { description: 'What it is charged on.' })
  on: TaxBase;
}

@ObjectType('Tax', { description: 'A tax with its rates by date, or a group of taxes that is applied as one rate.' })
export class TaxView {
  @Field(() => RecordIdScalar, { description: 'Names the tax.' })
  id: TaxRateId;

  @Field(() => String, { description: 'Its name on documents.' })
  name: string;

  @Field(() => TaxKindEnum, { description: 'One tax, or a group.' })
  kind: 'single' | 'group';

  @Field(() => DecimalScalar, { description: 'Percent in force today; of a group the combined rate.' })
  percent: string;

  @Field(() => Boolean, { description: 'Is it out of use for new plans?' })
  archived: boolean;

  @Field(() => [TaxVersionView], { description: 'Its rates by date; empty: it has had its rate always.' })
  versions: TaxVersionView[];

  @Field(() => [TaxGroupPartView], { description: 'Of a group: its taxes, in order.' })
  parts: TaxGroupPartView[];

  @Field(() => Int, { description: 'Plans in use that have it.' })
  plans: number;

  @Field(() => Int, { description: 'Services that have it.' })
  services: number;

  @Field(() => [String], { description: 'Groups that it is in.' })
  groups: string[];
}

@ObjectType('TaxExemption', { description: 'Why a customer pays no tax, and the document that proves it.' })
export class TaxExemptionView {
  @Field(() => RecordIdScalar, { description: 'Names the exemption.' })
  id: TaxExemptionId;

  @Field(() => ExemptionKindEnum, { description: 'Exempt, or a business that owes the tax in our place.' })
  kind: TaxExemption['kind'];

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => String, { description: 'Number of the certificate, or the tax number.' })
  documentNumber: string;

  @Field(() => LocalDateScalar, { description: 'First day without tax.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day without tax.' })
  through: LocalDate | null;

  @Field(() => String, { description: 'Who noted it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When it was noted.' })
  createdAt: Date;
}
