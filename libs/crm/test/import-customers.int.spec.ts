import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdSource } from '@demarc/kernel';
import { superAdministrator } from '@demarc/testing';
import { DefineCustomField, ImportCustomers, ImportLocations, ImportPartners, OpenCustomer } from '../src/index.js';
import { type CrmWorld, openCrmWorld } from './crm-world.js';

describe('importing customers', () => {
  let crm: CrmWorld;
  const newId = (): string => crm.world.app.get(IdSource).next();
  const row = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    id: newId(),
    partnerId: crm.north,
    number: '9000',
    category: 'person',
    name: 'Chloé Dvořák',
    lifecycle: 'active',
    createdAt: '2023-11-26T00:00:00Z',
    ...more,
  });

  beforeAll(async () => {
    crm = await openCrmWorld();
    await crm.world.run(DefineCustomField, { entity: 'customer', name: 'consent', title: 'Consent', type: 'boolean' });
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  it('keeps ids, numbers and dates, and changes nothing the second time', async () => {
    const rows = [
      row({ number: '6001', login: '000001', customFields: { consent: '0' } }),
      row({ number: '6002', login: '000002' }),
    ];
    expect(await crm.world.run(ImportCustomers, { rows })).toMatchObject({
      added: 2,
      changed: 0,
      unchanged: 0,
      refused: [],
      leftOut: [],
    });
    const before = await crm.world.rows('SELECT *, xmin FROM crm.customer ORDER BY number');
    expect(await crm.world.run(ImportCustomers, { rows })).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await crm.world.rows('SELECT *, xmin FROM crm.customer ORDER BY number')).toEqual(before);
    const opened = await crm.world.run(OpenCustomer, {
      partnerId: crm.north,
      category: 'person',
      name: 'Next Example',
    });
    expect(Number(opened.number)).toBeGreaterThan(6002);
  });

  it('writes the good rows and names the others', async () => {
    const twin = row({ number: '7001', login: 'twin' });
    const rows = [
      twin,
      row({ number: '7001' }),
      row({ number: '7002', login: 'TWIN' }),
      row({ number: '7003', partnerId: newId() }),
      row({ number: '7004', parentCustomerId: newId() }),
      row({ number: '7005', customFields: { consent: 'perhaps', nothing: '1' } }),
    ];
    const outcome = await crm.world.run(ImportCustomers, { rows });
    expect(outcome.refused.map((one) => one.code)).toEqual([
      'NUMBER_TAKEN',
      'LOGIN_TAKEN',
      'UNKNOWN_PARTNER',
      'UNKNOWN_PARENT',
    ]);
    expect(outcome).toMatchObject({ added: 2, leftOut: [{ field: 'consent' }, { field: 'nothing' }] });
    expect(await crm.world.run(ImportCustomers, { rows: [{ ...twin, partnerId: crm.south }] })).toMatchObject({
      refused: [{ code: 'PARTNER_MOVED' }],
    });
  });

  it('finds imported customers by any fragment, without accents, right after the import and after a change', async () => {
    const one = row({ number: '8001', name: 'Žofia Hraničová', phones: '+421 903 111 222' });
    await crm.world.run(ImportCustomers, { rows: [one] });
    const find = (...words: string[]): Promise<{ id: string }[]> =>
      crm.world.rows('SELECT id FROM crm.search_customers($1, 10) AS id', [words]);
    for (const words of [['zofia'], ['RANIČ'], ['903111'], ['zofia', 'hrani']])
      expect(await find(...words)).toEqual([{ id: one['id'] }]);
    await crm.world.run(ImportCustomers, { rows: [{ ...one, name: '100% _Sure' }] });
    expect(await find('zofia')).toEqual([]);
    expect(await find('100%')).toEqual([{ id: one['id'] }]);
    expect(await find('1__%')).toEqual([]);
  });

  it('imports partners and locations the same way, and only the system may', async () => {
    const partner = { id: newId(), name: 'Este' };
    expect(await crm.world.run(ImportPartners, { rows: [partner, { id: newId(), name: 'Norte' }] })).toMatchObject({
      added: 1,
      refused: [{ code: 'NAME_TAKEN' }],
    });
    expect(await crm.world.run(ImportPartners, { rows: [partner] })).toMatchObject({ unchanged: 1, changed: 0 });
    const location = { id: newId(), name: 'Salto' };
    await crm.world.run(ImportLocations, { rows: [location] });
    expect(await crm.world.run(ImportLocations, { rows: [{ ...location, name: 'Salto Norte' }] })).toMatchObject({
      changed: 1,
    });
    await expect(crm.world.run(ImportPartners, { rows: [] }, superAdministrator())).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });
});
