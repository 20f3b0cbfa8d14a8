import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Clock } from '@demarc/kernel';
import { DRIFT_AFTER_ATTEMPTS, pauseBeforeMs } from '../../domain/retry.js';
import type { RouterId } from '../../domain/ids.js';
import { AccessConverged, AccessDrifted } from '../../events.js';
import { AccessRows, type RowsTold } from '../drift/access-rows.js';
import { AccessOrders, type AccessWork, type SessionOrder } from './access-orders.js';
import { ProveChange } from '../routers/abilities/prove-change.job.js';
import { AbilityBook } from '../routers/abilities/ability-book.js';
import { Gathered } from './gathered.js';
import { RouterTelegraph, type Told } from './router-telegraph.js';

/** Changes that arrive while one is being carried out are carried out after it, so many at most in one go. */
const MOST_ROUNDS = 8;
/** A router changes its queues a moment after it has acknowledged. */
const SETTLES_MS = 2_000;
const WAIT_FOR_RENEWAL_MS = 300_000;

interface Carried {
  readonly order: SessionOrder;
  readonly told: readonly Told[];
  readonly isDone: boolean;
  /** An acknowledgement alone proves nothing: now and then the router is looked at. */
  readonly isToProve?: boolean;
}

/** `overtaken`: another change came meanwhile, so that it has to be carried out too. */
type Settled = { readonly kind: 'reached' | 'overtaken' } | { readonly kind: 'missed'; readonly again: Date };

interface Settling {
  readonly work: AccessWork;
  readonly carried: readonly Carried[];
  readonly rows: RowsTold | undefined;
}

const TOGETHER = { inBatch: 200, batches: 2 };

/** Brings the routers to what is desired, with no transaction open while it waits for them, and records their answers. */
@Injectable()
export class AccessConverger {
  private readonly settled = new Gathered((batch: readonly Settling[]) => this.settleMany(batch), TOGETHER);

  constructor(
    private readonly orders: AccessOrders,
    private readonly telegraph: RouterTelegraph,
    private readonly rows: AccessRows,
    private readonly abilities: AbilityBook,
    private readonly acts: Acts,
    private readonly clock: Clock,
  ) {}

