import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsInt, IsString, MaxLength, Min, MinLength, ValidateIf } from 'class-validator';
import { CustomerEntity } from '../data/customer.entity.js';
import { changedFields, type FieldChange } from '../domain/changed-fields.js';
import { CATEGORIES, type CustomerCategory } from '../domain/customer-lifecycle.js';
import type { CustomerId } from '../domain/ids.js';
import { CustomerChanged } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { customFieldRules, validCustomValues } from './custom-field-rules.js';
import { CustomerCategoryEnum, CustomerDetailsInput } from './customer-details.input.js';
import { checkLinks } from './customer-links.js';
import { lockOpenCustomer, loginTaken } from './customer-reach.js';

const given = (_: object, value: unknown): boolean => value !== undefined;

@InputType({ description: 'Changes to a customer: a missing field stays as it is, `null` takes a value away.' })
export class ChangeCustomerInput extends CustomerDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: CustomerId;

  @Field(() => Int, {
    description: 'The `revision` that the change was made on. An older one is refused, with both values of each field.',
  })
  @IsInt()
  @Min(1)
  revision: number;

  @Field(() => CustomerCategoryEnum, { nullable: true, description: 'Person or company.' })
  @ValidateIf((object: ChangeCustomerInput) => given(object, object.category))
  @IsIn(CATEGORIES)
  category?: CustomerCategory;

  @Field(() => String, { nullable: true, description: 'Full name, or the company’s name.' })
  @ValidateIf((object: ChangeCustomerInput) => given(object, object.name))
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  name?: string;
}

/** Changes what is known of a customer. The partner never changes here: documents and sessions stand under it. */
@Injectable()
export class ChangeCustomer extends Command<ChangeCustomerInput, { customerId: CustomerId; revision: number }> {
  readonly rule: CommandRule = {
    name: 'crm.changeCustomer',
    sentence: 'Change a customer',
    permission: CrmPermissions['customer.change'],
    risk: 'normal',
  };
  readonly input = ChangeCustomerInput;

  async handle(input: ChangeCustomerInput, act: Act): Promise<{ customerId: CustomerId; revision: number }> {
    const { customerId, revision, customFields: _given, ...details } = input;
    const customer = await lockOpenCustomer(act, customerId);
    const changes = { ...changedFields(customer, details), ...(await this.customChanges(customer, input, act)) };
    if (revision !== customer.revision) throw staleEdit(customer.revision, changes);
    if (Object.keys(changes).length === 0) return { customerId, revision };
    await checkLinks(
      act,
      { partnerId: customer.partnerId, locationId: details.locationId, parentCustomerId: details.parentCustomerId },
      customerId,
    );
    await this.store(customer, changes, act);
    const about = { customerId, partnerId: customer.partnerId };
    act.emit(CustomerChanged, { ...about, fields: Object.keys(changes) }, about);
    act.audit(
      { kind: 'customer', id: customerId, ...about },
      `Customer #${customer.number.toString()} changed: ${Object.keys(changes).join(', ')}`,
      changes,
    );
    return { customerId, revision: revision + 1 };
  }

  private async customChanges(
    customer: CustomerEntity,
    input: ChangeCustomerInput,
    act: Act,
  ): Promise<Readonly<Record<string, FieldChange>>> {
    if (!input.customFields) return {};
    const rules = await customFieldRules(act.sql, 'customer');
    const values = validCustomValues(
      rules,
      input.customFields,
      customer.customFields,
      input.category ?? customer.category,
    );
    return changedFields(customer, { customFields: values });
  }

  private async store(
    customer: CustomerEntity,
    changes: Readonly<Record<string, FieldChange>>,
    act: Act,
  ): Promise<void> {
    const fields = Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.after]));
    try {
      await act.manager.update(CustomerEntity, { id: customer.id }, { ...fields, revision: customer.revision + 1 });
    } catch (error) {
      if (violatedConstraint(error) === 'uq_customer_login') throw loginTaken(String(fields['login']));
      throw error;
    }
  }
}

function staleEdit(revision: number, changes: Readonly<Record<string, FieldChange>>): Refusal {
  return new Refusal(
    'stale',
    'STALE_EDIT',
    'Somebody else changed this customer in the meantime. Look at both values and save again.',
    {
      details: {
        revision,
        fields: Object.entries(changes).map(([field, change]) => ({
          field,
          theirs: change.before,
          yours: change.after,
        })),
      },
    },
  );
}
