import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { type ServiceFacts, Services } from '@demarc/billing';
import type { Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { announceAccess } from '../aaa/access-feed.js';
import { holdUsage, moveUsage } from '../policies/usage/move-usage.js';
import { passwordBinding } from './access-row.js';

interface Held {
  password: Buffer | null;
  desired: string;
  desired_reason: string | null;
}

/**
 * A service that takes the place of another (a plan change, a return after deactivation) takes its network side as well:
 * login, password, addresses, devices and the sessions that are up. What the customer's router knows stays right.
 */
@Injectable()
export class AccessHandover {
  constructor(
    private readonly services: Services,
    private readonly secrets: SecretBox,
  ) {}

  /** Answers the given services and those whose access they took or gave. */
  async settle(act: Act, serviceIds: readonly string[]): Promise<ReadonlySet<string>> {
    const touched = new Set(serviceIds);
    for (const given of await this.services.findMany(act.sql, serviceIds)) {
      const family = await this.services.ofCustomer(act.sql, given.customerId);
      for (const service of [given, ...family.filter((one) => one.previousServiceId === given.id)]) {
        const previous = family.find((one) => one.id === service.previousServiceId);
        if (previous && isFollowed(previous, service) && (await this.handOver(act, previous, service))) {
          touched.add(previous.id);
          touched.add(service.id);
        }
      }
    }
    return touched;
  }

  /** A change of plan was undone: the older service takes its network side back from the one that had followed it. */
  async giveBack(act: Act, fromId: string, toId: string): Promise<void> {
    await holdUsage(act.sql, fromId, toId);
    const held = await act.sql.first<Held>(
      `SELECT password, desired, desired_reason FROM networking.access held WHERE service_id = $1 AND (live OR desired_reason = 'service_archived')
         AND EXISTS (SELECT 1 FROM networking.access own WHERE own.service_id = $2 AND NOT own.live) FOR UPDATE`,
      [fromId, toId],
    );
    if (!held) return;
    const password = held.password && (await this.resealed(held.password, fromId, toId));
    await this.close(act, fromId);
    await act.sql.execute(TAKE_BACK, [fromId, toId, held.desired, held.desired_reason, password, act.at]);
    await moveSessions(act.sql, fromId, toId);
    await moveUsage(act.sql, fromId, toId);
    act.audit({ kind: 'access', id: toId }, 'Access taken back after a change of plan was undone', { from: fromId });
    await announceAccess(act.sql, fromId);
    await announceAccess(act.sql, toId);
  }

  private async close(act: Act, serviceId: string): Promise<void> {
    await act.sql.execute(
      `UPDATE networking.access SET live = false, desired = 'closed', desired_reason = 'removed', desired_version = desired_version + 1,
         desired_at = $2, converged_version = desired_version + 1, converged_at = $2, next_attempt_at = NULL WHERE service_id = $1`,
      [serviceId, act.at],
    );
  }

  private async handOver(act: Act, from: ServiceFacts, to: ServiceFacts): Promise<boolean> {
    await holdUsage(act.sql, from.id, to.id);
    const held = await this.heldBy(act.sql, from, to);
    if (!held) return false;
    const password = held.password && (await this.resealed(held.password, from.id, to.id));
    await this.close(act, from.id);
    await act.sql.execute(COPY, [from.id, to.id, held.desired, held.desired_reason, password, act.at]);
    // The sessions go on: accounting knows them by their own key from now on, and the next step brings them to the new plan.
    await moveSessions(act.sql, from.id, to.id);
    await moveUsage(act.sql, from.id, to.id);
    const { customerId, partnerId } = to;
    act.audit({ kind: 'access', id: to.id, customerId, partnerId }, 'Access taken over from the service before it', {
      from: from.id,
    });
    await announceAccess(act.sql, from.id);
    await announceAccess(act.sql, to.id);
    return true;
  }

  private heldBy(sql: Sql, from: ServiceFacts, to: ServiceFacts): Promise<Held | undefined> {
    return sql.first<Held>(
      `SELECT password, desired, desired_reason FROM networking.access held WHERE service_id = $1 AND (live OR desired_reason = 'service_archived')
         AND NOT EXISTS (SELECT 1 FROM networking.access own WHERE own.service_id = $2) FOR UPDATE`,
      [from.id, to.id],
    );
  }

  private async resealed(password: Buffer, from: string, to: string): Promise<Buffer> {
    const plain = await this.secrets.open('access_password', password, passwordBinding(from));
    return this.secrets.seal('access_password', plain, passwordBinding(to));
  }
}

/** With the queue that they were let in on: it is theirs under the next number. */
async function moveSessions(sql: Sql, from: string, to: string): Promise<void> {
  await sql.execute('UPDATE networking.session_open SET service_id = $2 WHERE service_id = $1', [from, to]);
  await sql.execute('DELETE FROM networking.speed_place WHERE service_id = $1', [to]);
  await sql.execute('UPDATE networking.speed_place SET service_id = $2 WHERE service_id = $1', [from, to]);
}

/** The one before has ended, and the one after it runs. */
function isFollowed(previous: ServiceFacts, service: ServiceFacts): boolean {
  return service.kind === 'internet' && service.status === 'active' && previous.status !== 'active';
}

/** Networks and prefixes that nobody else was given meanwhile. */
function stillFree(access: string): string {
  const prefix = (column: string): string =>
    `CASE WHEN networking.is_taken(${access}.${column}, $6, ${access}.customer_id) THEN NULL ELSE ${access}.${column} END`;
  return `ARRAY(SELECT route FROM unnest(${access}.routes) route WHERE NOT networking.is_taken(route, $6, ${access}.customer_id)),
    ${prefix('ipv6_prefix')}, ${prefix('delegated_prefix')}`;
}

/** In the state and on the plan that it had: the decision that follows finds the difference and says what it is for. */
const COPY = `
  INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, password, router_id, ipv4_assignment, ipv4,
    pool_id, routes, ipv6_prefix, delegated_prefix, macs, circuit_id, remote_id, device_rule, line_mac, line_mac_at, line_mac_before,
    mac_login, simultaneous_use, desired, desired_reason, desired_version, desired_at, converged_version, converged_at, imported)
  SELECT $2, customer_id, partner_id, plan_id, method, login, $5, router_id,
    CASE WHEN taken.it THEN 'none' ELSE ipv4_assignment END, CASE WHEN taken.it THEN NULL ELSE ipv4 END,
    pool_id, ${stillFree('old')}, macs, circuit_id, remote_id, device_rule, line_mac, line_mac_at, line_mac_before, mac_login,
    simultaneous_use, $3, $4, desired_version, $6, desired_version, $6, imported
  FROM networking.access old,
    LATERAL (SELECT networking.is_taken(old.ipv4::cidr, $6, old.customer_id) AS it) taken
  WHERE service_id = $1`;

const TAKE_BACK = `
  UPDATE networking.access own SET live = true, plan_id = fresh.plan_id, method = fresh.method, login = fresh.login, password = $5, router_id = fresh.router_id,
    ipv4_assignment = CASE WHEN taken.it THEN 'none' ELSE fresh.ipv4_assignment END, ipv4 = CASE WHEN taken.it THEN NULL ELSE fresh.ipv4 END,
    pool_id = fresh.pool_id, (routes, ipv6_prefix, delegated_prefix) = ROW (${stillFree('fresh')}), macs = fresh.macs,
    (circuit_id, remote_id, device_rule, line_mac, line_mac_at, line_mac_before, mac_login) = ROW (fresh.circuit_id, fresh.remote_id,
      fresh.device_rule, fresh.line_mac, fresh.line_mac_at, fresh.line_mac_before, fresh.mac_login), simultaneous_use = fresh.simultaneous_use, desired = $3, desired_reason = $4,
    desired_version = greatest(own.desired_version, fresh.desired_version) + 1, desired_at = $6,
    converged_version = greatest(own.desired_version, fresh.desired_version) + 1, converged_at = $6
  FROM networking.access fresh,
    LATERAL (SELECT networking.is_taken(fresh.ipv4::cidr, $6, fresh.customer_id) AS it) taken
  WHERE own.service_id = $2 AND fresh.service_id = $1`;
