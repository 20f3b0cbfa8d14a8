import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import { IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { CustomerEntity } from '../data/customer.entity.js';
import { changedFields } from '../domain/changed-fields.js';
import type { CustomerId } from '../domain/ids.js';
import { CustomerChanged } from '../events.js';
import { IsEmailList, IsLanguage, IsPhoneList } from './contact-lists.js';
import { lockOpenCustomer } from './customer-reach.js';

@InputType({ description: 'How the signed-in customer is reached: a missing field stays, `null` takes a value away.' })
export class ChangeOwnContactInput {
  @Field(() => Int, { description: 'The `revision` that the change was made on. An older one is refused.' })
  @IsInt()
  @Min(1)
  revision: number;

  @Field(() => String, { nullable: true, description: 'One or more e-mail addresses, separated by commas.' })
  @IsOptional()
  @MaxLength(1_000)
  @IsEmailList()
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Where bills go instead of `email`.' })
  @IsOptional()
  @MaxLength(1_000)
  @IsEmailList()
  billingEmail?: string | null;

  @Field(() => String, { nullable: true, description: 'One or more phone numbers, separated by commas.' })
  @IsOptional()
  @MaxLength(500)
  @IsPhoneList()
  phones?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of bills and messages, as two letters: `en`. The provider’s when there is none.',
  })
  @IsOptional()
  @IsLanguage()
  language?: string | null;
}

/** What customers change themselves: how they are reached, and nothing that stands on documents. */
@Injectable()
export class ChangeOwnContact extends Command<ChangeOwnContactInput, { customerId: CustomerId }> {
  readonly rule: CommandRule = {
    name: 'crm.changeOwnContact',
    sentence: 'Change one’s own e-mail and telephone',
    permission: 'system',
    customer: 'own',
    risk: 'normal',
  };
  readonly input = ChangeOwnContactInput;

  async handle({ revision, ...contact }: ChangeOwnContactInput, act: Act): Promise<{ customerId: CustomerId }> {
    const { actor } = act;
    if (actor.kind !== 'customer')
      throw new Refusal('forbidden', 'NOT_A_CUSTOMER', 'Only customers have a contact of their own here.');
    const customerId = actor.id as CustomerId;
    const customer = await lockOpenCustomer(act, customerId);
    if (revision !== customer.revision)
      throw new Refusal('stale', 'STALE_EDIT', 'Your data was changed in the meantime. Load the page again.');
    const changes = changedFields(customer, contact);
    const fields = Object.keys(changes);
    if (fields.length === 0) return { customerId };
    const values = Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after]));
    await act.manager.update(CustomerEntity, { id: customerId }, { ...values, revision: revision + 1 });
    const about = { customerId, partnerId: customer.partnerId };
    act.emit(CustomerChanged, { ...about, fields }, about);
    act.audit(
      { kind: 'customer', id: customerId, ...about },
      `Customer #${customer.number.toString()} changed their ${fields.join(', ')}`,
      changes,
    );
    return { customerId };
  }
}
