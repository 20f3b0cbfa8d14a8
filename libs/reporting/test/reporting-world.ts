import { billingEntities, billingInvariants, billingMigrations, BillingModule } from '@demarc/billing';
import {
  crmEntities,
  crmInvariants,
  crmMigrations,
  CrmModule,
  type CustomerId,
  OpenCustomer,
  OpenPartner,
  type PartnerId,
  SetUpOperator,
} from '@demarc/crm';
import { identityEntities, identityInvariants, identityMigrations, IdentityModule } from '@demarc/identity';
import { messagingMigrations, MessagingModule } from '@demarc/messaging';
import { networkingEntities, networkingInvariants, networkingMigrations, NetworkingModule } from '@demarc/networking';
import { World } from '@demarc/testing';
import { reportingMigrations, ReportingModule } from '../src/index.js';

export interface ReportingWorld {
  readonly world: World;
  readonly north: PartnerId;
  readonly south: PartnerId;
}

/** An operator with two partners, with everything that reporting reads. */
export async function openReportingWorld(): Promise<ReportingWorld> {
  const world = await World.open({
    modules: [IdentityModule, MessagingModule, CrmModule, BillingModule, NetworkingModule, ReportingModule],
    migrations: [
      ...messagingMigrations,
      ...identityMigrations,
      ...crmMigrations,
      ...billingMigrations,
      ...networkingMigrations,
      ...reportingMigrations,
    ],
    entities: [...identityEntities, ...crmEntities, ...billingEntities, ...networkingEntities],
    invariants: [...identityInvariants, ...crmInvariants, ...billingInvariants, ...networkingInvariants],
  });
  await world.run(SetUpOperator, {
    name: 'Vela Net',
    timeZone: 'America/Montevideo',
    currency: 'UYU',
    locale: 'es-UY',
    country: 'UY',
  });
  const north = await world.run(OpenPartner, { name: 'Norte' });
  const south = await world.run(OpenPartner, { name: 'Sur' });
  return { world, north: north.partnerId, south: south.partnerId };
}

export async function openPerson(
  world: World,
  partnerId: PartnerId,
  more: Record<string, unknown> = {},
): Promise<CustomerId> {
  const { customerId } = await world.run(OpenCustomer, { partnerId, category: 'person', name: 'Ana Example', ...more });
  await world.settle();
  return customerId;
}
