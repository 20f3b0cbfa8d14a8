import { ImportAccesses } from './import-accesses.js';
import { ImportAccessPolicies } from './import-access-policies.js';
import { ImportAddressPools } from './import-address-pools.js';
import { ImportRouters } from './import-routers.js';

export { ImportAccessesInput, ImportAccessRow } from './import-access-row.js';
export { ImportAccesses, type ImportedAccesses } from './import-accesses.js';
export { ImportAccessPolicies, ImportAccessPoliciesInput, ImportAccessPolicyRow } from './import-access-policies.js';
export { ImportAddressPoolRow, ImportAddressPools, ImportAddressPoolsInput } from './import-address-pools.js';
export { countRouters, ImportRouterRow, ImportRouters, ImportRoutersInput } from './import-routers.js';

/** Bulk commands for network data that comes from another system. Only the importer runs them. */
export const NETWORKING_IMPORTS = [ImportRouters, ImportAddressPools, ImportAccessPolicies, ImportAccesses] as const;
