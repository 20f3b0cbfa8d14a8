import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { NAS_TYPES, type NasType, REPLY_EVENTS, type ReplyEvent } from '../../../radius/index.js';
import { RouterVendorEnum } from '../../routers/router.input.js';

export { NAS_TYPES, type NasType, REPLY_EVENTS, type ReplyEvent };

export const ReplyEventEnum = {
  ACCEPT: 'accept',
  BLOCK: 'block',
  RESTORE: 'restore',
  FAIR_USE: 'fair_use',
  FAIR_USE_RESTORE: 'fair_use_restore',
  REJECT_0: 'reject_0',
  REJECT_1: 'reject_1',
  REJECT_2: 'reject_2',
  REJECT_3: 'reject_3',
  REJECT_4: 'reject_4',
  STAFF_READ: 'staff_read',
  STAFF_WRITE: 'staff_write',
  STAFF_FULL: 'staff_full',
} as const;
registerEnumType(ReplyEventEnum, {
  name: 'ReplyEvent',
  description: 'When a router is told something.',
  valuesMap: {
    ACCEPT: { description: 'A login is accepted.' },
    BLOCK: { description: 'A running session is blocked in place (CoA).' },
    RESTORE: { description: 'A running session is opened again, or gets another speed (CoA).' },
    FAIR_USE: { description: 'A running session is slowed down by fair use or a quota (CoA).' },
    FAIR_USE_RESTORE: { description: 'A running session gets its own speed back (CoA).' },
    REJECT_0: { description: 'Reduced access for an unknown login.' },
    REJECT_1: { description: 'Reduced access for a service that is not active, or held.' },
    REJECT_2: { description: 'Reduced access for who owes money or has used up a quota.' },
    REJECT_3: { description: 'Reduced access for a wrong device, router or method.' },
    REJECT_4: { description: 'Reduced access for a wrong password.' },
    STAFF_READ: { description: 'Staff who may look at the device.' },
    STAFF_WRITE: { description: 'Staff who may change the device.' },
    STAFF_FULL: { description: 'Staff who may do everything on the device.' },
  },
});

/** Which template: of a make of device, for an event, for everybody or the customers of one partner. */
@InputType({ description: 'Which template.' })
export class ReplyTemplateKeyInput {
  @Field(() => RouterVendorEnum, { description: 'The NAS type.' })
  @IsIn(NAS_TYPES)
  nasType: NasType;

  @Field(() => ReplyEventEnum, { description: 'The event.' })
  @IsIn(REPLY_EVENTS)
  event: ReplyEvent;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'Only for the customers of this partner; null: for everybody who has none of their own.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The revision that was looked at; refused when somebody has changed it since. 0: there was none.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  revision?: number | null;
}

@InputType({ description: 'What a router is answered, in place of the usual answer.' })
export class DefineReplyTemplateInput extends ReplyTemplateKeyInput {
  @Field(() => String, {
    description:
      'Lines of `Attribute-Name = value`, in Liquid; names as in FreeRADIUS’ dictionaries. A line with an empty value is left out.',
  })
  @IsString()
  @MaxLength(20_000)
  source: string;
}
