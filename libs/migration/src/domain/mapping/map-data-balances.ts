import { addDays, addMonths, type LocalDate, localDate } from '@demarc/kernel';
import type { TargetDataBalance, TargetPlanRules } from '../policy-target.js';
import type { SourceUsageCounter } from '../source/policy-records.js';
import type { SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';

type Source = Pick<SourceSet, 'services' | 'customers' | 'usageCounters' | 'dataGrants'>;

/** What services with a data limit bring along: what they used in the month of the snapshot, and what is left of what they bought. */
export function mapDataBalances(
  set: Source,
  rules: readonly TargetPlanRules[],
  snapshotOn: LocalDate,
): readonly TargetDataBalance[] {
  const quotas = new Map(rules.flatMap(({ plan, quota }) => (quota ? [[plan as string, quota] as const] : [])));
  const customers = new Set(set.customers.map(({ id }) => id));
  const limited = new Map(
    set.services.flatMap((service) => {
      const quota = service.kind === 'internet' ? quotas.get(`internet/${service.tariffId ?? '0'}`) : undefined;
      const runs = service.status === 'active' || service.status === 'stopped';
      return quota && runs && customers.has(service.customerId) ? [[service.id, quota] as const] : [];
    }),
  );
  const beginsOn = localDate(`${snapshotOn.slice(0, 8)}01`);
  return [
    ...set.usageCounters.flatMap((counter) => {
      const quota = limited.get(counter.serviceId);
      const used = quota ? usedOf(counter, quota.direction) : 0n;
      return used > 0n ? [usedBalance(counter.serviceId, used, beginsOn)] : [];
    }),
    ...set.dataGrants.flatMap(({ id, serviceId, topUpId, octets, left, until, text }): TargetDataBalance[] => {
      const isOver = left <= 0n || octets < left || (until !== undefined && until < snapshotOn);
      if (!limited.has(serviceId) || isOver) return [];
      return [
        {
          sourceId: id,
          serviceId,
          kind: topUpId === undefined ? 'bonus' : 'top_up',
          octets: octets.toString(),
          usedOctets: (octets - left).toString(),
          beginsOn,
          endsOn: until === undefined ? null : addDays(until, 1),
          reason: text.trim() || 'Taken over',
        },
      ];
    }),
  ];
}

function usedOf({ monthUp, monthDown }: SourceUsageCounter, direction: 'both' | 'download' | 'upload'): bigint {
  return (direction === 'upload' ? 0n : monthDown) + (direction === 'download' ? 0n : monthUp);
}

function usedBalance(serviceId: SourceId, used: bigint, beginsOn: LocalDate): TargetDataBalance {
  return {
    sourceId: `used-${serviceId}`,
    serviceId,
    kind: 'correction',
    octets: used.toString(),
    usedOctets: '0',
    beginsOn,
    endsOn: addMonths(beginsOn, 1),
    reason: 'Used before the take-over',
  };
}
