import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

export const TOP_UP_REFUNDS = ['all', 'unused', 'none'] as const;
export type TopUpRefund = (typeof TOP_UP_REFUNDS)[number];

export const TopUpRefundEnum = { ALL: 'all', UNUSED: 'unused', NONE: 'none' } as const;
registerEnumType(TopUpRefundEnum, {
  name: 'TopUpRefund',
  description: 'What of its price bought data gives back when it is taken back.',
  valuesMap: {
    ALL: { description: 'All of it, as if it had never been sold.' },
    UNUSED: { description: 'The share of what was not used.' },
    NONE: { description: 'Nothing.' },
  },
});

@InputType({ description: 'Data that would be taken back.' })
export class TakeBackWishInput {
  @Field(() => RecordIdScalar, { description: 'What was given or bought.' })
  @IsRecordId()
  grantId: string;

  @Field(() => TopUpRefundEnum, { nullable: true, description: 'What of its price goes back; as set when left out.' })
  @IsOptional()
  @IsIn(TOP_UP_REFUNDS)
  refund?: TopUpRefund | null;
}

@InputType({ description: 'Data to take back.' })
export class TakeBackDataInput extends TakeBackWishInput {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the preview said goes back, with tax. Where it is another amount by now, nothing happens.',
  })
  @IsOptional()
  @IsAmount()
  amount?: string | null;

  @Field(() => String, { description: 'Why, for the record; it stands on the credit note.' })
  @IsString()
  @MinLength(3)
  @MaxLength(300)
  reason: string;
}

@InputType({ description: 'Data that was taken back, to be there again.' })
export class UndoTakeBackInput {
  @Field(() => RecordIdScalar, { description: 'What was taken back.' })
  @IsRecordId()
  grantId: string;

  @Field(() => String, { description: 'Why, for the record.' })
  @IsString()
  @MinLength(3)
  @MaxLength(300)
  reason: string;
}
