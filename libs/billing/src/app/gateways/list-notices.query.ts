import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, type Asking, Command, type CommandRule, IsRecordId, Query, type Rule } from '@demarc/commands';
import { partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { cutPage, decodeCursor, encodeCursor, type Page, RecordIdScalar } from '@demarc/graphql';
import { isId, notFound } from '@demarc/kernel';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { ProviderAccountId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';
import { TakeNoticeJob } from './take-notice.job.js';

export interface ListedProvider {
  readonly id: ProviderAccountId;
  readonly partnerId: string | null;
  readonly provider: string;
  readonly mode: 'test' | 'live';
  readonly name: string;
  readonly keyHint: string;
  readonly webhookSecrets: number;
  readonly active: boolean;
  readonly connectedAt: Date;
  readonly connectedBy: string;
}

@Injectable()
export class ListProviders extends Query<object, readonly ListedProvider[]> {
  readonly rule: Rule = {
    name: 'billing.paymentProviders',
    sentence: 'See which payment providers are connected',
    permission: BillingPermissions['provider.view'],
  };

  async answer(_input: object, { sql, actor }: Asking): Promise<readonly ListedProvider[]> {
    return sql.query<ListedProvider>(
      `SELECT id, partner_id AS "partnerId", provider, mode, name, key_hint AS "keyHint", cardinality(webhook_secrets) AS "webhookSecrets", active,
         connected_at AS "connectedAt", connected_by AS "connectedBy" FROM billing.payment_provider_account
        WHERE $1::uuid[] IS NULL OR partner_id IS NULL OR partner_id = ANY ($1::uuid[]) ORDER BY active DESC, connected_at DESC, id LIMIT 200`,
      [partnersOf(actor)],
    );
  }
}

export type NoticeState = 'received' | 'done' | 'ignored' | 'failed';

export interface ListedNotice {
  readonly provider: string;
  readonly accountId: string;
  readonly eventId: string;
  readonly kind: string;
  readonly state: NoticeState;
  readonly fault: string | null;
  readonly receivedAt: Date;
  readonly finishedAt: Date | null;
  readonly paymentId: string | null;
  readonly checkoutId: string | null;
  readonly customerId: string | null;
}

const MOST_COUNTED = 10_000;

/** What providers announced, the newest first; `failed` is the list of what a person has to look at. */
@Injectable()
export class ListNotices extends Query<{ first: number; after?: string; state?: NoticeState }, Page<ListedNotice>> {
  readonly rule: Rule = {
    name: 'billing.providerNotices',
    sentence: 'See what payment providers announced',
    permission: BillingPermissions['notice.view'],
  };

  async answer(
    { first, after, state }: { first: number; after?: string; state?: NoticeState },
    { sql, actor }: Asking,
  ): Promise<Page<ListedNotice>> {
    const only = reachesOnlyAddedBy(actor);
    const [at = null, eventId = null] = !after ? [] : decodeCursor(after, 2);
    const rows = await sql.query<ListedNotice>(
      `SELECT provider, account_id AS "accountId", event_id AS "eventId", kind, state, fault, received_at AS "receivedAt", finished_at AS "finishedAt",
         payment_id AS "paymentId", checkout_id AS "checkoutId", customer_id AS "customerId" FROM billing.provider_notice
        WHERE ($1::text IS NULL OR state = $1) AND ($2::timestamptz IS NULL OR (received_at, event_id) < ($2, $3::text))
        AND ${reached('provider_notice', 5)}
        ORDER BY received_at DESC, event_id DESC LIMIT $4`,
      [state ?? null, at, eventId, first + 1, only],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM billing.provider_notice WHERE ($1::text IS NULL OR state = $1) AND ${reached('provider_notice', 2)} LIMIT ${MOST_COUNTED + 1}) found`,
      [state ?? null, only],
    );
    const count = counted?.count ?? 0;
    const total = { count: Math.min(count, MOST_COUNTED), exact: count <= MOST_COUNTED };
    return cutPage(rows, first, (row) => encodeCursor([row.receivedAt.toISOString(), row.eventId]), total);
  }
}

@InputType({ description: 'A notice that could not be carried out.' })
export class RetryNoticeInput {
  @Field(() => RecordIdScalar, { description: 'The provider account that it came to.' })
  @IsRecordId()
  accountId: ProviderAccountId;

  @Field(() => String, { description: 'The provider’s id of the event.' })
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  eventId: string;
}

/** Carries a parked notice out again, after what was wrong has been put right. */
@Injectable()
export class RetryNotice extends Command<RetryNoticeInput, { eventId: string }> {
  readonly rule: CommandRule = {
    name: 'billing.retryProviderNotice',
    sentence: 'Try a payment notice again',
    permission: BillingPermissions['provider.manage'],
    risk: 'normal',
  };
  readonly input = RetryNoticeInput;

  async handle({ accountId, eventId }: RetryNoticeInput, act: Act): Promise<{ eventId: string }> {
    const notice = isId(accountId)
      ? await act.sql.first<{ provider: string }>(
          `UPDATE billing.provider_notice SET state = 'received', fault = NULL, finished_at = NULL WHERE account_id = $1 AND event_id = $2 AND state = 'failed' RETURNING provider`,
          [accountId, eventId],
        )
      : undefined;
    if (!notice) throw notFound('failed notice');
    act.enqueue(TakeNoticeJob, { provider: notice.provider, accountId, eventId });
    act.audit({ kind: 'provider_notice', id: eventId }, `Payment notice ${eventId} tried again`);
    return { eventId };
  }
}
