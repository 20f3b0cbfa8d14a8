import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsListOf } from '@demarc/commands';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';

export const MOST_KBPS = 2_147_483_647;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const TIME_SENTENCE = { message: '$property is a time of day like 22:30' };

export const UsageDirectionEnum = { BOTH: 'both', DOWNLOAD: 'download', UPLOAD: 'upload' } as const;
registerEnumType(UsageDirectionEnum, {
  name: 'UsageDirection',
  description: 'What of the traffic is meant, as the customer sees it.',
  valuesMap: {
    BOTH: { description: 'Download and upload together.' },
    DOWNLOAD: { description: 'Download alone.' },
    UPLOAD: { description: 'Upload alone.' },
  },
});

@InputType('WeekWindowInput', {
  description:
    'Hours of some weekdays, by the clock of the operator’s zone. Where the end is not after the beginning, it is that of the next day.',
})
@ObjectType('WeekWindow', { description: 'Hours of some weekdays, by the clock of the operator’s zone.' })
export class WeekWindowInput {
  @Field(() => [Int], { description: '1 Monday to 7 Sunday; of hours over midnight the day on which they begin.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  days: number[];

  @Field(() => String, { description: 'When it begins: 22:00.' })
  @Matches(TIME_OF_DAY, TIME_SENTENCE)
  from: string;

  @Field(() => String, { description: 'When it ends: 06:00; 00:00 is midnight.' })
  @Matches(TIME_OF_DAY, TIME_SENTENCE)
  until: string;
}

@InputType('RateChangeInput', { description: 'Another speed: a share of what holds, or rates of its own.' })
@ObjectType('RateChange', { description: 'Another speed: a share of what holds, or rates of its own.' })
export class RateChangeInput {
  @Field(() => Int, {
    nullable: true,
    description: 'By how many percent it changes: -50 halves it, 20 is a fifth more.',
  })
  @IsOptional()
  @IsInt()
  @Min(-99)
  @Max(900)
  percent?: number | null;

  @Field(() => Int, { nullable: true, description: 'Download, kbit/s.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps?: number | null;

  @Field(() => Int, { nullable: true, description: 'Upload, kbit/s.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps?: number | null;
}

@InputType('PolicyActionInput', { description: 'What a rule does: it blocks, or changes the speed.' })
@ObjectType('PolicyAction', { description: 'What a rule does: it blocks, or changes the speed.' })
export class PolicyActionInput {
  @Field(() => Boolean, { description: 'Nothing goes through any more.' })
  @IsBoolean()
  blocks: boolean;

  @Field(() => RateChangeInput, { nullable: true, description: 'The speed; none when it blocks.' })
  @IsOptional()
  @Type(() => RateChangeInput)
  @ValidateNested()
  change?: RateChangeInput | null;
}

@InputType('HoursRateInput', { description: 'Another speed at some hours.' })
@ObjectType('HoursRate', { description: 'Another speed at some hours.' })
export class HoursRateInput {
  @Field(() => String, { description: 'As the operator calls it: Night.' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name: string;

  @Field(() => [WeekWindowInput], { description: 'When.' })
  @IsListOf(() => WeekWindowInput, { least: 1, most: 14 })
  windows: WeekWindowInput[];

  @Field(() => RateChangeInput, { description: 'The speed then.' })
  @Type(() => RateChangeInput)
  @ValidateNested()
  change: RateChangeInput;
}
