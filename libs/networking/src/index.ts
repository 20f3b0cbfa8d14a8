import { AddressPoolEntity } from './data/address-pool.entity.js';
import { networkingMigrations } from './data/migrations.js';
import { RouterEntity } from './data/router.entity.js';

export { NetworkingModule } from './networking.module.js';
export { networkingMigrations };
export { networkingInvariants } from './invariants.js';
export { NetworkingPermissions } from './permissions.js';
export * from './events.js';
export * from './domain/ids.js';
export type { BlockedFor, ClosedFor, DesiredAccess, Purpose } from './domain/desired-access.js';
export type { RouterOptions } from './domain/router-options.js';
export { RadiusRole } from './app/radius-role.js';
export * from './app/import-commands.js';

export const networkingEntities = [RouterEntity, AddressPoolEntity] as const;
