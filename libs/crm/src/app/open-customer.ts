import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, RandomSource } from '@demarc/kernel';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { CustomerEntity } from '../data/customer.entity.js';
import { CATEGORIES, type CustomerCategory } from '../domain/customer-lifecycle.js';
import type { CustomerId, PartnerId } from '../domain/ids.js';
import { fillLogin } from '../domain/login-pattern.js';
import { CustomerOpened } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { customFieldRules, newCustomValues } from './custom-field-rules.js';
import { CustomerCategoryEnum, CustomerDetailsInput } from './customer-details.input.js';
import { checkLinks, checkPartner } from './customer-links.js';
import { loginTaken } from './customer-reach.js';
import { Operators } from './operators.js';

@InputType({ description: 'A customer to open.' })
export class OpenCustomerInput extends CustomerDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The partner (reseller or brand) that the customer belongs to.' })
  @IsRecordId()
  partnerId: PartnerId;

  @Field(() => CustomerCategoryEnum, { description: 'Person or company.' })
  @IsIn(CATEGORIES)
  category: CustomerCategory;

  @Field(() => String, { description: 'Full name, or the company’s name.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  name: string;
}

export interface OpenedCustomer {
  readonly customerId: CustomerId;
  readonly number: string;
  readonly login: string;
}

const MOST_TRIES = 8;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz';

/** A new customer: gets the next number and, where none is given, a login by the operator's pattern. */
@Injectable()
export class OpenCustomer extends Command<OpenCustomerInput, OpenedCustomer> {
  readonly rule: CommandRule = {
    name: 'crm.openCustomer',
    sentence: 'Open a customer',
    permission: CrmPermissions['customer.create'],
    risk: 'normal',
  };
  readonly input = OpenCustomerInput;

  constructor(
    private readonly operators: Operators,
    private readonly random: RandomSource,
  ) {
    super();
  }

  async handle(input: OpenCustomerInput, act: Act): Promise<OpenedCustomer> {
    await checkPartner(act, input.partnerId);
    await checkLinks(act, input);
    const rules = await customFieldRules(act.sql, 'customer');
    const customer = act.manager.create(CustomerEntity, {
      ...input,
      id: act.newId<'Customer'>(),
      customFields: newCustomValues(rules, input.customFields ?? {}, input.category),
      lifecycle: 'new',
      createdAt: act.at,
      addedBy: act.actor.kind === 'staff' || act.actor.kind === 'api_key' ? act.actor.id : null,
      addedByName: actorLabel(act.actor).name,
      revision: 1,
    });
    await this.store(customer, act);
    const number = customer.number.toString();
    const about = { customerId: customer.id, partnerId: customer.partnerId };
    act.emit(CustomerOpened, { ...about, number, category: customer.category, lifecycle: 'new' }, about);
    act.audit({ kind: 'customer', id: customer.id, ...about }, `Customer #${number} ${customer.name} opened`);
    return { customerId: customer.id, number, login: customer.login ?? '' };
  }

  private async store(customer: CustomerEntity, act: Act): Promise<void> {
    const wanted = customer.login;
    const { loginPattern, timeZone } = await this.operators.settings(act.sql);
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const [row] = await act.sql.query<{ number: string }>(`SELECT nextval('crm.customer_number') AS number`);
      customer.number = BigInt(row?.number ?? 0);
      customer.login =
        wanted ??
        this.makeLogin(attempt === 0 ? loginPattern : `${loginPattern}-{digits}`, customer, act.todayIn(timeZone));
      const added = await act.manager
        .createQueryBuilder()
        .insert()
        .into(CustomerEntity)
        .values(customer)
        .orIgnore()
        .returning('id')
        .execute();
      if ((added.raw as unknown[]).length === 1) return;
      if (wanted) throw loginTaken(wanted);
    }
    throw conflict(
      'NO_FREE_LOGIN',
      'No free login was found by the pattern. Give a login, or change the pattern in the operator’s settings.',
    );
  }

  private makeLogin(pattern: string, customer: CustomerEntity, today: string): string {
    return fillLogin(pattern, {
      number: customer.number.toString(),
      name: customer.name,
      email: customer.email ?? '',
      phone: customer.phones ?? '',
      digits: String(this.random.below(1_000_000)).padStart(6, '0'),
      letters: Array.from({ length: 4 }, () => LETTERS[this.random.below(LETTERS.length)] ?? '').join(''),
      today,
    });
  }
}
