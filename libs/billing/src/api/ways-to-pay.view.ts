import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('WaysToPay', { description: 'How a customer can pay.' })
export class WaysToPayView {
  @Field(() => Boolean, { description: 'Can it be paid online?' })
  online: boolean;

  @Field(() => String, { description: 'Whom a transfer is made out to.' })
  payee: string;

  @Field(() => String, { nullable: true, description: 'The bank of the payee.' })
  bankName: string | null;

  @Field(() => String, { nullable: true, description: 'The account of the payee.' })
  bankAccount: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone for questions.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail for questions.' })
  email: string | null;
}
