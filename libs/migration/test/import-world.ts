import { BillingModule, billingEntities, billingInvariants, billingMigrations } from '@demarc/billing';
import { CrmModule, crmEntities, crmInvariants, crmMigrations } from '@demarc/crm';
import { systemActor } from '@demarc/access';
import { IdentityModule, identityMigrations, seedRoles } from '@demarc/identity';
import { MessagingModule, messagingMigrations } from '@demarc/messaging';
import { NetworkingModule, networkingEntities, networkingInvariants, networkingMigrations } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import { World } from '@demarc/testing';
import {
  ImportSplynx,
  MigrationModule,
  migrationMigrations,
  SplynxDirectory,
  type ImportReport,
  type SplynxSource,
} from '../src/index.js';

export async function openImportWorld(): Promise<World> {
  const world = await World.open({
    modules: [MessagingModule, IdentityModule, CrmModule, BillingModule, NetworkingModule, MigrationModule],
    migrations: [
      ...messagingMigrations,
      ...identityMigrations,
      ...crmMigrations,
      ...billingMigrations,
      ...networkingMigrations,
      ...migrationMigrations,
    ],
    entities: [...crmEntities, ...billingEntities, ...networkingEntities],
    invariants: [...crmInvariants, ...billingInvariants, ...networkingInvariants],
    now: '2026-03-15T20:00:00Z',
  });
  await world.app.get(Database).write(EVERYTHING, ({ sql }) => seedRoles(sql));
  return world;
}

export async function importFolder(world: World, folder: string, currency?: string): Promise<ImportReport> {
  return importFrom(world, await SplynxDirectory.open(folder), currency);
}

export async function importFrom(world: World, source: SplynxSource, currency?: string): Promise<ImportReport> {
  const result = await world.app.get(ImportSplynx).run(source, {
    call: { actor: systemActor('import'), requestId: 'import' },
    currency,
    isDryRun: false,
    progress: () => undefined,
  });
  if (result.kind !== 'imported') throw new Error('nothing was imported');
  return result.report;
}
