import type { CommandBus } from '@demarc/commands';
import { ImportDataBalances, ImportPlanRules } from '@demarc/networking';
import type { References } from '../../data/references.js';
import type { ImportPlan } from '../../domain/import-plan.js';
import type { TargetDataBalance, TargetPlanRules, TargetQuota } from '../../domain/policy-target.js';
import type { Batch } from '../apply-rows.js';
import type { PartnerOf } from './services.js';
import { writeRows } from './step-tools.js';

/** After all plans: what can be bought is a plan too. Kept under the id of the plan that they belong to. */
export function planRules(plan: ImportPlan, bus: CommandBus, references: References): Batch<TargetPlanRules> {
  return {
    action: 'migration.importPlanRules',
    rows: plan.planRules,
    entity: () => 'plan_rules',
    sourceId: (row) => row.plan,
    isMutable: true,
    idOf: (row) => references.idOf('plan', row.plan),
    write: async (rows, act) => ({
      refused: await writeRows(
        bus,
        act,
        ImportPlanRules,
        rows.map(({ id, row: { fairUse, quota } }) => ({
          id,
          fairUse: fairUse ? { ...fairUse, weekStartsOn: 1, monthStartsOn: 1 } : null,
          quota: quota ? quotaInput(quota, references) : null,
        })),
      ),
    }),
  };
}

function quotaInput({ rollsOver, automatic, bonus, ...quota }: TargetQuota, references: References): object {
  const automaticId = references.idOf('plan', automatic);
  return {
    ...quota,
    period: 'month',
    binaryUnits: false,
    bonus: bonus ? { ...bonus, countedPercent: 0 } : null,
    offers: quota.offers.flatMap(({ plan, octets, periods }) => {
      const planId = references.idOf('plan', plan);
      return planId === undefined ? [] : [{ planId, octets, periods }];
    }),
    automatic: automaticId === undefined ? null : { planId: automaticId, atMost: MOST_AUTOMATIC },
    rollover: rollsOver ? { periods: 1 } : null,
    refund: 'unused',
    notices: [],
  };
}

/** What Splynx allows a service in a month, unless somebody has set another number there. */
const MOST_AUTOMATIC = 10;

/** What services have used, and what they have besides: after the services themselves. That of a service set aside is set aside with it. */
export function dataBalances(
  plan: ImportPlan,
  bus: CommandBus,
  references: References,
  partnerOf: PartnerOf,
): Batch<TargetDataBalance> {
  const owners = new Map(plan.services.map((service) => [service.sourceId, service.customerId]));
  return {
    action: 'migration.importDataBalances',
    rows: plan.dataBalances.filter(({ serviceId }) => references.idOf('internet_service', serviceId) !== undefined),
    entity: () => 'data_balance',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => ({
      refused: await writeRows(
        bus,
        act,
        ImportDataBalances,
        rows.map(({ id, row: { sourceId: _sourceId, serviceId, ...row } }) => ({
          ...row,
          id,
          serviceId: references.idOf('internet_service', serviceId),
          customerId: references.idOf('customer', owners.get(serviceId)),
          partnerId: partnerOf(owners.get(serviceId) ?? ''),
        })),
      ),
    }),
  };
}
