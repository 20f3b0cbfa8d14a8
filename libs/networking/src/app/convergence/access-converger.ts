import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Clock } from '@demarc/kernel';
import { DRIFT_AFTER_ATTEMPTS, pauseBeforeMs } from '../../domain/retry.js';
import type { RouterId } from '../../domain/ids.js';
import { AccessConverged, AccessDrifted } from '../../events.js';
import { AccessRows, type RowsTold } from '../drift/access-rows.js';
import { AccessOrders, type AccessWork, type SessionOrder } from './access-orders.js';
import { RouterTelegraph, type Told } from './router-telegraph.js';

/** Changes that arrive while one is being carried out are carried out after it, so many at most in one go. */
const MOST_ROUNDS = 8;
const WAIT_FOR_RENEWAL_MS = 300_000;

interface Carried {
  readonly order: SessionOrder;
  readonly told: readonly Told[];
  readonly isDone: boolean;
}

/** `overtaken`: another change came meanwhile, so that it has to be carried out too. */
type Settled = { readonly kind: 'reached' | 'overtaken' } | { readonly kind: 'missed'; readonly again: Date };

/** Brings the routers to what is desired, with no transaction open while it waits for them, and records their answers. */
@Injectable()
export class AccessConverger {
  constructor(
    private readonly orders: AccessOrders,
    private readonly telegraph: RouterTelegraph,
    private readonly rows: AccessRows,
    private readonly acts: Acts,
    private readonly clock: Clock,
  ) {}

  /** Answers when to try again, if a router did not do as told. */
  async converge(serviceId: string): Promise<Date | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const work = await this.orders.claim(serviceId);
      if (!work) return undefined;
      const [rows, ...carried] = await Promise.all([
        this.rows.bring(serviceId),
        ...work.sessions.map((order) => this.carryOut(order, work)),
      ]);
      const settled = await this.settle(work, carried, rows);
      if (settled.kind !== 'overtaken') return settled.kind === 'missed' ? settled.again : undefined;
    }
    return this.clock.now();
  }

  /** A router that takes no CoA for this session is told to end it: the next login brings the rest. */
  private async carryOut(order: SessionOrder, work: AccessWork): Promise<Carried> {
    const { command } = order;
    if (command.kind === 'none' || command.kind === 'wait') return { order, told: [], isDone: command.kind === 'none' };
    const first = await this.telegraph.tell(order, command, work.wanted);
    const told = [first];
    if (command.kind === 'coa' && first.state === 'refused')
      told.push(await this.telegraph.tell(order, { kind: 'disconnect' }, undefined));
    const last = told.at(-1);
    return { order, told, isDone: last?.state === 'acknowledged' || last?.state === 'gone' };
  }

  private settle(work: AccessWork, carried: readonly Carried[], rows: RowsTold | undefined): Promise<Settled> {
    const call = { actor: systemActor('networking.converge-access'), requestId: work.because ?? work.serviceId };
    return this.acts.perform(call, 'networking.convergeAccess', async (act) => {
      for (const one of carried) record(act, work, one);
      if (rows) act.send(keepRows(act, work, rows));
      const areRowsRight = rows === undefined || rows.state === 'acknowledged';
      if (areRowsRight && carried.every(({ isDone }) => isDone)) return this.reached(act, work, carried, rows);
      return { kind: 'missed', again: await this.missed(act, work, carried, areRowsRight ? undefined : rows) };
    });
  }

  private async reached(
    act: Act,
    work: AccessWork,
    carried: readonly Carried[],
    rows: RowsTold | undefined,
  ): Promise<Settled> {
    const isLast = await act.sql.execute(
      `UPDATE networking.access SET converged_version = $2, converged_at = $3, converge_attempts = 0, next_attempt_at = NULL,
         converging_until = NULL WHERE service_id = $1 AND desired_version = $2`,
      [work.serviceId, work.version, act.at],
    );
    if (isLast === 0) {
      await act.sql.execute('UPDATE networking.access SET converging_until = NULL WHERE service_id = $1', [
        work.serviceId,
      ]);
      return { kind: 'overtaken' };
    }
    const told = carried.flatMap((one) => one.told.slice(-1));
    const { customerId, partnerId, serviceId, purpose, desired, version, because, paymentId } = work;
    act.emit(
      AccessConverged,
      {
        customerId,
        partnerId,
        serviceId,
        purpose,
        desired,
        version,
        answer:
          rows || told.some(({ state }) => state === 'acknowledged')
            ? 'acknowledged'
            : told.length > 0
              ? 'gone'
              : 'no_session',
        sessions: told.length,
        elapsedMs: Math.max(0, act.at.getTime() - work.causedAt.getTime()),
        because,
        paymentId,
      },
      { customerId, partnerId },
    );
    return { kind: 'reached' };
  }

  private async missed(
    act: Act,
    work: AccessWork,
    carried: readonly Carried[],
    wrong: RowsTold | undefined,
  ): Promise<Date> {
    const isWaiting = !wrong && carried.every(({ order, isDone }) => isDone || order.command.kind === 'wait');
    const attempts = isWaiting ? work.attempts : work.attempts + 1;
    const pauseMs = isWaiting ? WAIT_FOR_RENEWAL_MS : pauseBeforeMs(attempts);
    const again = new Date(this.clock.now().getTime() + pauseMs);
    await act.sql.execute(
      `UPDATE networking.access SET converging_until = NULL,
         converge_attempts = CASE WHEN desired_version = $2 THEN $3::smallint ELSE converge_attempts END,
         next_attempt_at = CASE WHEN desired_version = $2 THEN $4::timestamptz ELSE next_attempt_at END WHERE service_id = $1`,
      [work.serviceId, work.version, attempts, again],
    );
    if (!isWaiting && attempts === DRIFT_AFTER_ATTEMPTS) drifted(act, work, carried, wrong, attempts);
    return again;
  }
}

