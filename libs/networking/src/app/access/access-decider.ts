import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { type Account, Accounts, type ServiceFacts, Services } from '@demarc/billing';
import { Operators } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { together } from '@demarc/persistence';
import { desiredAccess, type DesiredAccess, purposeOf } from '../../domain/desired-access.js';
import { AccessChanged } from '../../events.js';
import type { AccessState, Cause } from './access-cause.js';
import { announceAccess } from '../aaa/access-feed.js';
import { AccessHandover } from './access-handover.js';
import { NewPlans } from '../policies/usage/new-plans.js';
import { Brake } from '../convergence/brake.js';
import { ConvergeAccess } from '../convergence/converge-access.job.js';

/** As the unique index has it. */
const SAME_LINE = `other.live AND other.desired <> 'closed' AND other.service_id <> access.service_id
  AND (other.router_id, other.circuit_id, other.remote_id) IS NOT DISTINCT FROM (access.router_id, access.circuit_id, access.remote_id)`;

const STATES = `
  SELECT access.service_id AS "serviceId", access.customer_id AS "customerId", access.partner_id AS "partnerId", access.plan_id AS "planId",
    access.desired, access.desired_reason AS reason, access.desired_version AS version, access.live,
    EXISTS (SELECT 1 FROM networking.access_policy policy WHERE policy.plan_id = access.plan_id) AS "hasPolicy",
    EXISTS (SELECT 1 FROM networking.effective_policy effective WHERE effective.service_id = access.service_id
      AND effective.plan_id = access.plan_id AND effective.blocked_by IS NOT NULL) AS "quotaIsUsedUp",
    EXISTS (SELECT 1 FROM networking.access other WHERE other.login_key = access.login_key AND other.live AND other.desired <> 'closed'
      AND other.service_id <> access.service_id)
    OR (access.circuit_id IS NOT NULL AND EXISTS (SELECT 1 FROM networking.access other WHERE other.circuit_id = access.circuit_id
      AND ${SAME_LINE}))
    OR (access.circuit_id IS NULL AND access.remote_id IS NOT NULL AND EXISTS (SELECT 1 FROM networking.access other
      WHERE other.remote_id = access.remote_id AND ${SAME_LINE})) AS "isLoginTaken"
  FROM networking.access access`;

/** Brings what the network should do in line with service, customer and plan: the one place that sets `desired`. */
@Injectable()
export class AccessDecider {
  constructor(
    private readonly accounts: Accounts,
    private readonly services: Services,
    private readonly operators: Operators,
    private readonly handover: AccessHandover,
    private readonly newPlans: NewPlans,
    private readonly brake: Brake,
  ) {}

  async decideForCustomer(act: Act, customerId: string, cause: Cause): Promise<void> {
    const services = await this.services.ofCustomer(act.sql, customerId);
    const following = services.filter((one) => one.status === 'active' && one.previousServiceId !== null);
    if (following.length > 0)
      await this.handover.settle(
        act,
        following.map((one) => one.id),
      );
    await this.decide(act, await this.lock(act, 'access.customer_id = $1', customerId), cause);
  }

  /** Takes over the access of the service before it, where this one goes on with it, and lets its own successor do so. */
  async decideForServices(act: Act, serviceIds: readonly string[], cause: Cause): Promise<void> {
    const touched = await this.handover.settle(act, serviceIds);
    await this.decide(act, await this.lock(act, 'access.service_id = ANY ($1::uuid[])', [...touched]), cause);
  }

  /** After a change of plan was undone: the access goes back first. */
  async giveBack(act: Act, fromId: string, toId: string, cause: Cause): Promise<void> {
    await this.handover.giveBack(act, fromId, toId);
    await this.decide(act, await this.lock(act, 'access.service_id = ANY ($1::uuid[])', [fromId, toId]), cause);
  }

  private lock(act: Act, condition: string, value: unknown): Promise<AccessState[]> {
    return act.sql.query<AccessState>(
      `${STATES} WHERE access.live AND ${condition} ORDER BY access.service_id FOR UPDATE OF access`,
      [value],
    );
  }

  private async decide(act: Act, found: readonly AccessState[], cause: Cause): Promise<void> {
    if (found.length === 0) return;
    const [services, accounts, { timeZone }] = await together(
      this.services.findMany(
        act.sql,
        found.map((state) => state.serviceId),
      ),
      this.accounts.findMany(act.sql, [...new Set(found.map((state) => state.customerId))]),
      this.operators.settings(act.sql),
    );
    const today = act.todayIn(timeZone);
    const moved = onNewPlans(found, services);
    const states = moved.size === 0 ? found : await this.moveTo(act, moved, found);
    for (const state of states) {
      const service = services.find((one) => one.id === state.serviceId);
      const account = accounts.find((one) => one.customerId === state.customerId);
      if (!service || !account) continue;
      if (service.status === 'archived') await this.free(act, state);
      await this.apply(act, state, goalOf(state, service, account, today), moved.has(state.serviceId), cause);
    }
  }

