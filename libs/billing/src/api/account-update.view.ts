import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { AccountChange } from '../app/settings/find-account-changes.js';
import type { AccountUpdatePreview } from '../app/settings/update-accounts.js';
import type { AccountUpdateId } from '../ids.js';

@ObjectType('AccountAttributeCount', { description: 'How many customers one setting would change for.' })
export class AttributeCountView {
  @Field(() => String, { description: 'The setting: `dueDays`.' })
  name: string;

  @Field(() => Int, { description: 'Customers whose value is another.' })
  customers: number;
}

@ObjectType('AccountAttributeChange', { description: 'One setting of one customer, before and after.' })
export class AttributeChangeView {
  @Field(() => String, { description: 'The setting.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'As it is; null is “never”.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'As it would be; null is “never”.' })
  after: string | null;
}

@ObjectType('AccountChange', { description: 'What an update would change for one customer.' })
export class AccountChangeView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => [AttributeChangeView], { description: 'The settings that differ.' })
  changes: AttributeChangeView[];
}

@ObjectType('AccountUpdatePreview', { description: 'Whom an update of existing customers would touch.' })
export class AccountUpdatePreviewView {
  @Field(() => String, { description: 'Names what was looked at: give it with the update.' })
  hash: string;

  @Field(() => Int, { description: 'Customers who would be touched.' })
  touched: number;

  @Field(() => [AttributeCountView], { description: 'Setting by setting.' })
  byAttribute: AttributeCountView[];

  @Field(() => [AccountChangeView], { description: 'The first 200 of them.' })
  rows: AccountChangeView[];
}

@ObjectType('AccountUpdate', { description: 'An update of existing customers, and how far it is.' })
export class AccountUpdateView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: AccountUpdateId;

  @Field(() => Boolean, { description: 'Is it carried out?' })
  isDone: boolean;

  @Field(() => [String], { description: 'The settings.' })
  attributes: string[];

  @Field(() => Int, { description: 'Customers to be changed.' })
  touched: number;

  @Field(() => Int, { description: 'Customers changed so far.' })
  done: number;

  @Field(() => String, { description: 'Who asked for it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  createdAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was done.' })
  finishedAt: Date | null;
}

export function previewView(found: AccountUpdatePreview): AccountUpdatePreviewView {
  return { ...found, byAttribute: [...found.byAttribute], rows: found.rows.map(changeView) };
}

/** Amounts are kept in minor units; people read decimals. */
function changeView({ customerId, currency, changes }: AccountChange): AccountChangeView {
  const shown = (name: string, value: string | null): string | null =>
    name === 'minimumBalance' && value !== null ? moneyViewOf(value, currency).amount : value;
  return {
    customerId,
    changes: changes.map(({ name, before, after }) => ({
      name,
      before: shown(name, before),
      after: shown(name, after),
    })),
  };
}
