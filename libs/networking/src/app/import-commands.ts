import { ImportAccesses } from './access/import-accesses.js';
import { ImportAccessPolicies } from './policies/import-access-policies.js';
import { ImportDataBalances } from './policies/usage/import-data-balances.js';
import { ImportPlanRules } from './policies/import-plan-rules.js';
import { ImportAddressPools } from './addresses/import-address-pools.js';
import { ImportRouters } from './routers/import-routers.js';
import { ImportSectors } from './sites/import-sectors.js';

export { ImportAccessesInput, ImportAccessRow } from './access/import-access-row.js';
export { ImportAccesses, type ImportedAccesses } from './access/import-accesses.js';
export {
  ImportAccessPolicies,
  ImportAccessPoliciesInput,
  ImportAccessPolicyRow,
} from './policies/import-access-policies.js';
export { ImportPlanRules, ImportPlanRulesInput, ImportPlanRulesRow } from './policies/import-plan-rules.js';
export {
  ImportDataBalanceRow,
  ImportDataBalances,
  ImportDataBalancesInput,
} from './policies/usage/import-data-balances.js';
export { ImportAddressPoolRow, ImportAddressPools, ImportAddressPoolsInput } from './addresses/import-address-pools.js';
export { countRouters, ImportRouterRow, ImportRouters, ImportRoutersInput } from './routers/import-routers.js';
export { ImportSectorRow, ImportSectors, ImportSectorsInput } from './sites/import-sectors.js';

/** Bulk commands for network data that comes from another system. Only the importer runs them. */
export const NETWORKING_IMPORTS = [
  ImportRouters,
  ImportSectors,
  ImportAddressPools,
  ImportAccessPolicies,
  ImportPlanRules,
  ImportAccesses,
  ImportDataBalances,
] as const;
