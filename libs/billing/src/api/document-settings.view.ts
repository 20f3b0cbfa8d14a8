import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MailDocumentsEnum, ProformaForEnum } from '../app/settings/document-enums.js';
import type { DocumentSettings } from '../app/settings/document-settings.js';

@ObjectType({ isAbstract: true })
export abstract class DocumentSettingsView {
  @Field(() => String, {
    nullable: true,
    description: 'Pattern of the numbers of one-time invoices; null: they count with the recurring ones.',
  })
  oneTimeNumbers: string | null;

  @Field(() => String, { description: 'Pattern of the numbers of proformas.' })
  proformaNumbers: string;

  @Field(() => String, { description: 'Pattern of the numbers of statements.' })
  statementNumbers: string;

  @Field(() => Boolean, { description: 'May customers owe something that stands on no document?' })
  debitsWithoutDocument: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Day of the month on which proformas make themselves; null: never.',
  })
  proformaDay: number | null;

  @Field(() => Int, { description: 'Months that a proforma asks for.' })
  proformaMonths: number;

  @Field(() => ProformaForEnum, { description: 'The first month that a proforma asks for.' })
  proformaFor: DocumentSettings['proformaFor'];

  @Field(() => Int, { description: 'Days in which a proforma is to be paid.' })
  proformaDueDays: number;

  @Field(() => Boolean, { description: 'Is the tax invoice over a proforma issued when it is paid?' })
  proformaInvoiceOnPayment: boolean;

  @Field(() => MailDocumentsEnum, {
    description: 'Which documents are mailed to their customers when they are issued.',
  })
  mailDocuments: DocumentSettings['mailDocuments'];
}
