import { Field, ObjectType } from '@nestjs/graphql';
import { currencyCode, money, toDecimalString, type Money } from '@demarc/kernel';
import { DecimalScalar } from './scalars.js';

@ObjectType('Money', { description: 'An exact amount in one currency.' })
export class MoneyView {
  @Field(() => DecimalScalar, { description: 'The amount in major units, as a decimal string: `8.71`.' })
  amount: string;

  @Field(() => String, { description: 'ISO 4217 code: `EUR`.' })
  currency: string;
}

export function moneyView(amount: Money): MoneyView {
  return { amount: toDecimalString(amount), currency: amount.currency };
}

/** From columns: minor units as text or bigint, and the currency. */
export function moneyViewOf(amountMinor: bigint | string, currency: string): MoneyView {
  return moneyView(money(BigInt(amountMinor), currencyCode(currency)));
}
