import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import type { Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { SuspensionBatchId } from '../../ids.js';

interface Hit {
  readonly id: SuspensionBatchId;
  readonly partnerId: Id<'Partner'>;
  readonly status: string;
  readonly stopAbove: number | null;
}

/** Stops a list on its way. What is suspended stays so; the rest waits for a person. */
export async function haltBatch(
  act: Act,
  batch: { readonly id: SuspensionBatchId; readonly partnerId: Id<'Partner'> },
  reason: string,
): Promise<void> {
  const { id, name } = actorLabel(act.actor);
  await act.sql.execute(
    `UPDATE billing.suspension_batch SET status = 'halted', halted_by_id = $2, halted_by = $3, halted_at = $4, halted_reason = $5 WHERE id = $1`,
    [batch.id, id, name, act.at, reason],
  );
  act.audit({ kind: 'suspension_batch', id: batch.id, partnerId: batch.partnerId }, `Stopped on the way: ${reason}`);
}

/** What the network tells of suspensions. Billing knows no routers: whoever does says here where one did not follow. */
@Injectable()
export class SuspensionProgress {
  /** Customers whom a list suspends or suspended: those left out are not among them. */
  async customersOf(sql: Sql, batchId: string): Promise<Id<'Customer'>[]> {
    const rows = await sql.query<{ customer_id: Id<'Customer'> }>(
      `SELECT customer_id FROM billing.suspension_item WHERE batch_id = $1 AND outcome IS DISTINCT FROM 'excluded' ORDER BY customer_id`,
      [batchId],
    );
    return rows.map((row) => row.customer_id);
  }

  /** The access of a suspended customer could not be closed. Too many of these on one list stop it. */
  async noteFailure(act: Act, customerId: string, failure: string): Promise<void> {
    const hit = await act.sql.first<Hit>(
      `SELECT batch.id, batch.partner_id AS "partnerId", batch.status, batch.stop_above AS "stopAbove"
         FROM billing.suspension_item item JOIN billing.suspension_batch batch ON batch.id = item.batch_id
        WHERE item.customer_id = $1 AND item.outcome = 'applied' ORDER BY item.applied_at DESC LIMIT 1 FOR UPDATE OF batch`,
      [customerId],
    );
    if (!hit) return;
    await act.sql.execute(
      'UPDATE billing.suspension_item SET network_failed_at = $3, network_failure = $4 WHERE batch_id = $1 AND customer_id = $2',
      [hit.id, customerId, act.at, failure],
    );
    if (hit.status !== 'approved' || hit.stopAbove === null) return;
    const row = await act.sql.first<{ failed: number }>(
      'SELECT count(*)::int AS failed FROM billing.suspension_item WHERE batch_id = $1 AND network_failed_at IS NOT NULL',
      [hit.id],
    );
    const failed = row?.failed ?? 0;
    if (failed > hit.stopAbove)
      await haltBatch(act, hit, `The network did not follow for ${failed} of those who were suspended.`);
  }
}
