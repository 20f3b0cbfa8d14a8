import {
  type CustomerId,
  type PartnerId,
  crmEntities,
  crmInvariants,
  crmMigrations,
  CrmModule,
  OpenCustomer,
  OpenPartner,
  SetUpOperator,
} from '../src/index.js';
import { identityEntities, identityInvariants, identityMigrations, IdentityModule } from '@demarc/identity';
import { messagingMigrations, MessagingModule } from '@demarc/messaging';
import { World } from '@demarc/testing';

export interface CrmWorld {
  readonly world: World;
  readonly north: PartnerId;
  readonly south: PartnerId;
}

/** An operator in Montevideo with two partners. */
export async function openCrmWorld(): Promise<CrmWorld> {
  const world = await World.open({
    modules: [IdentityModule, MessagingModule, CrmModule],
    migrations: [...messagingMigrations, ...identityMigrations, ...crmMigrations],
    entities: [...identityEntities, ...crmEntities],
    invariants: [...identityInvariants, ...crmInvariants],
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
  return (await world.run(OpenCustomer, { partnerId, category: 'person', name: 'Ana Example', ...more })).customerId;
}
