import type { Act } from '@demarc/commands';
import { ServiceEntity } from '../../data/service.entity.js';
import { ServiceAdded } from '../../events.js';
import type { ServiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { writeDiscounts } from '../pricing/service-discounts.js';
import type { NewService } from './decide-new-service.js';
import { withFreeNumber } from './voice-line.input.js';
import { announceService } from './service-steps.js';

/** Writes a service that was decided, with its discount. */
export async function insertService(
  act: Act,
  account: Account,
  service: NewService,
  bundleServiceId: ServiceId | null,
): Promise<ServiceId> {
  const id = act.newId<'Service'>();
  const { plan, discount, startsOn, billingFrom, endsOn } = service;
  const { customerId, partnerId, currency } = account;
  const insertion = act.manager.insert(ServiceEntity, {
    id,
    customerId,
    partnerId,
    planId: plan.id,
    kind: plan.kind,
    status: service.status,
    description: service.description,
    quantity: service.quantity,
    unit: service.unit,
    unitPrice: service.unitPrice,
    currency,
    taxInclusive: plan.taxInclusive,
    taxRateId: plan.taxRateId,
    periodMonths: service.periodMonths,
    periodWeeks: service.periodWeeks,
    startsOn: billingFrom,
    anchorOn: service.anchorOn,
    activatesOn: billingFrom === startsOn ? null : startsOn,
    connectionType: service.connectionType,
    gps: service.gps,
    customFields: service.customFields,
    ...service.voice,
    endsOn,
    endedBy: endsOn === null ? null : 'end_date',
    bundleServiceId,
    contractEndsOn: service.contractEndsOn,
    contractAtEnd: service.contractAtEnd,
    createdAt: act.at,
    revision: 1,
  });
  await withFreeNumber(insertion);
  if (discount)
    await writeDiscounts(act, [{ service: { id, customerId, partnerId }, discount: { ...discount, main: true } }]);
  await announceService(act, id, ServiceAdded);
  return id;
}
