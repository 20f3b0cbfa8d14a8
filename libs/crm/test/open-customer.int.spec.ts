import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffWith } from '@demarc/testing';
import { CrmPermissions, OpenCustomer } from '../src/index.js';
import { type CrmWorld, openCrmWorld } from './crm-world.js';

describe('opening customers', () => {
  let crm: CrmWorld;
  const creator = staffWith([CrmPermissions['customer.create']]);

  beforeAll(async () => {
    crm = await openCrmWorld();
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  const person = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    partnerId: crm.north,
    category: 'person',
    name: 'Ana Example',
    ...more,
  });

  it('gives the next number, a login by the pattern, tells the event and says who did it', async () => {
    const opened = await crm.world.run(OpenCustomer, person({ email: 'ana@example.net' }), creator);
    expect(opened.login).toBe(opened.number);
    const [row] = await crm.world.rows(
      'SELECT lifecycle, added_by, added_by_name, revision FROM crm.customer WHERE id = $1',
      [opened.customerId],
    );
    expect(row).toEqual({ lifecycle: 'new', added_by: creator.id, added_by_name: 'Test Staff', revision: 1 });
    const events = await crm.world.rows('SELECT payload FROM platform.event WHERE name = $1 AND customer_id = $2', [
      'crm.CustomerOpened',
      opened.customerId,
    ]);
    expect(events).toHaveLength(1);
  });

  it('refuses without the permission, and in another partner’s scope as if the partner did not exist', async () => {
    await expect(crm.world.run(OpenCustomer, person(), staffWith([]))).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(
      crm.world.run(OpenCustomer, person(), staffWith([CrmPermissions['customer.create']], [crm.south])),
    ).rejects.toMatchObject({ code: 'UNKNOWN_PARTNER' });
  });

  it('names every fault of the input', async () => {
    const faulty = person({
      name: '',
      email: 'no address',
      phones: 'call me',
      country: 'Uruguay',
      gps: '91,0',
      bornOn: '2023-02-29',
      balance: '5',
    });
    await expect(crm.world.run(OpenCustomer, faulty, creator)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      faults: expect.arrayContaining(
        ['name', 'email', 'phones', 'country', 'gps', 'bornOn', 'balance'].map((field) =>
          expect.objectContaining({ field }),
        ),
      ),
    });
  });

  it('takes a login once, whatever its case and however parallel it is asked for', async () => {
    const results = await Promise.allSettled(
      ['Ana.Ex', 'ana.ex', 'ANA.EX', 'ana.Ex'].map((login) => crm.world.run(OpenCustomer, person({ login }), creator)),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'LOGIN_TAKEN' });
  });

  it('finds another login when the pattern gives a taken one', async () => {
    const [next] = await crm.world.rows<{ last_value: string }>('SELECT last_value FROM crm.customer_number');
    const taken = String(Number(next?.last_value) + 2);
    await crm.world.run(OpenCustomer, person({ login: taken }), creator);
    const opened = await crm.world.run(OpenCustomer, person(), creator);
    expect(opened.login).toMatch(new RegExp(`^\\d+-\\d{6}$`));
  });

  it('opens one customer for one key, and gives parallel ones different numbers', async () => {
    const once = await Promise.all(
      [1, 2, 3].map(() => crm.world.run(OpenCustomer, person({ name: 'Once Example' }), creator, 'open-1')),
    );
    expect(new Set(once.map((one) => one.customerId)).size).toBe(1);
    const many = await Promise.all([1, 2, 3, 4].map(() => crm.world.run(OpenCustomer, person(), creator)));
    expect(new Set(many.map((one) => one.number)).size).toBe(4);
  });

  it('keeps sub-accounts one level deep and with their partner', async () => {
    const main = await crm.world.run(OpenCustomer, person(), creator);
    const child = await crm.world.run(OpenCustomer, person({ parentCustomerId: main.customerId }), creator);
    await expect(
      crm.world.run(OpenCustomer, person({ parentCustomerId: child.customerId }), creator),
    ).rejects.toMatchObject({ code: 'NESTED_ACCOUNT' });
    await expect(
      crm.world.run(OpenCustomer, person({ partnerId: crm.south, parentCustomerId: main.customerId }), creator),
    ).rejects.toMatchObject({ code: 'UNKNOWN_PARENT' });
  });
});
