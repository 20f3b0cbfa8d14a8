import type { Act } from '@demarc/commands';
import { addDays, addMonths, type LocalDate, maxDate } from '@demarc/kernel';
import { ServiceEntity } from '../../data/service.entity.js';
import { ServiceAdded, ServiceChanged } from '../../events.js';
import type { ServiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { planFor, type SellablePlan } from '../services/sellable-plan.js';
import { announceService } from '../services/service-steps.js';
import type { DecidedPlanChange } from './decide-plan-change.js';

/** How a service stood before a change ended it. */
export interface ServiceBefore {
  readonly serviceId: string;
  readonly status: ServiceEntity['status'];
  readonly endsOn: LocalDate | null;
  readonly endedBy: ServiceEntity['endedBy'];
}

/** Ends the old service (a bundle with all that is in it) and begins the new one. Answers how the old ones stood. */
export async function replaceServices(
  act: Act,
  account: Account,
  service: ServiceEntity,
  decided: DecidedPlanChange,
  newServiceId: ServiceId,
  today: LocalDate,
  keepDiscounts = false,
): Promise<ServiceBefore[]> {
  const inside = await act.manager.find(ServiceEntity, {
    where: { bundleServiceId: service.id },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const ended = [service, ...inside.filter((one) => one.status !== 'archived' && one.endsOn === null)];
  for (const one of ended) await end(act, one, decided, today);
  const { plan, newPlan, quantity, unitPrice } = decided;
  const place = { startsOn: plan.newService.startsOn, status: plan.newService.status };
  await insert(act, service, newPlan, {
    ...place,
    id: newServiceId,
    quantity,
    unitPrice,
    previousServiceId: service.id,
  });
  if (keepDiscounts) await copyDiscounts(act, service, newServiceId, place.startsOn);
  for (const planId of newPlan.bundledPlanIds) {
    const contained = await planFor(act.sql, planId, account, 'in_bundle', maxDate(place.startsOn, today));
    const before = inside.find((one) => one.kind === contained.kind && one.status !== 'archived');
    await insert(act, service, contained, {
      ...place,
      id: act.newId<'Service'>(),
      quantity: '1',
      unitPrice: contained.unitPrice,
      previousServiceId: before?.id ?? null,
      bundleServiceId: newServiceId,
    });
  }
  return ended.map(({ id, status, endsOn, endedBy }) => ({ serviceId: id, status, endsOn, endedBy }));
}

async function end(act: Act, service: ServiceEntity, { plan }: DecidedPlanChange, today: LocalDate): Promise<void> {
  const old = plan.oldService;
  const ended =
    old.kind === 'archive'
      ? { status: 'archived' as const }
      : {
          endsOn: old.endsOn,
          endedBy: 'end_date' as const,
          ...(old.endsOn < today ? { status: 'disabled' as const } : {}),
        };
  await act.manager.update(ServiceEntity, { id: service.id }, { ...ended, revision: service.revision + 1 });
  await announceService(act, service.id, ServiceChanged);
}

async function insert(
  act: Act,
  old: ServiceEntity,
  plan: SellablePlan,
  fresh: Pick<ServiceEntity, 'id' | 'startsOn' | 'status' | 'quantity' | 'unitPrice' | 'previousServiceId'> &
    Partial<Pick<ServiceEntity, 'bundleServiceId'>>,
): Promise<void> {
  await act.manager.insert(ServiceEntity, {
    ...fresh,
    customerId: old.customerId,
    partnerId: old.partnerId,
    planId: plan.id,
    kind: plan.kind,
    description: plan.serviceDescription,
    unit: old.unit,
    gps: old.gps,
    connectionType: old.connectionType,
    customFields: old.customFields,
    ...(plan.kind === old.kind
      ? { voiceNumber: old.voiceNumber, voiceDirection: old.voiceDirection, voiceDevice: old.voiceDevice }
      : {}),
    currency: old.currency,
    taxInclusive: plan.taxInclusive,
    taxRateId: plan.taxRateId,
    periodMonths: plan.periodMonths,
    periodWeeks: plan.periodWeeks,
    anchorOn: old.anchorOn ?? old.startsOn,
    endsOn: null,
    endedBy: null,
    contractEndsOn: contractEnd(old.contractEndsOn, fresh.startsOn, plan.contractMonths),
    contractAtEnd: old.contractAtEnd,
    createdAt: act.at,
    revision: 1,
  });
  await announceService(act, fresh.id, ServiceAdded);
}

/** A change never shortens a contract: the later of what was agreed and what the new plan asks for. */
function contractEnd(agreed: LocalDate | null, from: LocalDate, months: number | null): LocalDate | null {
  if (months === null) return agreed;
  const asked = addDays(addMonths(from, months), -1);
  return agreed === null ? asked : maxDate(agreed, asked);
}

async function copyDiscounts(act: Act, old: ServiceEntity, newServiceId: ServiceId, from: LocalDate): Promise<void> {
  const discounts = await act.sql.query<{ id: string }>(
    'SELECT id FROM billing.service_discount WHERE service_id = $1 AND (valid_to IS NULL OR valid_to >= $2) ORDER BY id',
    [old.id, from],
  );
  for (const { id } of discounts) {
    await act.sql.execute(
      `INSERT INTO billing.service_discount (id, service_id, customer_id, partner_id, main, kind, value, valid_from, valid_to, label, created_at)
       SELECT $2, $3, customer_id, partner_id, main, kind, value, valid_from, valid_to, label, $4 FROM billing.service_discount WHERE id = $1`,
      [id, act.newId(), newServiceId, act.at],
    );
  }
}