  /** Read anew, since what was used may not be enough for the new plan, or too much. */
  private async moveTo(
    act: Act,
    moved: ReadonlyMap<string, string>,
    states: readonly AccessState[],
  ): Promise<readonly AccessState[]> {
    await this.newPlans.put(
      act,
      [...moved].map(([serviceId, planId]) => ({ serviceId, planId })),
    );
    return this.lock(
      act,
      'access.service_id = ANY ($1::uuid[])',
      states.map(({ serviceId }) => serviceId),
    );
  }

  private async apply(
    act: Act,
    state: AccessState,
    goal: DesiredAccess,
    hasNewPlan: boolean,
    cause: Cause,
  ): Promise<void> {
    const reason = goal.kind === 'open' ? null : goal.reason;
    if (goal.kind === state.desired && !hasNewPlan) {
      await this.brake.forget(act.sql, state.serviceId);
      if (reason !== state.reason) await this.rename(act, state, reason);
      return;
    }
    const shuts = state.desired === 'open' && goal.kind !== 'open';
    const isHeld = shuts && cause.isBraked && (await this.brake.holds(act, state, goal, cause));
    if (isHeld && !hasNewPlan) return;
    if (!isHeld) act.send(this.brake.forget(act.sql, state.serviceId));
    // Who stays open until a person has decided has the new plan all the same.
    this.write(act, state, isHeld ? { kind: 'open' } : goal, cause);
  }

  private write(act: Act, state: AccessState, goal: DesiredAccess, cause: Cause): void {
    const reason = goal.kind === 'open' ? null : goal.reason;
    const purpose = purposeOf(state.desired, goal.kind);
    act.send(
      act.sql.execute(
        `UPDATE networking.access SET desired = $2, desired_reason = $3, desired_version = desired_version + 1, desired_at = $4,
         desired_because = $5, cause = $6, caused_at = $7, cause_payment_id = $8, purpose = $9,
         converge_attempts = 0, next_attempt_at = $4 WHERE service_id = $1`,
        [state.serviceId, goal.kind, reason, act.at, cause.eventId, cause.name, cause.at, cause.paymentId, purpose],
      ),
      announceAccess(act.sql, state.serviceId),
    );
    const { serviceId, customerId, partnerId } = state;
    act.emit(
      AccessChanged,
      {
        customerId,
        partnerId,
        serviceId,
        from: state.desired,
        to: goal.kind,
        reason,
        purpose,
        version: state.version + 1,
        because: cause.eventId,
        paymentId: cause.paymentId,
      },
      { customerId, partnerId },
    );
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, `Access set to ${goal.kind}`, {
      from: state.desired,
      to: goal.kind,
      reason,
    });
    act.enqueue(ConvergeAccess, { serviceId }, { singletonKey: serviceId });
  }

  /** Another word for the same state: nothing to send, but the login log and the screens say it. */
  private async rename(act: Act, state: AccessState, reason: string | null): Promise<void> {
    await act.sql.execute('UPDATE networking.access SET desired_reason = $2 WHERE service_id = $1', [
      state.serviceId,
      reason,
    ]);
    await announceAccess(act.sql, state.serviceId);
  }

  private async free(act: Act, state: AccessState): Promise<void> {
    await act.sql.execute('UPDATE networking.access SET live = false, desired_at = $2 WHERE service_id = $1', [
      state.serviceId,
      act.at,
    ]);
    await announceAccess(act.sql, state.serviceId);
  }
}

/** Service → the plan that it has now and its access has not. */
function onNewPlans(states: readonly AccessState[], services: readonly ServiceFacts[]): ReadonlyMap<string, string> {
  const plans = new Map<string, string>(services.map(({ id, planId }) => [id, planId]));
  return new Map(
    states.flatMap(({ serviceId, planId }) => {
      const now = plans.get(serviceId);
      return now === undefined || now === planId ? [] : [[serviceId, now] as const];
    }),
  );
}

function goalOf(state: AccessState, service: ServiceFacts, account: Account, today: LocalDate): DesiredAccess {
  return desiredAccess({
    serviceStatus: service.status,
    startsOn: service.startsOn,
    endsOn: service.endsOn,
    customerStatus: account.customerStatus,
    openHolds: account.openHolds,
    quotaIsUsedUp: state.quotaIsUsedUp,
    hasPolicy: state.hasPolicy,
    isLoginTaken: state.isLoginTaken,
    isRemoved: !state.live,
    today,
  });
}
