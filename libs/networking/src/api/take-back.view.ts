import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BigIntScalar, DecimalScalar } from '@demarc/graphql';
import { money, toDecimalString } from '@demarc/kernel';
import type { TakeBackPreview } from '../app/policies/usage/take-back-data.js';
import { type TopUpRefund, TopUpRefundEnum } from '../app/policies/usage/take-back.input.js';

export const ReturnKindEnum = { NOT_CHARGED: 'not_charged', CREDITED: 'credited' } as const;
registerEnumType(ReturnKindEnum, {
  name: 'ReturnKind',
  description: 'How the price of something comes back.',
  valuesMap: {
    NOT_CHARGED: { description: 'It waited for the next invoice, and will not be on it.' },
    CREDITED: { description: 'By a credit note.' },
  },
});

@ObjectType('ReturnLine', { description: 'One line of what comes back.' })
export class ReturnLineView {
  @Field(() => ReturnKindEnum, { description: 'How.' })
  kind: 'not_charged' | 'credited';

  @Field(() => String, { description: 'What was sold.' })
  description: string;

  @Field(() => String, { nullable: true, description: 'The invoice that is credited.' })
  invoiceNumber: string | null;

  @Field(() => DecimalScalar, { description: 'How much, with tax.' })
  amount: string;
}

@ObjectType('TakeBackPreview', { description: 'What taking data back gives back.' })
export class TakeBackPreviewView {
  @Field(() => TopUpRefundEnum, { description: 'By which rule.' })
  refund: TopUpRefund;

  @Field(() => BigIntScalar, { description: 'How much of the data was used.' })
  usedOctets: string;

  @Field(() => [ReturnLineView], { description: 'Line by line; empty where nothing comes back.' })
  lines: ReturnLineView[];

  @Field(() => DecimalScalar, { description: 'All of it, with tax.' })
  amount: string;

  @Field(() => String, { nullable: true, description: 'Its currency.' })
  currency: string | null;
}

export function takeBackView({ refund, usedOctets, money: back }: TakeBackPreview): TakeBackPreviewView {
  const said = (minor: bigint): string => (back ? toDecimalString(money(minor, back.currency)) : '0');
  return {
    refund,
    usedOctets,
    lines: (back?.lines ?? []).map(({ grossMinor, ...line }) => ({ ...line, amount: said(grossMinor) })),
    amount: said(back?.grossMinor ?? 0n),
    currency: back?.currency ?? null,
  };
}
