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
import { World } from '@demarc/testing';

export interface CrmWorld {
  readonly world: World;
  readonly north: PartnerId;
  readonly south: PartnerId;
}

/** An operator in Montevideo with two partners. */
export async function openCrmWorld(): Promise<CrmWorld> {
  const world = await World.open({
    modules: [CrmModule],
    migrations: crmMigrations,
    entities: crmEntities,
    invariants: crmInvariants,
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
