import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, type LocalDate } from '@demarc/kernel';
import { IsIn, IsOptional } from 'class-validator';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { SubBillingEnum } from '../settings/cycle-enums.js';
import { Policies } from '../settings/policies.js';
import { customerLabel } from './account-links.js';
import { SubStanding } from './sub-standing.js';

@InputType({ description: 'A customer who becomes a sub-account of another, or is billed otherwise as one.' })
export class LinkSubAccountInput {
  @Field(() => RecordIdScalar, { description: 'The sub-account.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'The main account.' })
  @IsRecordId()
  mainCustomerId: Id<'Customer'>;

  @Field(() => SubBillingEnum, { description: 'Whether the main account is charged for it.' })
  @IsIn(Object.values(SubBillingEnum))
  mode: 'independent' | 'aggregated';

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day on which it holds; today when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;
}

/** Makes a customer a sub-account from a day on. What holds until then stays what it was; the new way begins on that day. */
@Injectable()
export class LinkSubAccount extends Command<LinkSubAccountInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.linkSubAccount',
    sentence: 'Make a customer a sub-account of another',
    permission: BillingPermissions['account.change'],
    risk: 'normal',
  };
  readonly input = LinkSubAccountInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
    private readonly standing: SubStanding,
  ) {
    super();
  }

  async handle(input: LinkSubAccountInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const { customerId, mainCustomerId, mode } = input;
    const [sub, main] = await this.lockBoth(act, customerId, mainCustomerId);
    if (customerId === mainCustomerId) throw invalid('SUB_OF_ITSELF', 'A customer is no sub-account of itself.');
    const today = act.todayIn((await this.policies.terms(act.sql, sub.partnerId)).zone);
    const from = input.from ?? today;
    if (from < today) throw invalid('LINK_IN_THE_PAST', 'It holds from today on, or from a later day.');
    await this.check(act, sub, main, mode);
    await endLinks(act, customerId, from);
    await act.sql.execute(
      `INSERT INTO billing.account_link (id, customer_id, main_customer_id, partner_id, label, main_label, mode, days)
       VALUES ($1, $2, $3, $4, $7, $8, $5, daterange($6::date, NULL))`,
      [
        act.newId(),
        customerId,
        mainCustomerId,
        sub.partnerId,
        mode,
        from,
        ...(await this.labels(act, customerId, mainCustomerId)),
      ],
    );
    if (from === today) await this.standing.turn(act, sub, today);
    act.audit(
      { kind: 'account', id: customerId, customerId, partnerId: sub.partnerId },
      mode === 'aggregated'
        ? `Sub-account from ${from} on: the main account is charged for it`
        : `Sub-account from ${from} on, billed by itself`,
      { mainCustomerId },
    );
    return { customerId };
  }

  private async labels(act: Act, ...ids: readonly Id<'Customer'>[]): Promise<string[]> {
    const found = await this.customers.findMany(act.sql, ids);
    return ids.map((id) => customerLabel(found.get(id)));
  }

  private async lockBoth(act: Act, customerId: string, mainCustomerId: string): Promise<[Account, Account]> {
    await this.accounts.lock(act, [customerId, mainCustomerId].sort()[0] ?? customerId);
    const sub = await this.accounts.lock(act, customerId);
    return [sub, await this.accounts.lock(act, mainCustomerId)];
  }

  private async check(act: Act, sub: Account, main: Account, mode: string): Promise<void> {
    if (sub.partnerId !== main.partnerId || sub.currency !== main.currency)
      throw conflict('OTHER_PARTNER', 'Main account and sub-account belong to one partner and have one currency.');
    if (mode === 'aggregated' && (sub.billingType !== 'recurring' || main.billingType !== 'recurring'))
      throw conflict('PREPAID_SUB', 'Only accounts that are charged by the billing day are billed together.');
    const found = await act.sql.first(
      'SELECT 1 FROM billing.account_link WHERE (main_customer_id = $1 OR customer_id = $2) AND upper_inf(days) LIMIT 1',
      [sub.customerId, main.customerId],
    );
    if (found) throw conflict('SUB_OF_SUB', 'A sub-account has no sub-accounts of its own.');
    if (mode === 'aggregated' && main.lifecycle !== 'active')
      throw conflict(
        'MAIN_NOT_ACTIVE',
        'Nothing is charged to a customer who is not active. Activate the main account first.',
      );
  }
}

@InputType({ description: 'A sub-account that becomes a customer of its own again.' })
export class UnlinkSubAccountInput {
  @Field(() => RecordIdScalar, { description: 'The sub-account.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The first day on its own; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;
}

@Injectable()
export class UnlinkSubAccount extends Command<UnlinkSubAccountInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.unlinkSubAccount',
    sentence: 'Make a sub-account a customer of its own again',
    permission: BillingPermissions['account.change'],
    risk: 'normal',
  };
  readonly input = UnlinkSubAccountInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly standing: SubStanding,
  ) {
    super();
  }

  async handle(input: UnlinkSubAccountInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const { customerId } = input;
    const sub = await this.accounts.lock(act, customerId);
    const today = act.todayIn((await this.policies.terms(act.sql, sub.partnerId)).zone);
    const from = input.from ?? today;
    if (from < today) throw invalid('LINK_IN_THE_PAST', 'It holds from today on, or from a later day.');
    if ((await endLinks(act, customerId, from)) === 0)
      throw conflict('NO_SUB_ACCOUNT', 'This customer is no sub-account.');
    if (from === today) await this.standing.turn(act, sub, today);
    act.audit(
      { kind: 'account', id: customerId, customerId, partnerId: sub.partnerId },
      `No sub-account from ${from} on`,
    );
    return { customerId };
  }
}

/** Links that reach beyond a day end with it; those that would begin later are forgotten. */
async function endLinks(act: Act, customerId: string, from: LocalDate): Promise<number> {
  const forgotten = await act.sql.execute(
    'DELETE FROM billing.account_link WHERE customer_id = $1 AND lower(days) >= $2::date',
    [customerId, from],
  );
  const ended = await act.sql.execute(
    `UPDATE billing.account_link SET days = daterange(lower(days), $2::date) WHERE customer_id = $1 AND days @> $2::date`,
    [customerId, from],
  );
  return forgotten + ended;
}
