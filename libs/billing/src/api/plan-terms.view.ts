import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { DiscountKindEnum } from '../app/settings/enums.js';
import { ActivationFeeWhenEnum, ContractAtEndEnum } from '../app/settings/service-enums.js';
import type { ContractAtEnd } from '../domain/index.js';

@ObjectType({ isAbstract: true })
export class PlanTermsView {
  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for a new service.' })
  activationFee: string | null;

  @Field(() => ActivationFeeWhenEnum, { description: 'When the activation fee is taken.' })
  activationFeeWhen: 'first_billing' | 'on_creation';

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for the end of a service.' })
  endFee: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for an end before that of the contract.' })
  earlyEndFee: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee for a change to another plan, in place of the fee of the billing settings.',
  })
  changeFee: string | null;

  @Field(() => Boolean, { description: 'Does the contract renew itself for as long again?' })
  contractRenews: boolean;

  @Field(() => ContractAtEndEnum, { description: 'What the end of a contract does that does not renew itself.' })
  contractAtEnd: ContractAtEnd;

  @Field(() => Boolean, {
    description: 'Does a bundle come back by itself when its customer has access again and the balance suffices?',
  })
  autoReactivate: boolean;

  @Field(() => Int, { nullable: true, description: 'Months from the start of a service that are cheaper.' })
  firstMonths: number | null;

  @Field(() => DiscountKindEnum, { nullable: true, description: 'How the first months are cheaper.' })
  firstMonthsKind: 'percent' | 'fixed' | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'By how much the first months are cheaper.' })
  firstMonthsValue: string | null;

  @Field(() => [RecordIdScalar], { description: 'Plans that customers may change to by themselves.' })
  selfChangePlanIds: string[];
}
