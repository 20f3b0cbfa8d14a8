import { AddService } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import { AddPool, ListPools, ProvisionAccess } from '../src/index.js';
import type { NetworkShop } from './network-shop.js';

/** What the specs of addresses do over and over. */
export interface AddressShop {
  /** An internet service, of a new customer unless one is named. */
  service(customerId?: string): Promise<{ customerId: string; serviceId: string }>;
  pool(prefix: string, kind: string, more?: Record<string, unknown>): Promise<string>;
  /** Sets up the network side with a fixed address, and answers it. */
  give(serviceId: string, more: Record<string, unknown>): Promise<string>;
  /** The networks around and in a prefix, in words. */
  tree(around: string): Promise<string[]>;
}

export async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof Refusal ? error.code : `no refusal: ${String(error)}`;
}

export function addressShop({ world, partnerId, planId }: NetworkShop): AddressShop {
  const customer = async (): Promise<string> =>
    (await world.run(OpenCustomer, { partnerId, category: 'person', name: 'Somebody' })).customerId;
  return {
    service: async (customerId) => {
      const whose = customerId ?? (await customer());
      const { serviceId } = await world.run(AddService, { customerId: whose, planId, startsOn: '2026-03-01' });
      await world.settle();
      return { customerId: whose, serviceId };
    },
    pool: async (prefix, kind, more = {}) =>
      (await world.run(AddPool, { name: `${kind} ${prefix}`, prefix, kind, ...more })).poolId,
    give: async (serviceId, more) => {
      const input = { serviceId, method: 'pppoe', ipv4Assignment: 'permanent', ...more };
      return String((await world.run(ProvisionAccess, input)).ipv4);
    },
    tree: async (around) => {
      const all = await world.ask(ListPools, {});
      const rows = await world.rows<{ id: string }>('SELECT id FROM networking.network WHERE prefix && $1::inet', [
        around,
      ]);
      const near = all.filter(({ id }) => rows.some((row) => row.id === id));
      const parentOf = (parentId: string | null): string => all.find(({ id }) => id === parentId)?.prefix ?? '-';
      return near.map(({ prefix, kind, parentId }) => `${prefix} ${kind} in ${parentOf(parentId)}`);
    },
  };
}
