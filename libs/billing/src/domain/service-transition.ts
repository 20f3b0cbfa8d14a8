import { addDays, maxDate, type LocalDate } from '@demarc/kernel';
import type { ServiceStatus } from './charge-plan.js';

export interface ServiceState {
  readonly serviceId: string;
  readonly status: ServiceStatus;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  /** The service that this one was made from when its customer became inactive. */
  readonly continuesServiceId: string | null;
  /** A duplicate whose customer is not back yet. What staff paused is none, also where it once was. */
  readonly waits?: boolean;
  /** It, or the bundle that it is in, comes back only when somebody says so. */
  readonly waitsForStaff?: boolean;
}

/** What happens to a service; the caller carries it out in one transaction. */
export type ServiceStep =
  | {
      readonly kind: 'disable';
      readonly serviceId: string;
      readonly endsOn: LocalDate;
      readonly endedBy: 'deactivation';
    }
  | { readonly kind: 'archive'; readonly serviceId: string }
  | {
      readonly kind: 'duplicate_paused';
      readonly continuesServiceId: string;
      readonly startsOn: LocalDate;
      /** An end that the original had ahead of it. */
      readonly endsOn: LocalDate | null;
      readonly pausedFrom: LocalDate;
    }
  | { readonly kind: 'activate'; readonly serviceId: string; readonly startsOn: LocalDate };

/**
 * The customer becomes inactive on `on`: what runs ends the day before and is disabled, and a paused duplicate waits
 * from that day. One that began on the day itself has no day of service and is archived. Paused, pending and ended
 * services stay as they are. Twice gives nothing: duplicates are paused, originals have ended.
 */
export function deactivateServices(services: readonly ServiceState[], on: LocalDate): ServiceStep[] {
  return services.flatMap((service): ServiceStep[] => {
    if (!runsOn(service, on)) return [];
    const { serviceId } = service;
    const duplicate: ServiceStep = {
      kind: 'duplicate_paused',
      continuesServiceId: serviceId,
      startsOn: on,
      endsOn: service.endsOn,
      pausedFrom: on,
    };
    if (service.startsOn >= on) return [{ kind: 'archive', serviceId }, duplicate];
    return [{ kind: 'disable', serviceId, endsOn: addDays(on, -1), endedBy: 'deactivation' }, duplicate];
  });
}

/**
 * The customer is back on `on`, the day of the payment: the paused duplicates begin, but for those whose end has passed
 * meanwhile. What staff paused stays paused, and so does a bundle that does not reactivate itself.
 */
export function returnServices(services: readonly ServiceState[], on: LocalDate): ServiceStep[] {
  return services.flatMap((service): ServiceStep[] => {
    if (!service.waits || service.waitsForStaff) return [];
    const { serviceId, endsOn } = service;
    const startsOn = maxDate(on, service.startsOn);
    return [endsOn && endsOn < startsOn ? { kind: 'archive', serviceId } : { kind: 'activate', serviceId, startsOn }];
  });
}

function runsOn(service: ServiceState, on: LocalDate): boolean {
  if (service.status !== 'active' && service.status !== 'disabled') return false;
  return service.endsOn === null || (service.status === 'active' && service.endsOn >= on);
}
