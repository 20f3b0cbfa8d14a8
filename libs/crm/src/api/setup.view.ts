import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import type { RoundingRule } from '@demarc/kernel';
import { CustomerCategoryEnum } from '../app/customer-details.input.js';
import { CustomFieldEntityEnum, CustomFieldTypeEnum, PortalUseEnum } from '../app/define-custom-field.js';
import { LineRoundingEnum } from '../app/operator.input.js';
import type { CustomFieldEntityKind, CustomFieldType, PortalUse } from '../domain/custom-fields.js';
import type { CustomerCategory } from '../domain/customer-lifecycle.js';
import type { CustomFieldId, LocationId, PartnerId } from '../domain/ids.js';

@ObjectType('Operator', { description: 'The provider that runs this installation.' })
export class OperatorView {
  @Field(() => String, { description: 'The name that people see.' })
  name: string;

  @Field(() => String, { description: 'IANA time zone: billing dates are calendar dates in it.' })
  timeZone: string;

  @Field(() => String, { description: 'ISO 4217 code of the currency of accounts.' })
  currency: string;

  @Field(() => String, { description: 'BCP 47 language tag for documents and messages.' })
  locale: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 country code.' })
  country: string;

  @Field(() => LineRoundingEnum, { description: 'How lines are rounded.' })
  lineRounding: RoundingRule;

  @Field(() => Int, { description: 'First day of the week: 1 Monday … 7 Sunday.' })
  weekStart: number;

  @Field(() => String, { description: 'How logins of new customers are made.' })
  loginPattern: string;

  @Field(() => Int, { description: 'Counts changes: give it back with a change.' })
  revision: number;
}

@ObjectType('PartnerLegal', { description: 'Company data that stands on the documents of a partner’s customers.' })
export class PartnerLegalView {
  @Field(() => String, { nullable: true, description: 'Name in the company register.' })
  legalName?: string;

  @Field(() => String, { nullable: true, description: 'Number in the company register.' })
  companyNumber?: string;

  @Field(() => String, { nullable: true, description: 'VAT identification number.' })
  vatId?: string;

  @Field(() => String, { nullable: true, description: 'Street and house number.' })
  street?: string;

  @Field(() => String, { nullable: true, description: 'Town.' })
  city?: string;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  zip?: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 country code.' })
  country?: string;

  @Field(() => String, { nullable: true, description: 'Where customers write to.' })
  email?: string;

  @Field(() => String, { nullable: true, description: 'Where customers call.' })
  phone?: string;

  @Field(() => String, { nullable: true, description: 'Web address.' })
  website?: string;

  @Field(() => String, { nullable: true, description: 'Name of the bank.' })
  bankName?: string;

  @Field(() => String, { nullable: true, description: 'Account that customers pay to.' })
  bankAccount?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Language of documents and messages; the operator’s when empty.',
  })
  language?: string;
}

@ObjectType('Partner', { description: 'A reseller or a brand: the scope of staff rights.' })
export class PartnerView {
  @Field(() => RecordIdScalar, { description: 'Names the partner.' })
  id: PartnerId;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => PartnerLegalView, { description: 'Company data for documents.' })
  legal: PartnerLegalView;

  @Field(() => DecimalScalar, { description: 'Share of what is collected, in percent.' })
  percent: string;

  @Field(() => Boolean, { description: 'An inactive partner takes no new customers.' })
  active: boolean;

  @Field(() => InstantScalar, { description: 'When it was opened.' })
  createdAt: Date;
}

@ObjectType('Location', { description: 'A region of the operator.' })
export class LocationView {
  @Field(() => RecordIdScalar, { description: 'Names the location.' })
  id: LocationId;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The larger location that it lies in.' })
  parentId: LocationId | null;

  @Field(() => Boolean, { description: 'An inactive location is not offered for new customers.' })
  active: boolean;
}

@ObjectType('CustomField', { description: 'A field that the operator added to its records.' })
export class CustomFieldView {
  @Field(() => RecordIdScalar, { description: 'Names the definition.' })
  id: CustomFieldId;

  @Field(() => CustomFieldEntityEnum, { description: 'What it belongs to.' })
  entity: CustomFieldEntityKind;

  @Field(() => String, { description: 'Machine name, the key in `customFields`.' })
  name: string;

  @Field(() => String, { description: 'What people see.' })
  title: string;

  @Field(() => CustomFieldTypeEnum, { description: 'What it holds.' })
  type: CustomFieldType;

  @Field(() => [String], { description: 'The choices of a CHOICE field.' })
  options: string[];

  @Field(() => CustomerCategoryEnum, { nullable: true, description: 'Only for persons or only for companies.' })
  category: CustomerCategory | null;

  @Field(() => Boolean, { description: 'Must every record have a value?' })
  required: boolean;

  @Field(() => String, { nullable: true, description: 'The value that a new record starts with.' })
  defaultValue: string | null;

  @Field(() => PortalUseEnum, { description: 'Do customers see it in the portal?' })
  portal: PortalUse;

  @Field(() => Int, { description: 'Place among the fields, smallest first.' })
  position: number;

  @Field(() => Boolean, { description: 'Not shown or asked for any more; values stay.' })
  archived: boolean;
}
