import { Field, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, moneyViewOf } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { FoundStatement } from '../app/documents/find-statement.query.js';

@ObjectType('StatementEntry', { description: 'What moved the account on a day.' })
export class StatementEntryView {
  @Field(() => LocalDateScalar, { description: 'The day.' })
  on: LocalDate;

  @Field(() => String, { description: 'What it was, with its document; in the language of the customer.' })
  text: string;

  @Field(() => MoneyView, { nullable: true, description: 'What was charged by it.' })
  charged: MoneyView | null;

  @Field(() => MoneyView, { nullable: true, description: 'What was paid or credited by it.' })
  credited: MoneyView | null;

  @Field(() => MoneyView, { description: 'What is owed after it; below zero: kept for the customer.' })
  owed: MoneyView;
}

@ObjectType('Statement', { description: 'The account of a customer over a period, straight from the ledger.' })
export class StatementView {
  @Field(() => LocalDateScalar, { description: 'First day.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  through: LocalDate;

  @Field(() => MoneyView, { description: 'What was owed before the first day; below zero: kept for the customer.' })
  opening: MoneyView;

  @Field(() => MoneyView, { description: 'What is owed at the end of the last day.' })
  closing: MoneyView;

  @Field(() => [StatementEntryView], { description: 'Every movement, oldest first.' })
  entries: StatementEntryView[];

  @Field(() => String, { description: 'Where its PDF is.' })
  url: string;
}

export function statementView(found: FoundStatement): StatementView {
  const { from, through, currency, customerId } = found;
  const money = (minor: bigint): MoneyView => moneyViewOf(minor, currency);
  return {
    from,
    through,
    opening: money(found.openingMinor),
    closing: money(found.closingMinor),
    entries: found.entries.map(({ on, text, debitMinor, creditMinor, owedMinor }) => ({
      on,
      text,
      charged: debitMinor === 0n ? null : money(debitMinor),
      credited: creditMinor === 0n ? null : money(creditMinor),
      owed: money(owedMinor),
    })),
    url: `/documents/statements/${customerId}.pdf?from=${from}&through=${through}`,
  };
}
