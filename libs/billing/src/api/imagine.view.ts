import { Field, Int, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, moneyViewOf, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { FoundImagination, FoundImaginedCustomer } from '../app/imagine/find-imagination.query.js';
import type { ImaginationId } from '../ids.js';
import { causeViews, RunCauseView } from './run.view.js';

@ObjectType('Imagination', {
  description: 'A month as it is and with other prices, taxes or policies; nothing follows from it.',
})
export class ImaginationView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: ImaginationId;

  @Field(() => Boolean, { description: 'Is it worked out?' })
  isDone: boolean;

  @Field(() => LocalDateScalar, { description: 'First day of the month.' })
  month: LocalDate;

  @Field(() => Int, { description: 'Accounts looked at so far.' })
  accounts: number;

  @Field(() => Int, { description: 'Accounts to look at.' })
  ofAccounts: number;

  @Field(() => Int, { description: 'Customers whose month would be another.' })
  changed: number;

  @Field(() => MoneyView, { description: 'The month as it is, with tax.' })
  asItIs: MoneyView;

  @Field(() => MoneyView, { description: 'The month as imagined, with tax.' })
  imagined: MoneyView;

  @Field(() => MoneyView, { description: 'As imagined, less as it is.' })
  difference: MoneyView;

  @Field(() => [RunCauseView], { description: 'What the difference is made of.' })
  causes: RunCauseView[];
}

export function imaginationView(found: FoundImagination): ImaginationView {
  const { currency } = found;
  return {
    ...found,
    isDone: found.status === 'done',
    asItIs: moneyViewOf(found.asItIsMinor, currency),
    imagined: moneyViewOf(found.imaginedMinor, currency),
    difference: moneyViewOf(BigInt(found.imaginedMinor) - BigInt(found.asItIsMinor), currency),
    causes: causeViews(found.summary.causes, currency),
  };
}

@ObjectType('ImaginedCustomer', { description: 'A customer whose month would be another.' })
export class ImaginedCustomerView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => MoneyView, { description: 'The month as it is, with tax.' })
  asItIs: MoneyView;

  @Field(() => MoneyView, { description: 'The month as imagined, with tax.' })
  imagined: MoneyView;

  @Field(() => MoneyView, { description: 'As imagined, less as it is.' })
  difference: MoneyView;

  @Field(() => [RunCauseView], { description: 'What the difference is made of.' })
  causes: RunCauseView[];
}

export function imaginedCustomerView(found: FoundImaginedCustomer, currency: string): ImaginedCustomerView {
  const causes = Object.entries(found.causes).map(([cause, minor]) => [cause, { customers: 1, minor }] as const);
  return {
    customerId: found.customerId,
    asItIs: moneyViewOf(found.asItIsMinor, currency),
    imagined: moneyViewOf(found.imaginedMinor, currency),
    difference: moneyViewOf(BigInt(found.imaginedMinor) - BigInt(found.asItIsMinor), currency),
    causes: causeViews(Object.fromEntries(causes), currency),
  };
}

export const ImaginedCustomerPage = pageOf(ImaginedCustomerView, 'ImaginedCustomer');
