import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsAmount, IsLocalDate, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addDays, conflict, type Id, type LocalDate } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { givenAmount } from '../payments/money-steps.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { endPromise, openPromise, writePromise } from './promises.js';
import { standingFacts, StandingWatch, turnOf } from './standing-watch.js';

@InputType({ description: 'A promise to pay, or time that staff give: access is not closed before it is over.' })
export class PromiseToPayInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day on which it holds; null takes it back.',
  })
  @IsOptional()
  @IsLocalDate()
  until?: LocalDate | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'What is promised; all that is owed when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Time that staff give, without a promise: nothing is expected, and nothing is broken.',
  })
  @IsOptional()
  @IsBoolean()
  grace?: boolean;

  @Field(() => String, { nullable: true, description: 'A note for staff.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  note?: string;
}

/** Most days that staff can give. */
const MOST_DAYS = 60;

/** Gives grace until a day, at most 60 days ahead. A customer who is blocked is let in again until then. */
@Injectable()
export class PromiseToPay extends Command<PromiseToPayInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.promiseToPay',
    sentence: 'Note a promise to pay',
    permission: BillingPermissions['account.change'],
    risk: 'normal',
  };
  readonly input = PromiseToPayInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: PromiseToPayInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const { customerId, until } = input;
    const account = await this.accounts.lock(act, customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    if (!until) {
      await this.takeBack(act, account, today);
      return { customerId };
    }
    if (until < today || until > addDays(today, MOST_DAYS))
      throw conflict('PROMISE_DATE', `A promise is for today or at most ${MOST_DAYS} days ahead.`);
    await promise(act, this.watch, account, terms, { ...input, until, byCustomer: false });
    return { customerId };
  }

  private async takeBack(act: Act, account: Account, today: LocalDate): Promise<void> {
    const open = await openPromise(act.sql, account.customerId);
    if (open) await endPromise(act, account, open, 'withdrawn', today);
    await act.sql.execute(
      'UPDATE billing.account SET promise_until = NULL, revision = revision + 1 WHERE customer_id = $1',
      [account.customerId],
    );
    await this.watch.lookAgain(act, { ...account, promiseUntil: null });
  }
}

@InputType({ description: 'A promise to pay that a customer makes.' })
export class MakePromiseInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => LocalDateScalar, { description: 'The day by which it will be paid.' })
  @IsLocalDate()
  until: LocalDate;
}

/** A customer’s own promise, as often and as far ahead as the settings allow. */
@Injectable()
export class MakePromise extends Command<MakePromiseInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.makePromise',
    sentence: 'Promise to pay, as the customer',
    permission: BillingPermissions['account.change'],
    customer: 'own',
    risk: 'normal',
  };
  readonly input = MakePromiseInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle({ customerId, until }: MakePromiseInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const account = await this.accounts.lock(act, customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    const { promisesPerYear, promiseDays } = terms.settings;
    if (until < today || until > addDays(today, promiseDays))
      throw conflict('PROMISE_DATE', `A promise is for today or at most ${promiseDays} days ahead.`);
    if (account.balanceMinor >= 0n) throw conflict('NOTHING_OWED', 'Nothing is owed, so there is nothing to promise.');
    const made = await promisesLeft(act, account, promisesPerYear, today);
    if (made <= 0)
      throw conflict('NO_PROMISE_LEFT', 'No promise is left this year. Pay now, or ask us to find a way together.');
    if (await openPromise(act.sql, customerId))
      throw conflict('PROMISE_STANDS', 'A promise stands already. Ask us if you need more time.');
    await promise(act, this.watch, account, terms, { customerId, until, byCustomer: true });
    return { customerId };
  }
}

async function promisesLeft(act: Act, account: Account, most: number, today: LocalDate): Promise<number> {
  const row = await act.sql.first<{ count: number }>(
    'SELECT count(*)::int AS count FROM billing.promise WHERE customer_id = $1 AND by_customer AND made_on > $2',
    [account.customerId, addDays(today, -365)],
  );
  return most - (row?.count ?? 0);
}

interface Promised {
  readonly customerId: Id<'Customer'>;
  readonly until: LocalDate;
  readonly amount?: string;
  readonly grace?: boolean;
  readonly note?: string;
  readonly byCustomer: boolean;
}

async function promise(
  act: Act,
  watch: StandingWatch,
  account: Account,
  terms: BillingTerms,
  { until, amount, grace = false, note = '', byCustomer }: Promised,
): Promise<void> {
  const after = { ...account, promiseUntil: until };
  const facts = (await standingFacts(act.sql, [after])).get(account.customerId);
  const today = act.todayIn(terms.zone);
  const to = facts ? turnOf(after, facts, terms, today).to : account.standing;
  const owedMinor = account.balanceMinor < 0n ? -account.balanceMinor : null;
  const amountMinor = grace ? null : (givenAmount(amount, account.currency) ?? owedMinor);
  const kind = grace ? 'grace' : 'promise';
  await writePromise(act, account, { kind, untilOn: until, amountMinor, byCustomer, note, to }, today);
  await watch.lookAgain(act, after);
}

@InputType({ description: 'Whether access of a customer is closed for what is owed.' })
export class ProtectCustomerInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is not closed: a hospital, a duty by law. Null: it may be closed again.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of the protection; without one it holds until it is taken away.',
  })
  @IsOptional()
  @IsLocalDate()
  until?: LocalDate | null;
}

/** A protected customer stays on the list of suspensions with the reason, and is never cut off. */
@Injectable()
export class ProtectCustomer extends Command<ProtectCustomerInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.protectCustomer',
    sentence: 'Protect a customer from suspension',
    permission: BillingPermissions['account.protect'],
    risk: 'high',
  };
  readonly input = ProtectCustomerInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle({ customerId, reason, until }: ProtectCustomerInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const account = await this.accounts.lock(act, customerId);
    const protectedReason = reason?.trim() ? reason.trim() : null;
    const protectedUntil = protectedReason === null ? null : (until ?? null);
    if (protectedUntil !== null && protectedUntil < (await this.accounts.today(act, account)))
      throw conflict('PROTECTION_ENDS_BEFORE_TODAY', 'The last day of the protection is over. Choose today or later.');
    await act.sql.execute(
      'UPDATE billing.account SET protected_reason = $2, protected_until = $3, revision = revision + 1 WHERE customer_id = $1',
      [customerId, protectedReason, protectedUntil],
    );
    await this.watch.lookAgain(act, { ...account, protectedReason, protectedUntil });
    const end = protectedUntil === null ? '' : ` (until ${protectedUntil})`;
    const sentence = protectedReason ? `Protected from suspension: ${protectedReason}${end}` : 'Not protected any more';
    act.audit({ kind: 'account', id: customerId, customerId, partnerId: account.partnerId }, sentence);
    return { customerId };
  }
}
