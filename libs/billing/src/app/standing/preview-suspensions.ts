import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, contentHash, type Id, type LocalDate } from '@demarc/kernel';
import type { SuspensionItem } from '../../domain/index.js';
import type { SuspensionBatchId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { push } from '../ledger/post-entries.js';
import { dueAccounts, sparedAccounts, suspensionsOf } from './suspension-candidates.js';

@InputType({ description: 'Whose suspensions of today to work out.' })
export class PreviewSuspensionsInput {
  @Field(() => RecordIdScalar, { description: 'The partner whose customers are looked at.' })
  @IsRecordId()
  partnerId: Id<'Partner'>;
}

export interface SuspensionPreview {
  /** Null when nobody is due. */
  readonly batchId: SuspensionBatchId | null;
  readonly planHash: string;
  readonly due: number;
  readonly excluded: number;
  /** More at once than the settings let go ahead without a person. */
  readonly braked: boolean;
}

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const NOTHING: SuspensionPreview = { batchId: null, planHash: '', due: 0, excluded: 0, braked: false };

/** The day’s suspensions as a list with reasons; nobody is suspended by it. A list of the day that still waits is brought up to date, an older one replaced. */
@Injectable()
export class PreviewSuspensions extends Command<PreviewSuspensionsInput, SuspensionPreview> {
  readonly rule: CommandRule = {
    name: 'billing.previewSuspensions',
    sentence: 'Work out the day’s suspensions',
    permission: BillingPermissions['suspension.approve'],
    risk: 'normal',
  };
  readonly input = PreviewSuspensionsInput;

  constructor(
    private readonly policies: Policies,
    private readonly partners: Partners,
  ) {
    super();
  }

  async handle({ partnerId }: PreviewSuspensionsInput, act: Act): Promise<SuspensionPreview> {
    await this.partners.required(act.sql, partnerId);
    const termsOf = await this.policies.termsOfAll(act.sql);
    const { zone, settings } = termsOf(partnerId);
    const today = act.todayIn(zone);
    const items = await this.itemsOf(act, partnerId, termsOf, today);
    const planHash = contentHash(items.map((item) => [item.customerId, item.to, item.because, item.exclusions]));
    const waiting = await waitingBatch(act, partnerId);
    if (waiting?.plan_hash === planHash)
      return { batchId: waiting.id, planHash, due: waiting.due, excluded: waiting.excluded, braked: waiting.braked };
    const stays = waiting?.for_date === today && items.length > 0;
    if (waiting && !stays)
      await act.sql.execute(`UPDATE billing.suspension_batch SET status = 'cancelled' WHERE id = $1`, [waiting.id]);
    if (items.length === 0) return NOTHING;
    const due = items.filter((item) => item.exclusions.length === 0).length;
    const active = await act.sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM billing.account WHERE partner_id = $1 AND customer_status = 'active'`,
      [partnerId],
    );
    const activeCustomers = active?.count ?? 0;
    const braked = due > settings.brakeFree && due * 100 > activeCustomers * settings.brakePercent;
    const batchId = waiting && stays ? waiting.id : act.newId<'SuspensionBatch'>();
    const grew = waiting && stays ? await grows(act, waiting.id, items) : true;
    if (stays) await act.sql.execute('DELETE FROM billing.suspension_item WHERE batch_id = $1', [batchId]);
    await act.sql.execute(
      `INSERT INTO billing.suspension_batch (id, partner_id, for_date, status, plan_hash, due, excluded, active_customers, braked, created_by_id, created_by, created_at)
       VALUES ($1, $2, $3, 'previewed', $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (id) DO UPDATE SET plan_hash = excluded.plan_hash, due = excluded.due, excluded = excluded.excluded,
         active_customers = excluded.active_customers, braked = excluded.braked,
         created_by_id = CASE WHEN $12 THEN excluded.created_by_id ELSE suspension_batch.created_by_id END,
         created_by = CASE WHEN $12 THEN excluded.created_by ELSE suspension_batch.created_by END`,
      [
        batchId,
        partnerId,
        today,
        planHash,
        due,
        items.length - due,
        activeCustomers,
        braked,
        actorLabel(act.actor).id,
        actorLabel(act.actor).name,
        act.at,
        grew,
      ],
    );
    await writeItems(act, batchId, partnerId, items);
    act.audit(
      { kind: 'suspension_batch', id: batchId, partnerId },
      `Suspensions of ${today}: ${due} due, ${items.length - due} left out`,
    );
    return { batchId, planHash, due, excluded: items.length - due, braked };
  }

  /** Whose day has come, then who would be suspended but for a promise, a grace or a protection. */
  private async itemsOf(
    act: Act,
    partnerId: Id<'Partner'>,
    termsOf: (partnerId: string) => BillingTerms,
    today: LocalDate,
  ): Promise<SuspensionItem[]> {
    const items: SuspensionItem[] = [];
    const pages = [
      (after: string) => dueAccounts(act.sql, partnerId, today, after, PAGE, false),
      (after: string) => sparedAccounts(act.sql, partnerId, today, after, PAGE),
    ];
    for (const page of pages) {
      for (let after = FIRST; ;) {
        const accounts = await page(after);
        const last = accounts.at(-1);
        if (!last) break;
        items.push(...(await suspensionsOf(act.sql, accounts, termsOf, { today, at: act.at })));
        after = last.customerId;
      }
    }
    return items;
  }
}

interface Waiting {
  readonly id: SuspensionBatchId;
  readonly for_date: LocalDate;
  readonly status: string;
  readonly plan_hash: string;
  readonly due: number;
  readonly excluded: number;
  readonly braked: boolean;
}

/** The list that still waits. One on its way, or stopped there, comes first: the same customers would stand on both. */
async function waitingBatch(act: Act, partnerId: string): Promise<Waiting | undefined> {
  const rows = await act.sql.query<Waiting>(
    `SELECT id, for_date, status, plan_hash, due, excluded, braked FROM billing.suspension_batch
      WHERE partner_id = $1 AND status IN ('previewed', 'approved', 'halted') FOR UPDATE`,
    [partnerId],
  );
  if (rows.some(({ status }) => status !== 'previewed'))
    throw conflict('LIST_UNDER_WAY', 'An earlier list is not finished. Let it go on, or end it, before the next one.');
  return rows[0];
}

/** Whoever brings somebody new onto a list is its author; who only gives time to some of it is not. */
async function grows(act: Act, batchId: string, items: readonly SuspensionItem[]): Promise<boolean> {
  const rows = await act.sql.query<{ customer_id: string; to_standing: string }>(
    'SELECT customer_id, to_standing FROM billing.suspension_item WHERE batch_id = $1 AND excluded_reason IS NULL',
    [batchId],
  );
  const before = new Set(rows.map((row) => `${row.customer_id} ${row.to_standing}`));
  return items.some((item) => item.exclusions.length === 0 && !before.has(`${item.customerId} ${item.to}`));
}

async function writeItems(
  act: Act,
  batchId: string,
  partnerId: string,
  items: readonly SuspensionItem[],
): Promise<void> {
  const rows: unknown[][] = [[], [], [], [], [], []];
  for (const item of items) {
    const reason: { itemId: string; chargedOn: LocalDate; since: LocalDate; toPayMinor: string } = {
      ...item.because,
      toPayMinor: item.toPayMinor.toString(),
    };
    push(rows, [
      item.customerId,
      item.from,
      item.to,
      JSON.stringify(reason),
      item.owedMinor.toString(),
      item.exclusions.join(', ') || null,
    ]);
  }
  await act.sql.execute(
    `INSERT INTO billing.suspension_item (batch_id, customer_id, partner_id, from_standing, to_standing, reason, owed_minor, excluded_reason, outcome)
     SELECT $7, customer, $8, came_from, goes_to, reason, owed, excluded, CASE WHEN excluded IS NULL THEN NULL ELSE 'excluded' END
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::bigint[], $6::text[]) item (customer, came_from, goes_to, reason, owed, excluded)`,
    [...rows, batchId, partnerId],
  );
}
