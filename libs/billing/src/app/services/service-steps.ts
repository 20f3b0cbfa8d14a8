import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  deactivateServices,
  returnServices,
  type ServiceState,
  type ServiceStatus,
  type ServiceStep,
} from '../../domain/index.js';
import { ServiceAdded, ServiceChanged, ServiceStarted } from '../../events.js';
import type { PlanId, ServiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { copyPricing } from '../pricing/service-prices.js';

interface StateRow {
  id: string;
  status: ServiceStatus;
  starts_on: LocalDate;
  ends_on: LocalDate | null;
  continues_service_id: string | null;
  waits: boolean;
  waits_for_staff: boolean;
}

/** A duplicate that deactivation made and whose customer never came back; what staff paused is none, also where it once was. */
export const neverReturned = (service: string): string =>
  `EXISTS (SELECT 1 FROM billing.service_pause pause WHERE pause.service_id = ${service}.id AND pause.is_away AND upper_inf(pause.days))`;

/** The service is, or is in, a bundle that does not reactivate itself. */
export const WAITS_FOR_STAFF = `EXISTS (SELECT 1 FROM billing.service whole JOIN billing.plan ON plan.id = whole.plan_id
  WHERE whole.id = coalesce(service.bundle_service_id, service.id) AND whole.kind = 'bundle' AND NOT plan.auto_reactivate)`;

export async function stepsOfDeactivation(sql: Sql, account: Account, on: LocalDate): Promise<ServiceStep[]> {
  return deactivateServices(await serviceStates(sql, account), on);
}

export async function stepsOfReturn(sql: Sql, account: Account, on: LocalDate): Promise<ServiceStep[]> {
  return returnServices(await serviceStates(sql, account), on);
}

/** Carries out what was decided about a customer's services, and tells of each. */
export async function carryOutServiceSteps(
  act: Act,
  account: Account,
  steps: readonly ServiceStep[],
  on: LocalDate,
): Promise<void> {
  for (const step of steps) {
    switch (step.kind) {
      case 'disable':
        await act.sql.execute(
          `UPDATE billing.service SET status = 'disabled', ends_on = $2, ended_by = $3, revision = revision + 1 WHERE id = $1`,
          [step.serviceId, step.endsOn, step.endedBy],
        );
        await announceService(act, step.serviceId);
        break;
      case 'archive':
        await act.sql.execute(`UPDATE billing.service SET status = 'archived', revision = revision + 1 WHERE id = $1`, [
          step.serviceId,
        ]);
        await announceService(act, step.serviceId);
        break;
      case 'duplicate_paused':
        await duplicatePaused(act, account, step);
        break;
      case 'activate':
        await activate(act, step, on);
        break;
    }
  }
  if (steps.some(({ kind }) => kind === 'duplicate_paused')) await putInBundles(act.sql, account);
}

/** What was inside a bundle is inside the one that goes on with it. */
function putInBundles(sql: Sql, { customerId }: Account): Promise<number> {
  return sql.execute(
    `UPDATE billing.service part SET bundle_service_id = whole.id FROM billing.service whole
      WHERE part.customer_id = $1 AND part.status = 'paused' AND part.continues_service_id IS NOT NULL AND whole.continues_service_id = part.bundle_service_id AND whole.status = 'paused'`,
    [customerId],
  );
}

/** Staff reactivate a bundle that waits: it and what is inside of it begin on that day. Answers whether it waited. */
export async function reactivate(act: Act, account: Account, serviceId: ServiceId, on: LocalDate): Promise<boolean> {
  const waiting = await act.sql.query<{ id: ServiceId }>(
    `SELECT service.id FROM billing.service WHERE (service.id = $1 OR service.bundle_service_id = $1) AND service.status = 'paused' AND ${neverReturned('service')} ORDER BY service.id = $1 DESC`,
    [serviceId],
  );
  if (!waiting.some(({ id }) => id === serviceId)) return false;
  const steps = waiting.map(({ id }) => ({ kind: 'activate', serviceId: id, startsOn: on }) as const);
  await carryOutServiceSteps(act, account, steps, on);
  return true;
}

export interface ServiceBrief {
  readonly id: ServiceId;
  readonly customer_id: Account['customerId'];
  readonly partner_id: Account['partnerId'];
  readonly plan_id: PlanId;
  readonly status: ServiceStatus;
}

/** Tells of a service as it stands now in the transaction. */
export async function announceService(
  act: Act,
  serviceId: string,
  event: typeof ServiceChanged = ServiceChanged,
): Promise<void> {
  const service = await act.sql.first<ServiceBrief>(
    'SELECT id, customer_id, partner_id, plan_id, status FROM billing.service WHERE id = $1',
    [serviceId],
  );
  if (!service) return;
  const about = { customerId: service.customer_id, partnerId: service.partner_id };
  act.emit(event, { ...about, serviceId: service.id, planId: service.plan_id, status: service.status }, about);
}

async function duplicatePaused(
  act: Act,
  account: Account,
  step: Extract<ServiceStep, { kind: 'duplicate_paused' }>,
): Promise<void> {
  const id = act.newId<'Service'>();
  await act.sql.execute(
    `INSERT INTO billing.service (id, customer_id, partner_id, plan_id, kind, status, description, quantity, unit, unit_price, currency,
       tax_inclusive, tax_rate_id, period_months, period_weeks, starts_on, ends_on, ended_by, bundle_service_id, previous_service_id, continues_service_id, contract_ends_on, contract_at_end, contract_entered, contract_price_from, contract_ended_on,
       connection_type, gps, custom_fields, voice_number, voice_direction, voice_device, created_at)
     SELECT $2, customer_id, partner_id, plan_id, kind, 'paused', description, quantity, unit, unit_price, currency, tax_inclusive, tax_rate_id,
       period_months, period_weeks, $3, $5, CASE WHEN $5::date IS NOT NULL THEN 'end_date' END, bundle_service_id, id, id, contract_ends_on, contract_at_end, contract_entered, contract_price_from, contract_ended_on,
       connection_type, gps, custom_fields, voice_number, voice_direction, voice_device, $4
     FROM billing.service WHERE id = $1`,
    [step.continuesServiceId, id, step.startsOn, act.at, step.endsOn],
  );
  await copyPricing(act, step.continuesServiceId, id);
  await act.sql.execute(
    `INSERT INTO billing.service_pause (id, service_id, customer_id, partner_id, days, is_away, reason) VALUES ($1, $2, $3, $4, daterange($5, NULL), true, 'inactive')`,
    [act.newId(), id, account.customerId, account.partnerId, step.pausedFrom],
  );
  await announceService(act, id, ServiceAdded);
}

/** The paused copy begins on the day of the payment: its pause lies before its start and is closed with it. */
async function activate(act: Act, step: Extract<ServiceStep, { kind: 'activate' }>, on: LocalDate): Promise<void> {
  await act.sql.execute(
    `UPDATE billing.service SET status = 'active', starts_on = $2, revision = revision + 1 WHERE id = $1`,
    [step.serviceId, step.startsOn],
  );
  await closePause(act.sql, step.serviceId, on);
  await announceService(act, step.serviceId, ServiceStarted);
}

/** Ends the running pause before `on`; one that began on that very day is taken away. */
export async function closePause(sql: Sql, serviceId: string, on: LocalDate): Promise<void> {
  await sql.execute(
    'DELETE FROM billing.service_pause WHERE service_id = $1 AND upper_inf(days) AND lower(days) >= $2::date',
    [serviceId, on],
  );
  await sql.execute(
    'UPDATE billing.service_pause SET days = daterange(lower(days), $2) WHERE service_id = $1 AND upper_inf(days)',
    [serviceId, on],
  );
}

export async function serviceStates(sql: Sql, account: Account): Promise<ServiceState[]> {
  const rows = await sql.query<StateRow>(
    `SELECT service.id, service.status, service.starts_on, service.ends_on, service.continues_service_id,
         service.status = 'paused' AND ${neverReturned('service')} AS waits, ${WAITS_FOR_STAFF} AS waits_for_staff
       FROM billing.service WHERE service.customer_id = $1 AND service.status <> 'archived' ORDER BY service.starts_on, service.id`,
    [account.customerId],
  );
  return rows.map((row) => ({
    serviceId: row.id,
    status: row.status,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    continuesServiceId: row.continues_service_id,
    waits: row.waits,
    waitsForStaff: row.waits_for_staff,
  }));
}
