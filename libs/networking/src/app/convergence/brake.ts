import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import type { Sql } from '@demarc/persistence';
import { type BrakeSetting, isTooMany, type Shutting } from '../../domain/brake.js';
import type { DesiredAccess } from '../../domain/desired-access.js';
import { ClosingsHeld } from '../../events.js';
import type { AccessState, Cause } from '../access/access-cause.js';

/**
 * Stops when more of the base, or of one router, would be shut within minutes than a person has said may happen by itself:
 * a wrong import or a clock that jumped cannot switch everybody off. What is held waits for a person.
 */
@Injectable()
export class Brake {
  async holds(act: Act, state: AccessState, goal: DesiredAccess, cause: Cause): Promise<boolean> {
    const setting = await brakeSetting(act.sql);
    const shutting = await this.worst(act.sql, state.serviceId, setting, act.at);
    const isHeldAlready = await act.sql.first('SELECT 1 FROM networking.held_closing LIMIT 1');
    if (!isHeldAlready && !isTooMany(shutting, setting)) return false;
    await act.sql.execute(
      `INSERT INTO networking.held_closing (service_id, customer_id, partner_id, desired, desired_reason, because, cause, held_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (service_id) DO UPDATE SET desired = excluded.desired, desired_reason = excluded.desired_reason`,
      [
        state.serviceId,
        state.customerId,
        state.partnerId,
        goal.kind,
        goal.kind === 'open' ? null : goal.reason,
        cause.eventId,
        cause.name,
        act.at,
      ],
    );
    if (!isHeldAlready) act.emit(ClosingsHeld, shutting);
    const { serviceId, customerId, partnerId } = state;
    act.audit(
      { kind: 'access', id: serviceId, customerId, partnerId },
      'Closing held: too many would be shut at once',
      shutting as unknown as Record<string, unknown>,
    );
    return true;
  }

  async forget(sql: Sql, serviceId: string): Promise<void> {
    await sql.execute('DELETE FROM networking.held_closing WHERE service_id = $1', [serviceId]);
  }

  /** Of the whole base and of the routers that the service is online on, the one that is hit hardest. */
  private async worst(sql: Sql, serviceId: string, setting: BrakeSetting, at: Date): Promise<Shutting> {
    const since = new Date(at.getTime() - setting.windowMinutes * 60_000);
    const recent = await sql.first<{ shut: number }>(
      `SELECT count(*)::int AS shut FROM networking.access WHERE desired <> 'open' AND desired_at > $1 AND purpose IN ('block', 'close')`,
      [since],
    );
    const shut = (recent?.shut ?? 0) + 1;
    if (shut <= setting.atLeast) return { shut, open: shut };
    const rows = await sql.query<Shutting>(SHARES, [since, serviceId]);
    const shares = rows.map((row) => ({ shut: row.shut + 1, open: row.open }));
    return (
      shares.sort((a, b) => b.shut / Math.max(1, b.open) - a.shut / Math.max(1, a.open))[0] ?? { shut, open: shut }
    );
  }
}

const SHARES = `
  SELECT (SELECT count(*)::int FROM networking.access WHERE desired <> 'open' AND desired_at > $1 AND purpose IN ('block', 'close')) AS shut,
    (SELECT count(*)::int FROM networking.access WHERE live AND desired = 'open') AS open
  UNION ALL
  SELECT (SELECT count(DISTINCT action.service_id)::int FROM networking.access_action action
      WHERE action.router_id = here.router_id AND action.requested_at > $1 AND action.purpose IN ('block', 'close')),
    (SELECT count(DISTINCT session.service_id)::int FROM networking.session_open session WHERE session.router_id = here.router_id)
  FROM (SELECT DISTINCT router_id FROM networking.session_open WHERE service_id = $2) here`;

export async function brakeSetting(sql: Sql): Promise<BrakeSetting> {
  const row = await sql.first<BrakeSetting>(
    'SELECT percent, window_minutes AS "windowMinutes", at_least AS "atLeast" FROM networking.brake_setting',
  );
  if (!row) throw new Error('the brake has no setting');
  return row;
}
