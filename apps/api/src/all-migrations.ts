import type { MigrationClass } from '@demarc/persistence';
import { billingMigrations } from '@demarc/billing';
import { crmMigrations } from '@demarc/crm';
import { identityMigrations } from '@demarc/identity';
import { messagingMigrations } from '@demarc/messaging';
import { migrationMigrations } from '@demarc/migration';
import { networkingMigrations } from '@demarc/networking';
import { reportingMigrations } from '@demarc/reporting';
import { platformMigrations } from './platform-migrations.js';

/** Every migration of the product; they run in the order of the number in their names. */
export const allMigrations: readonly MigrationClass[] = [
  ...platformMigrations,
  ...messagingMigrations,
  ...identityMigrations,
  ...crmMigrations,
  ...billingMigrations,
  ...networkingMigrations,
  ...migrationMigrations,
  ...reportingMigrations,
];
