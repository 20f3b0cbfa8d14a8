import { Field, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { DocumentSettings } from './document-settings.js';
import { MailDocumentsEnum, ProformaForEnum } from './document-enums.js';

@InputType({ isAbstract: true })
export abstract class DocumentSettingsInput implements Partial<DocumentSettings> {
  @Field(() => String, {
    nullable: true,
    description: 'Pattern of the numbers of one-time invoices; null: they count with the recurring ones.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  oneTimeNumbers?: string | null;

  @Field(() => String, { nullable: true, description: 'Pattern of the numbers of proformas.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  proformaNumbers?: string;

  @Field(() => String, { nullable: true, description: 'Pattern of the numbers of statements.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  statementNumbers?: string;

  @Field(() => Boolean, { nullable: true, description: 'May customers owe something that stands on no document?' })
  @IsOptional()
  @IsBoolean()
  debitsWithoutDocument?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Day of the month on which proformas make themselves; null: by hand alone.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(28)
  proformaDay?: number | null;

  @Field(() => Int, { nullable: true, description: 'Months that a proforma asks for.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  proformaMonths?: number;

  @Field(() => ProformaForEnum, { nullable: true, description: 'The first month that a proforma asks for.' })
  @IsOptional()
  @IsIn(Object.values(ProformaForEnum))
  proformaFor?: DocumentSettings['proformaFor'];

  @Field(() => Int, { nullable: true, description: 'Days in which a proforma is to be paid.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  proformaDueDays?: number;

  @Field(() => Boolean, { nullable: true, description: 'Is the tax invoice over a proforma issued when it is paid?' })
  @IsOptional()
  @IsBoolean()
  proformaInvoiceOnPayment?: boolean;

  @Field(() => MailDocumentsEnum, {
    nullable: true,
    description: 'Which documents are mailed to their customers when they are issued.',
  })
  @IsOptional()
  @IsIn(Object.values(MailDocumentsEnum))
  mailDocuments?: DocumentSettings['mailDocuments'];
}
