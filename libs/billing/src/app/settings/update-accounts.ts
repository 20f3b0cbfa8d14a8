import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, type Asking, Command, type CommandRule, IsRecordId, Query, type Rule } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid, notFound, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { AccountUpdateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { partnerOrEverybody } from '../accounts/reach.js';
import { TEMPLATE_NAMES, type TemplateName, templateOf } from './account-templates.js';
import { BillingTypeEnum } from './enums.js';
import { type AccountChange, findAccountChanges, type Templates } from './find-account-changes.js';
import { Policies } from './policies.js';
import { UpdateAccountsJob } from './update-accounts.job.js';

@InputType({ description: 'Which settings are taken over by which existing customers.' })
export class AccountUpdateInput {
  @Field(() => [String], { description: 'Names of the settings of new accounts: `dueDays`, `blockingDays`, `mode`.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(TEMPLATE_NAMES, { each: true })
  attributes: TemplateName[];

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only customers of this partner.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'>;

  @Field(() => [BillingTypeEnum], { nullable: true, description: 'Only customers who are charged so.' })
  @IsOptional()
  @IsArray()
  @IsIn(Object.values(BillingTypeEnum), { each: true })
  billingTypes?: string[];
}

@InputType({ description: 'An update of existing customers as it was looked at.' })
export class ApplyAccountUpdateInput extends AccountUpdateInput {
  @Field(() => String, { description: 'The hash of the preview. When it is another by now, nothing is done.' })
  @IsString()
  @MaxLength(100)
  hash: string;
}

export interface AccountUpdatePreview {
  readonly hash: string;
  readonly touched: number;
  readonly byAttribute: readonly { readonly name: TemplateName; readonly customers: number }[];
  /** The first of them. */
  readonly rows: readonly AccountChange[];
}

const SHOWN = 200;

async function templatesOf(sql: Sql, policies: Policies, partners: Partners): Promise<Templates> {
  const termsOf = await policies.termsOfAll(sql);
  return Object.fromEntries((await partners.all(sql)).map(({ id }) => [id, templateOf(termsOf(id))]));
}

/** Whom an update of existing customers would touch, attribute by attribute; nothing is written. */
@Injectable()
export class PreviewAccountUpdate extends Query<AccountUpdateInput, AccountUpdatePreview> {
  readonly rule: Rule = {
    name: 'billing.previewAccountUpdate',
    sentence: 'See whom new billing settings would touch',
    permission: BillingPermissions['account.updateMany'],
  };

  constructor(
    private readonly policies: Policies,
    private readonly partners: Partners,
  ) {
    super();
  }

  async answer(input: AccountUpdateInput, { sql }: Asking): Promise<AccountUpdatePreview> {
    const unknown = input.attributes.find((name) => !TEMPLATE_NAMES.includes(name));
    if (unknown !== undefined)
      throw invalid('SETTING_UNKNOWN', `There is no setting “${unknown}” that customers could take over.`);
    const filter = { partnerId: input.partnerId ?? null, billingTypes: input.billingTypes ?? [] };
    const templates = await templatesOf(sql, this.policies, this.partners);
    const { changes, hash } = await findAccountChanges(sql, templates, filter, input.attributes);
    const counts = new Map<TemplateName, number>();
    for (const { changes: own } of changes) for (const { name } of own) counts.set(name, (counts.get(name) ?? 0) + 1);
    return {
      hash,
      touched: changes.length,
      byAttribute: input.attributes.map((name) => ({ name, customers: counts.get(name) ?? 0 })),
      rows: changes.slice(0, SHOWN),
    };
  }
}

/** Gives existing customers the settings that new ones get. A job does it page by page, each customer once. */
@Injectable()
export class UpdateAccounts extends Command<ApplyAccountUpdateInput, { updateId: AccountUpdateId }> {
  readonly rule: CommandRule = {
    name: 'billing.updateAccounts',
    sentence: 'Give existing customers the settings of new ones',
    permission: BillingPermissions['account.updateMany'],
    risk: 'high',
  };
  readonly input = ApplyAccountUpdateInput;

  constructor(
    private readonly policies: Policies,
    private readonly partners: Partners,
  ) {
    super();
  }

  async handle(input: ApplyAccountUpdateInput, act: Act): Promise<{ updateId: AccountUpdateId }> {
    await partnerOrEverybody(act, this.partners, input.partnerId, 'Say whose customers are meant.');
    const filter = { partnerId: input.partnerId ?? null, billingTypes: input.billingTypes ?? [] };
    const templates = await templatesOf(act.sql, this.policies, this.partners);
    const { changes, hash } = await findAccountChanges(act.sql, templates, filter, input.attributes);
    if (hash !== input.hash)
      throw new Refusal(
        'stale',
        'PLAN_CHANGED',
        'Other customers or values are touched by now. Look at the preview again.',
      );
    if (changes.length === 0) throw invalid('NOTHING_TO_CHANGE', 'All of these customers have these settings already.');
    const updateId = act.newId<'AccountUpdate'>();
    await act.sql.execute(
      `INSERT INTO billing.account_update (id, partner_id, billing_types, attributes, templates, status, touched, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, 'applying', $6, $7, $8)`,
      [
        updateId,
        filter.partnerId,
        filter.billingTypes,
        input.attributes,
        JSON.stringify(templates),
        changes.length,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    act.enqueue(UpdateAccountsJob, { updateId });
    act.audit(
      { kind: 'account_update', id: updateId, partnerId: filter.partnerId },
      `${changes.length} customers get the billing settings of new ones`,
      { attributes: input.attributes },
    );
    return { updateId };
  }
}

export interface FoundAccountUpdate {
  readonly id: AccountUpdateId;
  readonly status: 'applying' | 'applied';
  readonly attributes: readonly string[];
  readonly touched: number;
  readonly done: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** How far an update of existing customers is. */
@Injectable()
export class FindAccountUpdate extends Query<{ id: AccountUpdateId }, FoundAccountUpdate> {
  readonly rule: Rule = {
    name: 'billing.findAccountUpdate',
    sentence: 'See how far an update of customers is',
    permission: BillingPermissions['account.updateMany'],
  };

  async answer({ id }: { id: AccountUpdateId }, { sql }: Asking): Promise<FoundAccountUpdate> {
    const found = await sql.first<FoundAccountUpdate>(
      `SELECT id, status, attributes, touched, done, created_by AS "createdBy", created_at AS "createdAt", finished_at AS "finishedAt"
         FROM billing.account_update WHERE id = $1`,
      [id],
    );
    if (!found) throw notFound('update of customers');
    return found;
  }
}
