import type { Act } from '@demarc/commands';
import { ConvergeAccess } from '../convergence/converge-access.job.js';

/** A new version, which goes to the sessions as every change does; only where one was let in without a speed. */
export async function tellTheSpeed(act: Act, services: readonly string[]): Promise<void> {
  if (services.length === 0) return;
  const told = await act.sql.query<{ id: string }>(
    `UPDATE networking.access access SET desired_version = desired_version + 1, desired_at = $2, desired_because = NULL, cause = 'speed_place',
       caused_at = $2, cause_payment_id = NULL, purpose = CASE WHEN converged_version < desired_version THEN coalesce(purpose, 'change') ELSE 'change' END,
       converge_attempts = 0, next_attempt_at = $2
       FROM networking.speed_place place
      WHERE place.service_id = access.service_id AND access.service_id = ANY ($1::uuid[]) AND access.live AND access.desired = 'open'
        AND EXISTS (SELECT FROM networking.session_open session WHERE session.service_id = access.service_id
          AND session.router_id = place.router_id AND session.started_at >= place.since)
     RETURNING access.service_id AS id`,
    [services, act.at],
  );
  for (const { id } of told) act.enqueue(ConvergeAccess, { serviceId: id }, { singletonKey: id });
}
