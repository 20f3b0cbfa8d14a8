import type { Act } from '@demarc/commands';
import type { ServiceStatus } from '../../domain/index.js';
import { ServiceChanged, ServiceStarted } from '../../events.js';
import type { ServiceId } from '../../ids.js';
import { announceService } from './service-steps.js';

/** Gives a service and what is inside of it another status, where they have one of the given ones. */
export async function turnService(
  act: Act,
  serviceId: string,
  from: readonly ServiceStatus[],
  to: ServiceStatus,
): Promise<void> {
  const turned = await act.sql.query<{ id: ServiceId }>(
    `UPDATE billing.service SET status = $2, revision = revision + 1
      WHERE (id = $1 OR bundle_service_id = $1) AND status = ANY ($3::text[]) RETURNING id`,
    [serviceId, to, from],
  );
  for (const { id } of turned) await announceService(act, id, to === 'active' ? ServiceStarted : ServiceChanged);
}
