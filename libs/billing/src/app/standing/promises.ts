import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { money, toDecimalString, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { FeeHold, Standing } from '../../domain/index.js';
import { PromiseEnded, PromiseMade } from '../../events.js';
import type { PromiseId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';

export interface OpenPromise {
  readonly id: PromiseId;
  readonly customerId: string;
  readonly kind: 'promise' | 'grace';
  readonly untilOn: LocalDate;
  readonly amountMinor: bigint | null;
  readonly openedAccess: boolean;
  readonly byCustomer: boolean;
}

/** When fees of these customers wait for a promise, or were spared by one that was kept; by customer. One that was replaced goes on with the next. */
export async function feeHolds(sql: Sql, customerIds: readonly string[]): Promise<Map<string, FeeHold[]>> {
  const rows = await sql.query<{
    customerId: string;
    from: LocalDate;
    until: LocalDate;
    ended: LocalDate;
    status: string;
  }>(
    `SELECT customer_id AS "customerId", made_on AS "from", until_on AS until, ended_on AS ended, status FROM billing.promise
      WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id, made_at`,
    [customerIds],
  );
  const holds = new Map<string, FeeHold[]>();
  let replaced: { customerId: string; from: LocalDate } | null = null;
  for (const { customerId, from, until, ended, status } of rows) {
    const since: LocalDate = replaced?.customerId === customerId ? replaced.from : from;
    replaced = status === 'replaced' ? { customerId, from: since } : null;
    if (status !== 'open' && status !== 'kept') continue;
    const kept = status === 'kept';
    holds.set(customerId, [...(holds.get(customerId) ?? []), { from: since, through: kept ? ended : until, kept }]);
  }
  return holds;
}

type PromiseEnd = 'kept' | 'broken' | 'expired' | 'withdrawn' | 'replaced';

export async function openPromise(sql: Sql, customerId: string): Promise<OpenPromise | undefined> {
  const row = await sql.first<Omit<OpenPromise, 'amountMinor'> & { amount: string | null }>(
    `SELECT id, customer_id AS "customerId", kind, until_on AS "untilOn", amount_minor AS amount, opened_access AS "openedAccess", by_customer AS "byCustomer"
       FROM billing.promise WHERE customer_id = $1 AND status = 'open'`,
    [customerId],
  );
  if (!row) return undefined;
  const { amount, ...promise } = row;
  return { ...promise, amountMinor: amount === null ? null : BigInt(amount) };
}

/** Has what was promised been paid since? A promise without an amount is kept when nothing is owed any more. */
export async function isKept(sql: Sql, promise: OpenPromise): Promise<boolean> {
  const row = await sql.first<{ paid: string; owed: string }>(
    `SELECT coalesce(sum(payment.amount_minor - payment.refunded_minor), 0) AS paid,
       (SELECT -balance_minor FROM billing.account WHERE customer_id = $2) AS owed
     FROM billing.promise JOIN billing.payment ON payment.customer_id = promise.customer_id AND payment.created_at >= promise.made_at AND payment.status = 'recorded'
     WHERE promise.id = $1`,
    [promise.id, promise.customerId],
  );
  if (!row) return false;
  return promise.amountMinor === null ? BigInt(row.owed) <= 0n : BigInt(row.paid) >= promise.amountMinor;
}

export async function endPromise(
  act: Act,
  account: Pick<Account, 'customerId' | 'partnerId'>,
  promise: OpenPromise,
  end: PromiseEnd,
  on: LocalDate,
): Promise<void> {
  await act.sql.execute('UPDATE billing.promise SET status = $2, ended_on = $3 WHERE id = $1', [promise.id, end, on]);
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  if (end === 'replaced') return;
  act.emit(PromiseEnded, { ...about, promiseId: promise.id, kind: promise.kind, end, on }, about);
  const what = promise.kind === 'promise' ? 'Promise to pay' : 'Grace';
  act.audit({ kind: 'account', id: account.customerId, ...about }, `${what} until ${promise.untilOn}: ${end}`);
}

export interface NewPromise {
  readonly kind: 'promise' | 'grace';
  readonly untilOn: LocalDate;
  readonly amountMinor: bigint | null;
  readonly byCustomer: boolean;
  readonly note: string;
  /** Where it leads: worked out by the caller with the grace in it. */
  readonly to: Standing;
}

const CLOSED: readonly Standing[] = ['blocked', 'inactive'];

/** Writes a promise on a locked account in the place of one that stands. */
export async function writePromise(
  act: Act,
  account: Account,
  promise: NewPromise,
  today: LocalDate,
): Promise<PromiseId> {
  const before = await openPromise(act.sql, account.customerId);
  if (before) await endPromise(act, account, before, 'replaced', today);
  const id = act.newId<'Promise'>();
  const { customerId, partnerId, currency } = account;
  const openedAccess =
    (CLOSED.includes(account.standing) && !CLOSED.includes(promise.to)) || (before?.openedAccess ?? false);
  await act.sql.execute(
    `INSERT INTO billing.promise (id, customer_id, partner_id, kind, until_on, amount_minor, currency, by_customer, opened_access, note, made_on, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      customerId,
      partnerId,
      promise.kind,
      promise.untilOn,
      promise.amountMinor?.toString() ?? null,
      currency,
      promise.byCustomer,
      openedAccess,
      promise.note,
      today,
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  await act.sql.execute(
    'UPDATE billing.account SET promise_until = $2, revision = revision + 1 WHERE customer_id = $1',
    [customerId, promise.untilOn],
  );
  const about = { customerId, partnerId };
  act.emit(PromiseMade, { ...about, promiseId: id, kind: promise.kind, untilOn: promise.untilOn }, about);
  const amount =
    promise.amountMinor === null ? '' : ` ${toDecimalString(money(promise.amountMinor, currency))} ${currency}`;
  const what = promise.kind === 'promise' ? `Promise to pay${amount}` : 'Grace';
  act.audit({ kind: 'account', id: customerId, ...about }, `${what} until ${promise.untilOn}`);
  return id;
}
