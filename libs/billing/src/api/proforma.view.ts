import { Field, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, moneyViewOf, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { FoundProforma } from '../app/documents/find-proformas.query.js';
import { ProformaStatusEnum } from '../app/settings/document-enums.js';
import type { ProformaId } from '../ids.js';

@ObjectType('Proforma', { description: 'A request for payment: in no balance and no tax until it is paid.' })
export class ProformaView {
  @Field(() => RecordIdScalar, { description: 'Names the proforma.' })
  id: ProformaId;

  @Field(() => String, { description: 'Its number, of a series of its own.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Who is asked.' })
  customerId: string;

  @Field(() => ProformaStatusEnum, { description: 'What became of it.' })
  status: string;

  @Field(() => Boolean, { description: 'Did it make itself, by the settings?' })
  automatic: boolean;

  @Field(() => LocalDateScalar, { description: 'The document date.' })
  issuedOn: LocalDate;

  @Field(() => LocalDateScalar, { description: 'To be paid before this day.' })
  dueOn: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day that it asks for.' })
  periodFrom: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it asks for.' })
  periodThrough: LocalDate | null;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax, as the invoice will have it.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'What is asked for.' })
  gross: MoneyView;

  @Field(() => String, { description: 'A note that is printed.' })
  note: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment that paid it.' })
  paymentId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The tax invoice that its payment made.' })
  invoiceId: string | null;
}

export function proformaView(found: FoundProforma): ProformaView {
  const { currency } = found;
  return {
    ...found,
    net: moneyViewOf(found.netMinor, currency),
    tax: moneyViewOf(found.taxMinor, currency),
    gross: moneyViewOf(found.grossMinor, currency),
  };
}

export const ProformaPage = pageOf(ProformaView, 'Proforma');
