import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import type { StaffLevel } from '../../radius/index.js';

export const DeviceLevelEnum = { READ: 'read', WRITE: 'write', FULL: 'full' } as const;
registerEnumType(DeviceLevelEnum, {
  name: 'DeviceLevel',
  description: 'What somebody may do on a network device.',
  valuesMap: {
    READ: { description: 'Look.' },
    WRITE: { description: 'Change.' },
    FULL: { description: 'Everything.' },
  },
});
export type DeviceLevel = StaffLevel;
const LEVELS = ['read', 'write', 'full'];
const MOST_PLACES = 200;

@InputType({ description: 'What is said of one router, or of all routers at one site.' })
export class DevicePlaceInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The router; it goes before its site.' })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Or the site.' })
  @IsOptional()
  @IsRecordId()
  siteId?: string | null;

  @Field(() => DeviceLevelEnum, { description: 'What they may do there.' })
  @IsIn(LEVELS)
  level: StaffLevel;
}

@InputType({ description: 'Whose log-in to devices.' })
export class DeviceLoginStepInput {
  @Field(() => RecordIdScalar, { description: 'The member of staff.' })
  @IsRecordId()
  staffId: string;
}

@InputType({ isAbstract: true })
abstract class DeviceLoginDetailsInput extends DeviceLoginStepInput {
  @Field(() => String, { description: 'The name that is typed on the device; no customer’s login.' })
  @IsString()
  @MinLength(2)
  @MaxLength(32)
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { message: 'login has letters, digits, dots, dashes and underscores only' })
  login: string;

  @Field(() => DeviceLevelEnum, {
    nullable: true,
    description: 'What they may do on every router that nothing else is said of; null: nothing.',
  })
  @IsOptional()
  @IsIn(LEVELS)
  level?: StaffLevel | null;

  @Field(() => [DevicePlaceInput], { defaultValue: [], description: 'What else is said of single routers and sites.' })
  @IsListOf(() => DevicePlaceInput, { most: MOST_PLACES })
  places: DevicePlaceInput[] = [];
}

@InputType({ description: 'A log-in to network devices, to be given.' })
export class GiveDeviceLoginInput extends DeviceLoginDetailsInput {}

@InputType({ description: 'What somebody may do on which devices, from now on.' })
export class ChangeDeviceLoginInput extends DeviceLoginDetailsInput {
  @Field(() => Int, { description: 'The revision that was seen; refused when it changed since.' })
  @IsInt()
  revision: number;
}

@InputType({ description: 'Nothing is asked: it is about your own.' })
export class OwnDeviceLoginInput {
  @Field(() => Boolean, { defaultValue: true, description: 'The password until now is no longer good.' })
  @IsIn([true], { message: 'replaces the password until now' })
  replace: boolean = true;
}
