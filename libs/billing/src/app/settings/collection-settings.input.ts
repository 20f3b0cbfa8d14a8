import { Field, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { CollectionSettings } from './collection-settings.js';
import { CycleSettingsInput } from './cycle-settings.input.js';

type Given = { [Name in keyof CollectionSettings]?: CollectionSettings[Name] };

@InputType({ isAbstract: true })
export class CollectionSettingsInput extends CycleSettingsInput implements Given {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Is a debit that is on no invoice settled before invoices? Else after them.',
  })
  @IsOptional()
  @IsBoolean()
  looseDebitsFirst?: boolean;

  @Field(() => String, { nullable: true, description: 'Pattern of the receipt numbers of deposits.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  depositNumbers?: string;

  @Field(() => Int, { nullable: true, description: 'Hour of the day at which the day’s suspensions are worked out.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(23)
  blockingHour?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Does deactivation count from the day to which a block was moved?',
  })
  @IsOptional()
  @IsBoolean()
  deactivationFollowsBlock?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'More suspensions at once than this are approved by somebody other than the author of the list.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  suspendSecondPersonAbove?: number | null;

  @Field(() => Int, { nullable: true, description: 'So many of a list are suspended first; 0: all at once.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  suspendFirst?: number;

  @Field(() => Int, { nullable: true, description: 'Minutes between the first ones and the rest.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_440)
  suspendWaitMinutes?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'When the network did not follow for more than this many, the rest of the list is stopped.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  suspendStopAbove?: number;

  @Field(() => Int, { nullable: true, description: 'Promises to pay that a customer may make in a year; 0: none.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  promisesPerYear?: number;

  @Field(() => Int, { nullable: true, description: 'Days that a customer’s promise may reach ahead.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60)
  promiseDays?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Is who broke a promise that had opened access blocked at once, without an approval?',
  })
  @IsOptional()
  @IsBoolean()
  brokenPromiseBlocks?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Do fees for what is unpaid wait while a promise to pay stands? Kept, it spares them; else they follow.',
  })
  @IsOptional()
  @IsBoolean()
  promiseHoldsFees?: boolean;
}