function drifted(
  act: Act,
  work: AccessWork,
  carried: readonly Carried[],
  wrong: RowsTold | undefined,
  attempts: number,
): void {
  const { customerId, partnerId, serviceId, purpose } = work;
  const missed = carried.filter(({ isDone }) => !isDone);
  const refused = wrong?.state === 'refused' || missed.some(({ told }) => told.at(-1)?.state === 'refused');
  const answer = refused ? 'refused' : 'unanswered';
  const routerIds = [...(wrong ? [wrong.routerId] : []), ...missed.map(({ order }) => order.routerId)] as RouterId[];
  act.emit(
    AccessDrifted,
    { customerId, partnerId, serviceId, purpose, attempts, answer, routerIds },
    { customerId, partnerId },
  );
}

function record(act: Act, work: AccessWork, { order, told }: Carried): void {
  for (const [index, one] of told.entries()) {
    act.send(index > 0 ? keepFollowUp(act, work, order, one) : answer(act, order.actionId, one));
    if (one.kind === 'coa' && one.state === 'acknowledged')
      act.send(
        act.sql.execute('UPDATE networking.session_open SET policy_version = $2 WHERE key = $1', [
          order.key,
          work.version,
        ]),
      );
  }
}

/** On record with what the router showed when it was read again: the proof that somebody is shut, or open. */
function keepRows(act: Act, work: AccessWork, told: RowsTold): Promise<unknown> {
  return act.sql.execute(
    `INSERT INTO networking.access_action (id, service_id, customer_id, partner_id, router_id, kind, purpose, desired_version, because, state, attempts,
       elapsed_ms, requested_at, answered_at, request, requested_by)
     VALUES ($1, $2, $3, $4, $5, 'api', $6, $7, $8, $9, 1, $10, $11, $11, $12, $13)`,
    [
      act.newId<'AccessAction'>(),
      work.serviceId,
      work.customerId,
      work.partnerId,
      told.routerId,
      work.purpose,
      work.version,
      work.because,
      told.state,
      told.elapsedMs,
      act.at,
      told.request,
      work.cause ?? 'networking',
    ],
  );
}

function answer(act: Act, actionId: string, told: Told): Promise<unknown> {
  return act.sql.execute(
    `UPDATE networking.access_action SET state = $2, attempts = attempts + $3, error_cause = $4, elapsed_ms = $5, answered_at = $6, request = $7
      WHERE id = $1 AND state <> 'superseded'`,
    [actionId, told.state, told.attempts, told.errorCause, told.elapsedMs, act.at, told.request],
  );
}

function keepFollowUp(act: Act, work: AccessWork, order: SessionOrder, told: Told): Promise<unknown> {
  return act.sql.execute(
    `INSERT INTO networking.access_action (id, service_id, customer_id, partner_id, router_id, session_key, kind, purpose, desired_version,
       because, state, attempts, error_cause, elapsed_ms, requested_at, answered_at, request, requested_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17)`,
    [
      act.newId<'AccessAction'>(),
      work.serviceId,
      work.customerId,
      work.partnerId,
      order.routerId,
      order.key,
      told.kind,
      work.purpose,
      work.version,
      work.because,
      told.state,
      told.attempts,
      told.errorCause,
      told.elapsedMs,
      act.at,
      told.request,
      work.cause ?? 'networking',
    ],
  );
}
