import { systemActor } from '@demarc/access';
import { DeactivateCustomer } from '@demarc/crm';
import type { World } from '@demarc/testing';

/** Takes customers out of service one after another, as an automatic run would. */
export async function systemClose(world: World, customerIds: readonly string[]): Promise<void> {
  for (const customerId of customerIds) await world.run(DeactivateCustomer, { customerId }, systemActor('test'));
}
