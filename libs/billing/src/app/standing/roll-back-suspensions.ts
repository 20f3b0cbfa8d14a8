import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import {
  type Act,
  type Asking,
  Command,
  type CommandRule,
  IsLocalDate,
  IsRecordId,
  Query,
  type Rule,
} from '@demarc/commands';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import {
  addDays,
  conflict,
  contentHash,
  localDateIn,
  type Id,
  type LocalDate,
  notFound,
  Refusal,
} from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import {
  returnServices,
  standingDates,
  type CustomerStatus,
  type ServiceStatus,
  type Standing,
} from '../../domain/index.js';
import type { ServiceId, SuspensionBatchId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts, statusOf } from '../accounts/accounts.js';
import { ReasonField } from '../reason-field.js';
import { serviceStates } from '../services/service-steps.js';
import { Policies } from '../settings/policies.js';
import { standingPolicyOf, type BillingTerms } from '../settings/settings.js';
import { writePromise } from './promises.js';
import { restorable, type Restored, restoreServices, type ServiceBefore } from './services-before.js';
import { standingFacts, StandingWatch } from './standing-watch.js';

export interface RollbackItem {
  readonly customerId: Id<'Customer'>;
  readonly standing: Standing;
  readonly standingAfter: Standing;
  readonly status: CustomerStatus;
  readonly statusAfter: CustomerStatus;
  readonly services: readonly {
    readonly serviceId: ServiceId;
    readonly status: ServiceStatus;
    readonly after: ServiceStatus;
  }[];
  /** Why this one stays as it is; null: it is rolled back. */
  readonly stays: 'not_applied' | 'moved_on' | null;
}

interface Decided {
  readonly account: Account;
  readonly item: RollbackItem;
  readonly restored: readonly Restored[];
}

export interface RollbackPreview {
  readonly batchId: SuspensionBatchId;
  readonly items: readonly RollbackItem[];
  readonly hash: string;
}

interface ItemRow {
  customer_id: Id<'Customer'>;
  from_standing: Standing;
  to_standing: Standing;
  outcome: string | null;
  applied_at: Date | null;
  services_before: readonly ServiceBefore[] | null;
}

async function itemsOf(sql: Sql, batchId: string, customerIds: readonly string[] | undefined): Promise<ItemRow[]> {
  return sql.query<ItemRow>(
    `SELECT customer_id, from_standing, to_standing, outcome, applied_at, services_before FROM billing.suspension_item
      WHERE batch_id = $1 AND ($2::uuid[] IS NULL AND outcome = 'applied' OR customer_id = ANY ($2::uuid[])) ORDER BY customer_id`,
    [batchId, customerIds ?? null],
  );
}

/** What going back does to one customer: the standing that was before, and the services with it. */
async function decide(sql: Sql, account: Account, row: ItemRow, zone: string, today: LocalDate): Promise<Decided> {
  const stays = row.outcome !== 'applied' ? 'not_applied' : account.standing !== row.to_standing ? 'moved_on' : null;
  const to = stays === null ? row.from_standing : account.standing;
  const states = await serviceStates(sql, account);
  const returns = stays === null && account.standing === 'inactive';
  const sameDay = row.applied_at !== null && localDateIn(zone, row.applied_at) === today;
  const restored = returns && sameDay ? restorable(row.services_before ?? [], states) : [];
  const gone = new Set<string>(restored.map(({ duplicateId }) => duplicateId));
  const left = states.filter(({ serviceId }) => !gone.has(serviceId));
  const after = new Map<string, ServiceStatus>();
  for (const step of returns ? returnServices(left, today) : [])
    if (step.kind === 'activate') after.set(step.serviceId, 'active');
    else if (step.kind === 'archive') after.set(step.serviceId, 'archived');
  for (const { before, duplicateId } of restored) after.set(before.id, before.status).set(duplicateId, 'archived');
  const item: RollbackItem = {
    customerId: account.customerId,
    standing: account.standing,
    standingAfter: to,
    status: account.customerStatus,
    statusAfter: statusOf({ ...account, standing: to }),
    services: states.map(({ serviceId, status }) => ({
      serviceId: serviceId as ServiceId,
      status,
      after: after.get(serviceId) ?? status,
    })),
    stays,
  };
  return { account, item, restored };
}

