import { Injectable } from '@nestjs/common';
import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { BigIntScalar, RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid } from '@demarc/kernel';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { DataGiven } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { octetText } from './octet-text.js';
import { PolicyCycle } from './policy-cycle.js';
import { QuotaDesk } from './quota-desk.js';

const SIGNED_OCTETS = /^-?\d{1,18}$/;

export const GivenDataEnum = { BONUS: 'bonus', CORRECTION: 'correction' } as const;
registerEnumType(GivenDataEnum, {
  name: 'GivenDataKind',
  description: 'What is given by hand.',
  valuesMap: {
    BONUS: { description: 'Data on top of the quota.' },
    CORRECTION: { description: 'What counts as used in this period: below zero it counts less.' },
  },
});

@InputType({ description: 'Data that staff give.' })
export class GiveDataInput {
  @Field(() => RecordIdScalar, { description: 'For which service.' })
  @IsRecordId()
  serviceId: Id<'Service'>;

  @Field(() => GivenDataEnum, { description: 'What it is.' })
  @IsIn(['bonus', 'correction'])
  kind: 'bonus' | 'correction';

  @Field(() => BigIntScalar, { description: 'How many octets; a correction may be below zero.' })
  @Matches(SIGNED_OCTETS, { message: 'octets is a whole number' })
  octets: string;

  @Field(() => Int, { nullable: true, description: 'A bonus: for how many periods; until it is used when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36)
  periods?: number | null;

  @Field(() => String, { description: 'Why, for the record.' })
  @IsString()
  @MinLength(3)
  @MaxLength(300)
  reason: string;
}

/** Gives data for nothing, or sets right what is counted; what holds is worked out at once. */
@Injectable()
export class GiveData extends Command<GiveDataInput, { serviceId: string; grantId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.giveData',
    sentence: 'Give data to a service',
    permission: NetworkingPermissions['quota.give'],
    risk: 'normal',
  };
  readonly input = GiveDataInput;

  constructor(
    private readonly desk: QuotaDesk,
    private readonly cycle: PolicyCycle,
  ) {
    super();
  }

  async handle(input: GiveDataInput, act: Act): Promise<{ serviceId: string; grantId: string }> {
    const { serviceId, kind, reason } = input;
    const octets = BigInt(input.octets);
    if (octets === 0n || (kind === 'bonus' && octets < 0n))
      throw invalid('NOTHING_GIVEN', 'Say how much: a bonus is above zero, a correction is not zero.', [
        { field: 'octets', message: 'is not enough' },
      ]);
    const quota = await this.desk.take(act, serviceId);
    const periods = kind === 'correction' ? 1 : (input.periods ?? null);
    const grantId = await this.desk.grant(act, quota, { kind, octets, periods, reason, givenBy: 'staff' });
    const { customerId, partnerId, written } = quota;
    const amount = octetText(octets, written.binaryUnits);
    const sentence = kind === 'bonus' ? `Data given: ${amount}` : `Counted usage set right by ${amount}`;
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, sentence, { reason, octets: input.octets });
    const payload = { customerId, partnerId, serviceId, kind, octets: input.octets, by: 'staff' as const };
    act.emit(DataGiven, { ...payload, description: `${amount}: ${reason}` }, { customerId, partnerId });
    await this.cycle.turnSome(act, [serviceId]);
    return { serviceId, grantId };
  }
}
