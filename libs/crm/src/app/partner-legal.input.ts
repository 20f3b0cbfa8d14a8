import { Field, InputType } from '@nestjs/graphql';
import { IsEmail, IsOptional, IsString, IsUrl, Matches, MaxLength } from 'class-validator';
import { IsLanguage } from './contact-lists.js';
import type { PartnerLegal } from '../domain/partner-legal.js';

@InputType({ description: 'Company data that stands on the documents of a partner’s customers.' })
export class PartnerLegalInput implements PartnerLegal {
  @Field(() => String, { nullable: true, description: 'Name in the company register.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  legalName?: string;

  @Field(() => String, { nullable: true, description: 'Number in the company register.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  companyNumber?: string;

  @Field(() => String, { nullable: true, description: 'VAT identification number.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  vatId?: string;

  @Field(() => String, { nullable: true, description: 'Street and house number.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  street?: string;

  @Field(() => String, { nullable: true, description: 'Town.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  city?: string;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  zip?: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 country code.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: '$property must be a country code such as UY' })
  country?: string;

  @Field(() => String, { nullable: true, description: 'Where customers write to.' })
  @IsOptional()
  @IsEmail()
  email?: string;

  @Field(() => String, { nullable: true, description: 'Where customers call.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  phone?: string;

  @Field(() => String, { nullable: true, description: 'Web address.' })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  website?: string;

  @Field(() => String, { nullable: true, description: 'Name of the bank.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  bankName?: string;

  @Field(() => String, { nullable: true, description: 'Account that customers pay to.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  bankAccount?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Language of documents and messages, as two letters: `en`. The operator’s when there is none.',
  })
  @IsOptional()
  @IsLanguage()
  language?: string;
}