  /** Answers when to try again, if a router did not do as told. */
  async converge(serviceId: string): Promise<Date | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const work = await this.orders.claim(serviceId);
      if (!work) return undefined;
      const [rows, ...carried] = await Promise.all([
        work.routerId === null ? undefined : this.rows.bring(serviceId),
        ...work.sessions.map((order) => this.carryOut(order, work)),
      ]);
      const settled = await this.settled.do({ work, carried, rows });
      if (settled.kind !== 'overtaken') return settled.kind === 'missed' ? settled.again : undefined;
    }
    return this.clock.now();
  }

  /** A router that takes no CoA for this session is told to end it: the next login brings the rest. */
  private async carryOut(order: SessionOrder, work: AccessWork): Promise<Carried> {
    const { command } = order;
    if (command.kind === 'none' || command.kind === 'wait') return { order, told: [], isDone: command.kind === 'none' };
    const first = await this.telegraph.tell(order, command, work.wanted, (change) =>
      this.abilities.isKnownNotToWork(order.routerId, work.method, change),
    );
    const told = [first];
    if (command.kind === 'coa' && first.state === 'refused')
      told.push(await this.telegraph.tell(order, { kind: 'disconnect' }, undefined));
    for (const { change, state, errorCause } of told)
      if (state === 'acknowledged' || state === 'refused')
        this.abilities.note({ routerId: order.routerId, method: work.method, change, state, errorCause });
    const last = told.at(-1);
    const isToProve =
      first.kind === 'coa' &&
      first.state === 'acknowledged' &&
      (await this.abilities.wantsProof(order.routerId, work.method, first.change));
    return { order, told, isDone: last?.state === 'acknowledged' || last?.state === 'gone', isToProve };
  }

  private settleMany(batch: readonly Settling[]): Promise<Settled[]> {
    const [first] = batch;
    const requestId =
      batch.length === 1 && first ? (first.work.because ?? first.work.serviceId) : 'networking.converge-access';
    const call = { actor: systemActor('networking.converge-access'), requestId };
    return this.acts.perform(call, 'networking.convergeAccess', async (act) => {
      keepAnswers(act, batch);
      for (const { work, carried } of batch) for (const one of carried) if (one.isToProve) prove(act, work, one);
      for (const { work, rows } of batch) if (rows) act.send(keepRows(act, work, rows));
      const reached = await this.reach(act, batch.filter(isAsDesired));
      const settled: Settled[] = [];
      for (const one of batch) {
        if (!isAsDesired(one)) settled.push({ kind: 'missed', again: await this.missed(act, one) });
        else settled.push({ kind: reached.has(one.work.serviceId) ? 'reached' : 'overtaken' });
      }
      return settled;
    });
  }

  /** Answers which are as desired by now; the others were changed anew meanwhile, and are given free for that. */
  private async reach(act: Act, done: readonly Settling[]): Promise<ReadonlySet<string>> {
    if (done.length === 0) return new Set();
    const services = done.map(({ work }) => work.serviceId);
    const rows = await act.sql.query<{ service_id: string }>(
      `UPDATE networking.access access SET converged_version = reached.version, converged_at = $3, converge_attempts = 0, next_attempt_at = NULL,
         converging_until = NULL FROM unnest($1::uuid[], $2::int[]) AS reached (service_id, version)
        WHERE access.service_id = reached.service_id AND access.desired_version = reached.version RETURNING access.service_id`,
      [services, done.map(({ work }) => work.version), act.at],
    );
    const reached = new Set(rows.map((row) => row.service_id));
    const overtaken = services.filter((id) => !reached.has(id));
    if (overtaken.length > 0)
      await act.sql.execute(
        'UPDATE networking.access SET converging_until = NULL WHERE service_id = ANY ($1::uuid[])',
        [overtaken],
      );
    for (const one of done) if (reached.has(one.work.serviceId)) converged(act, one);
    return reached;
  }

  private async missed(act: Act, { work, carried, rows }: Settling): Promise<Date> {
    const wrong = isRight(rows) ? undefined : rows;
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

function prove(act: Act, { method }: AccessWork, { order, told }: Carried): void {
  const [first] = told;
  const { routerId, login, address } = order;
  if (!first || login === null) return;
  const asked = first.asked?.map(({ name, value }) => ({ name, value })) ?? [];
  act.enqueue(
    ProveChange,
    { routerId, method, change: first.change, login, address, asked },
    { startAfter: new Date(act.at.getTime() + SETTLES_MS) },
  );
}

function isRight(rows: RowsTold | undefined): boolean {
  return rows === undefined || rows.state === 'acknowledged';
}

function isAsDesired({ carried, rows }: Settling): boolean {
  return isRight(rows) && carried.every(({ isDone }) => isDone);
}

function converged(act: Act, { work, carried, rows }: Settling): void {
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

/** What the routers answered, and which sessions run on the new version by now. */
function keepAnswers(act: Act, batch: readonly Settling[]): void {
  const said = batch.flatMap(({ work, carried }) =>
    carried.flatMap(({ order, told }) => told.map((one, index) => ({ work, order, one, index }))),
  );
  const answers = said.filter(({ index }) => index === 0);
  if (answers.length > 0) act.send(answer(act, answers));
  for (const { work, order, one, index } of said) if (index > 0) act.send(keepFollowUp(act, work, order, one));
  const changed = said.filter(({ one }) => one.kind === 'coa' && one.state === 'acknowledged');
  if (changed.length > 0)
    act.send(
      act.sql.execute(
        `UPDATE networking.session_open open SET policy_version = changed.version FROM unnest($1::text[], $2::int[]) AS changed (key, version)
          WHERE open.key = changed.key`,
        [changed.map(({ order }) => order.key), changed.map(({ work }) => work.version)],
      ),
    );
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

function answer(act: Act, answers: readonly { readonly order: SessionOrder; readonly one: Told }[]): Promise<unknown> {
  return act.sql.execute(
    `UPDATE networking.access_action action SET state = told.state, attempts = action.attempts + told.attempts, error_cause = told.error_cause,
       elapsed_ms = told.elapsed_ms, answered_at = $1, request = told.request
       FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[], $6::int[], $7::text[]) AS told (id, state, attempts, error_cause, elapsed_ms, request)
      WHERE action.id = told.id AND action.state <> 'superseded'`,
    [
      act.at,
      answers.map(({ order }) => order.actionId),
      answers.map(({ one }) => one.state),
      answers.map(({ one }) => one.attempts),
      answers.map(({ one }) => one.errorCause),
      answers.map(({ one }) => one.elapsedMs),
      answers.map(({ one }) => one.request),
    ],
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
