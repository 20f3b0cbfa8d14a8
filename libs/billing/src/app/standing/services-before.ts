import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ServiceState, ServiceStatus } from '../../domain/index.js';
import type { ServiceId } from '../../ids.js';
import { announceService } from '../services/service-steps.js';

/** A service as it was before a suspension, kept with the list so that it can be put back. */
export interface ServiceBefore {
  readonly id: ServiceId;
  readonly status: ServiceStatus;
  readonly endsOn: LocalDate | null;
  readonly endedBy: string | null;
}

export async function runningServices(sql: Sql, customerId: string): Promise<ServiceBefore[]> {
  return sql.query<ServiceBefore>(
    `SELECT id, status, ends_on AS "endsOn", ended_by AS "endedBy" FROM billing.service
      WHERE customer_id = $1 AND status IN ('active', 'disabled') ORDER BY id`,
    [customerId],
  );
}

/** What a rollback puts back: the service itself, and the paused duplicate that the deactivation made of it. */
export interface Restored {
  readonly before: ServiceBefore;
  readonly duplicateId: ServiceId;
}

/**
 * A deactivation that is taken back on its own day never was: no day without service lies between. Later, the duplicate
 * goes on instead, so that nobody is charged for days on which nothing ran.
 */
export function restorable(before: readonly ServiceBefore[], states: readonly ServiceState[]): Restored[] {
  return before.flatMap((one) => {
    const now = states.find((state) => state.serviceId === one.id);
    const duplicate = states.find((state) => state.continuesServiceId === one.id && state.waits);
    if (now?.status !== 'disabled' || !duplicate) return [];
    return [{ before: one, duplicateId: duplicate.serviceId as ServiceId }];
  });
}

export async function restoreServices(act: Act, restored: readonly Restored[]): Promise<void> {
  for (const { before, duplicateId } of restored) {
    await act.sql.execute('DELETE FROM billing.service_pause WHERE service_id = $1', [duplicateId]);
    await act.sql.execute(
      `UPDATE billing.service SET status = 'archived', continues_service_id = NULL, revision = revision + 1 WHERE id = $1`,
      [duplicateId],
    );
    await act.sql.execute(
      'UPDATE billing.service SET status = $2, ends_on = $3, ended_by = $4, revision = revision + 1 WHERE id = $1',
      [before.id, before.status, before.endsOn, before.endedBy],
    );
    await announceService(act, duplicateId);
    await announceService(act, before.id);
  }
}
