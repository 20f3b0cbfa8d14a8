import type { Act } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import { ServiceEntity } from '../../data/service.entity.js';
import type { ServiceStatus } from '../../domain/index.js';
import type { ServiceId } from '../../ids.js';
import type { Account, Accounts } from '../accounts/accounts.js';

/** Locks the account first, then the service, and gives both. */
export async function lockService(
  act: Act,
  accounts: Accounts,
  serviceId: ServiceId,
): Promise<{ account: Account; service: ServiceEntity }> {
  const found = await act.manager.findOneBy(ServiceEntity, { id: serviceId });
  if (!found) throw notFound('service');
  const account = await accounts.lock(act, found.customerId);
  const service = await act.manager.findOneOrFail(ServiceEntity, {
    where: { id: serviceId },
    lock: { mode: 'pessimistic_write' },
  });
  return { account, service };
}

export function wantStatus(service: ServiceEntity, allowed: readonly ServiceStatus[], to: string): void {
  if (allowed.includes(service.status)) return;
  throw conflict('SERVICE_STATUS', `This service is ${service.status}; it cannot be ${to}.`, {
    status: service.status,
  });
}

export function aboutService(service: ServiceEntity): {
  kind: string;
  id: string;
  customerId: Account['customerId'];
  partnerId: Account['partnerId'];
} {
  return { kind: 'service', id: service.id, customerId: service.customerId, partnerId: service.partnerId };
}
