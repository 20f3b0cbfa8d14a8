import { ChangePartner, type CustomerId } from '@demarc/crm';
import { customerActor, superAdministrator } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindWaysToPay } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('how a customer can pay', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-15T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  async function customer(): Promise<CustomerId> {
    const id = await shop.customer();
    await shop.world.settle();
    return id;
  }

  it('names the bank account and whom to ask while no provider is connected', async () => {
    const customerId = await customer();
    await shop.world.run(ChangePartner, {
      partnerId: shop.partnerId,
      legal: { legalName: 'Example Net Ltd', bankName: 'Example Bank', bankAccount: 'XX00 1234', phone: '+598 2 000' },
    });
    const self = customerActor(customerId, shop.partnerId);
    expect(await shop.world.ask(FindWaysToPay, { customerId }, self)).toEqual({
      online: false,
      payee: 'Example Net Ltd',
      bankName: 'Example Bank',
      bankAccount: 'XX00 1234',
      phone: '+598 2 000',
      email: null,
    });
  });

  it('says nothing about the account of somebody else', async () => {
    const self = customerActor(await customer(), shop.partnerId);
    expect(await shop.world.ask(FindWaysToPay, { customerId: await customer() }, self)).toBeNull();
    expect(await shop.world.ask(FindWaysToPay, { customerId: await customer() }, superAdministrator())).toMatchObject({
      online: false,
    });
  });
});