function hashOf(items: readonly RollbackItem[], until: LocalDate): string {
  return contentHash({ until, items });
}

export interface RollbackAsked {
  readonly batchId: SuspensionBatchId;
  readonly customerIds?: readonly Id<'Customer'>[];
  readonly until: LocalDate;
}

/** What a rollback would do to each customer. Writes nothing. */
@Injectable()
export class PreviewRollback extends Query<RollbackAsked, RollbackPreview> {
  readonly rule: Rule = {
    name: 'billing.previewRollback',
    sentence: 'See what rolling suspensions back would do',
    permission: BillingPermissions['suspension.rollBack'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer({ batchId, customerIds, until }: RollbackAsked, { sql, clock }: Asking): Promise<RollbackPreview> {
    const rows = await itemsOf(sql, batchId, customerIds);
    const accounts = await this.accounts.findMany(
      sql,
      rows.map((row) => row.customer_id),
    );
    const termsOf = await this.policies.termsOfAll(sql);
    const items: RollbackItem[] = [];
    for (const row of rows) {
      const account = accounts.find((one) => one.customerId === row.customer_id);
      if (!account) continue;
      const terms = termsOf(account.partnerId);
      items.push((await decide(sql, account, row, terms.zone, clock.todayIn(terms.zone))).item);
    }
    return { batchId, items, hash: hashOf(items, until) };
  }
}

@InputType({ description: 'Suspensions to take back: the whole list or some of it.' })
export class RollBackSuspensionsInput {
  @Field(() => RecordIdScalar, { description: 'The list.' })
  @IsRecordId()
  batchId: SuspensionBatchId;

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Only these customers; all of the list when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsRecordId({ each: true })
  customerIds?: Id<'Customer'>[];

  @Field(() => LocalDateScalar, { description: 'They are not suspended again before this day is over.' })
  @IsLocalDate()
  until: LocalDate;

  @Field(() => String, { description: 'The hash of the preview that was looked at.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  hash: string;

  @ReasonField('Why, for the record of the list.', 500)
  reason: string;
}

const MOST_DAYS = 60;

/**
 * Puts customers back where they were before a list was carried out, and gives them time until a day: without it the next
 * list would have them again. Who has moved on since (paid, was suspended further) is left alone.
 */
@Injectable()
export class RollBackSuspensions extends Command<
  RollBackSuspensionsInput,
  { batchId: SuspensionBatchId; count: number }
> {
  readonly rule: CommandRule = {
    name: 'billing.rollBackSuspensions',
    sentence: 'Roll suspensions back',
    permission: BillingPermissions['suspension.rollBack'],
    risk: 'high',
  };
  readonly input = RollBackSuspensionsInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { batchId, customerIds, until, hash, reason }: RollBackSuspensionsInput,
    act: Act,
  ): Promise<{ batchId: SuspensionBatchId; count: number }> {
    const batch = await act.sql.first<{ status: string; partner_id: Id<'Partner'>; for_date: LocalDate }>(
      'SELECT status, partner_id, for_date FROM billing.suspension_batch WHERE id = $1 FOR UPDATE',
      [batchId],
    );
    if (!batch) throw notFound('list of suspensions');
    if (batch.status !== 'applied' && batch.status !== 'rolled_back' && batch.status !== 'halted')
      throw conflict(
        'BATCH_NOT_APPLIED',
        `This list is ${batch.status}; only one that was carried out or stopped is rolled back.`,
      );
    const terms = await this.policies.terms(act.sql, batch.partner_id);
    const today = act.todayIn(terms.zone);
    if (until < today || until > addDays(today, MOST_DAYS))
      throw conflict('PROMISE_DATE', `Time is given until today or at most ${MOST_DAYS} days ahead.`);
    const rows = await itemsOf(act.sql, batchId, customerIds);
    const accounts = await this.accounts.lockMany(
      act.sql,
      rows.map((row) => row.customer_id),
    );
    const decided: Decided[] = [];
    for (const row of rows) {
      const account = accounts.find((one) => one.customerId === row.customer_id);
      if (account) decided.push(await decide(act.sql, account, row, terms.zone, today));
    }
    const items = decided.map((one) => one.item);
    if (hashOf(items, until) !== hash)
      throw new Refusal('stale', 'PLAN_CHANGED', 'Something changed since you looked at it. Look at it again.');
    const going = decided.filter(({ item }) => item.stays === null);
    if (going.length === 0)
      throw conflict('NOTHING_TO_ROLL_BACK', 'Nobody of these is suspended by this list any more.');
    for (const one of going) await this.back(act, one, terms, until, reason);
    await this.close(act, batchId, going, { reason, until, isWhole: customerIds === undefined });
    act.audit(
      { kind: 'suspension_batch', id: batchId, partnerId: batch.partner_id },
      `Suspension of ${going.length} customers rolled back: ${reason}`,
      { before: items.map((item) => [item.customerId, item.standing, item.status]) },
    );
    return { batchId, count: going.length };
  }

  /**
   * Where access opens again, time is given, which the customer and the forward view see. Who only goes back to being
   * blocked stays blocked: there the list alone remembers that it is not their turn.
   */
  private async back(
    act: Act,
    { account, item, restored }: Decided,
    terms: BillingTerms,
    untilOn: LocalDate,
    note: string,
  ): Promise<void> {
    const today = act.todayIn(terms.zone);
    const to = item.standingAfter;
    const opens = to !== 'blocked';
    const spared = opens ? { ...account, promiseUntil: untilOn } : account;
    if (opens)
      await writePromise(
        act,
        account,
        { kind: 'grace', untilOn, amountMinor: null, byCustomer: false, note, to },
        today,
      );
    await restoreServices(act, restored);
    const facts = (await standingFacts(act.sql, [spared])).get(account.customerId);
    const dates = facts
      ? standingDates(facts, standingPolicyOf(spared, terms))
      : { overdue: null, blocked: null, inactive: null };
    await this.watch.record(act, spared, { to, dates }, terms);
    act.audit(
      { kind: 'account', id: account.customerId, customerId: account.customerId, partnerId: account.partnerId },
      `Suspension rolled back, ${account.standing} → ${to}: ${note}`,
    );
  }

  /** The whole of a list that was stopped goes back: who was not suspended yet is left out then. */
  private async close(
    act: Act,
    batchId: SuspensionBatchId,
    going: readonly Decided[],
    { reason, until, isWhole }: { readonly reason: string; readonly until: LocalDate; readonly isWhole: boolean },
  ): Promise<void> {
    await act.sql.execute(
      `UPDATE billing.suspension_item SET outcome = 'rolled_back', spared_until = $3 WHERE batch_id = $1 AND customer_id = ANY ($2::uuid[])`,
      [batchId, going.map(({ account }) => account.customerId), until],
    );
    if (isWhole)
      await act.sql.execute(
        `UPDATE billing.suspension_item SET outcome = 'excluded', excluded_reason = 'list_ended' WHERE batch_id = $1 AND outcome IS NULL`,
        [batchId],
      );
    await act.sql.execute(
      `UPDATE billing.suspension_batch SET rolled_back_by = $2, rolled_back_at = $3, rolled_back_reason = $4,
         status = CASE WHEN EXISTS (SELECT 1 FROM billing.suspension_item WHERE batch_id = $1 AND (outcome = 'applied' OR outcome IS NULL)) THEN status ELSE 'rolled_back' END WHERE id = $1`,
      [batchId, actorLabel(act.actor).name, act.at, reason],
    );
  }
}
