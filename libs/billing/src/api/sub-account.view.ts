import { Field, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { SubBillingEnum } from '../app/settings/cycle-enums.js';

@ObjectType('AccountLink', { description: 'A sub-account and its main account, for some days.' })
export class AccountLinkView {
  @Field(() => RecordIdScalar, { description: 'The sub-account.' })
  customerId: string;

  @Field(() => RecordIdScalar, { description: 'The main account.' })
  mainCustomerId: string;

  @Field(() => String, { description: 'Name and number of the sub-account when it was linked.' })
  label: string;

  @Field(() => String, { description: 'Name and number of the main account when it was linked.' })
  mainLabel: string;

  @Field(() => SubBillingEnum, { description: 'Whether the main account is charged for it.' })
  mode: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; null without an end.' })
  through: LocalDate | null;
}
