import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { IsLocalDate, IsRecordId } from '@demarc/commands';
import { JsonScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import type { CustomerId, LocationId } from '../domain/ids.js';
import { IsCountry, IsEmailList, IsGps, IsLanguage, IsLogin, IsPhoneList } from './contact-lists.js';

export const CustomerCategoryEnum = { PERSON: 'person', COMPANY: 'company' } as const;
registerEnumType(CustomerCategoryEnum, {
  name: 'CustomerCategory',
  description: 'Who a customer is.',
  valuesMap: { PERSON: { description: 'A private person.' }, COMPANY: { description: 'A company.' } },
});

/** What is known of a customer beside name and category. `null` takes a value away, a missing field leaves it. */
@InputType({ isAbstract: true })
export abstract class CustomerDetailsInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The region of the operator where the customer is.' })
  @IsOptional()
  @IsRecordId()
  locationId?: LocationId | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The main account that this one is a sub-account of.' })
  @IsOptional()
  @IsRecordId()
  parentCustomerId?: CustomerId | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the customer signs in to the portal with; unique, case does not matter.',
  })
  @IsOptional()
  @IsLogin()
  login?: string | null;

  @Field(() => String, { nullable: true, description: 'One or more e-mail addresses, separated by commas.' })
  @IsOptional()
  @MaxLength(1_000)
  @IsEmailList()
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where finance mail goes instead of `email`; one or more addresses, separated by commas.',
  })
  @IsOptional()
  @MaxLength(1_000)
  @IsEmailList()
  billingEmail?: string | null;

  @Field(() => String, { nullable: true, description: 'One or more phone numbers, separated by commas.' })
  @IsOptional()
  @MaxLength(500)
  @IsPhoneList()
  phones?: string | null;

  @Field(() => String, { nullable: true, description: 'Street and house number.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  street?: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  zip?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 code: `UY`.' })
  @IsOptional()
  @IsCountry()
  country?: string | null;

  @Field(() => String, { nullable: true, description: '`latitude,longitude` in degrees.' })
  @IsOptional()
  @IsGps()
  gps?: string | null;

  @Field(() => String, { nullable: true, description: 'Whom to ask for at a company.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  contactPerson?: string | null;

  @Field(() => String, { nullable: true, description: 'Number in the company register.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  companyNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'VAT identification number.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  vatId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of documents and messages, as two letters: `en`. The partner’s when there is none.',
  })
  @IsOptional()
  @IsLanguage()
  language?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of birth.' })
  @IsOptional()
  @IsLocalDate()
  bornOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Number of an identity card or passport.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  identityDocument?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Values of custom fields by name; `null` takes one away.' })
  @IsOptional()
  @IsObject()
  customFields?: Record<string, unknown> | null;
}
