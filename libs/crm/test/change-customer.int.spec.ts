import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import {
  ActivateCustomer,
  ArchiveCustomer,
  ChangeCustomer,
  ChangeOwnContact,
  CrmPermissions,
  DeactivateCustomer,
  DefineCustomField,
  FindCustomer,
  FindOwnCustomer,
  RestoreCustomer,
  WriteNote,
} from '../src/index.js';
import { type CrmWorld, openCrmWorld, openPerson } from './crm-world.js';

describe('changing customers', () => {
  let crm: CrmWorld;
  const changer = staffWith([
    CrmPermissions['customer.change'],
    CrmPermissions['customer.view'],
    CrmPermissions['customer.viewAll'],
  ]);

  beforeAll(async () => {
    crm = await openCrmWorld();
    await crm.world.run(DefineCustomField, {
      entity: 'customer',
      name: 'contract_no',
      title: 'Contract number',
      type: 'text',
      portal: 'view',
    });
    await crm.world.run(DefineCustomField, {
      entity: 'customer',
      name: 'tier',
      title: 'Tier',
      type: 'choice',
      options: ['gold', 'silver'],
    });
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  it('lets customers change how they are reached, themselves alone, and keeps before and after', async () => {
    const id = await openPerson(crm.world, crm.north, { email: 'a@example.net', phones: '+598 99 111 222' });
    const other = await openPerson(crm.world, crm.north, { email: 'b@example.net' });
    const self = customerActor(id, crm.north);
    await crm.world.run(ChangeOwnContact, { revision: 1, email: 'new@example.net', phones: null }, self);
    expect(await crm.world.ask(FindOwnCustomer, {}, self)).toMatchObject({
      email: 'new@example.net',
      phones: null,
      revision: 2,
    });
    expect(await crm.world.ask(FindCustomer, { id: other }, changer)).toMatchObject({ email: 'b@example.net' });
    await expect(crm.world.run(ChangeOwnContact, { revision: 1, email: 'x@example.net' }, self)).rejects.toMatchObject({
      code: 'STALE_EDIT',
    });
    await expect(crm.world.run(ChangeOwnContact, { revision: 2, email: 'nonsense' }, self)).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(crm.world.run(ChangeOwnContact, { revision: 2, email: null }, changer)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('changes the given fields, takes away those given as null, and keeps before and after', async () => {
    const id = await openPerson(crm.world, crm.north, { email: 'a@example.net', phones: '+598 99 111 222' });
    const answer = await crm.world.run(
      ChangeCustomer,
      { customerId: id, revision: 1, name: 'Ana Changed', phones: null, customFields: { tier: 'gold' } },
      changer,
    );
    expect(answer.revision).toBe(2);
    const found = await crm.world.ask(FindCustomer, { id }, changer);
    expect(found).toMatchObject({
      name: 'Ana Changed',
      email: 'a@example.net',
      phones: null,
      customFields: { tier: 'gold' },
      revision: 2,
    });
    const [entry] = await crm.world.rows(
      `SELECT changes FROM platform.audit_entry WHERE action = 'crm.changeCustomer' AND customer_id = $1`,
      [id],
    );
    expect(entry).toMatchObject({
      changes: {
        name: { before: 'Ana Example', after: 'Ana Changed' },
        phones: { before: '+598 99 111 222', after: null },
      },
    });
  });

  it('refuses a stale edit and tells both values', async () => {
    const id = await openPerson(crm.world, crm.north);
    await crm.world.run(ChangeCustomer, { customerId: id, revision: 1, city: 'Salto' }, changer);
    await expect(
      crm.world.run(ChangeCustomer, { customerId: id, revision: 1, city: 'Rivera' }, changer),
    ).rejects.toMatchObject({
      kind: 'stale',
      code: 'STALE_EDIT',
      details: { revision: 2, fields: [{ field: 'city', theirs: 'Salto', yours: 'Rivera' }] },
    });
  });

  it('lets one of two parallel edits of one revision through', async () => {
    const id = await openPerson(crm.world, crm.north);
    const results = await Promise.allSettled(
      ['Salto', 'Rivera'].map((city) => crm.world.run(ChangeCustomer, { customerId: id, revision: 1, city }, changer)),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('writes nothing and tells nothing when nothing differs', async () => {
    const id = await openPerson(crm.world, crm.north);
    expect(await crm.world.run(ChangeCustomer, { customerId: id, revision: 1, name: 'Ana Example' }, changer)).toEqual({
      customerId: id,
      revision: 1,
    });
    expect(
      await crm.world.rows(`SELECT 1 FROM platform.event WHERE name = 'crm.CustomerChanged' AND customer_id = $1`, [
        id,
      ]),
    ).toHaveLength(0);
  });

  it('refuses custom values that do not fit, each by name', async () => {
    const id = await openPerson(crm.world, crm.north);
    await expect(
      crm.world.run(
        ChangeCustomer,
        { customerId: id, revision: 1, customFields: { tier: 'lead', unknown: 'x' } },
        changer,
      ),
    ).rejects.toMatchObject({
      faults: [{ field: 'customFields.tier' }, { field: 'customFields.unknown' }],
    });
  });

  it('answers another partner’s customer as a missing one, in the query and under it', async () => {
    const id = await openPerson(crm.world, crm.north);
    const south = staffWith([...changer.permissions], [crm.south]);
    await expect(crm.world.ask(FindCustomer, { id }, south)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      crm.world.run(ChangeCustomer, { customerId: id, revision: 1, city: 'Salto' }, south),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const scope = { kind: 'partners', partnerIds: [crm.south] } as const;
    expect(await crm.world.rows('SELECT 1 FROM crm.customer WHERE id = $1', [id], scope)).toHaveLength(0);
    expect(await crm.world.rows(`SELECT * FROM crm.search_customers(ARRAY['example'], 50)`, [], scope)).toHaveLength(0);
    expect(await crm.world.rows('SELECT 1 FROM crm.partner WHERE id = $1', [crm.north], scope)).toHaveLength(0);
    expect(await crm.world.rows('SELECT 1 FROM crm.customer', [], { kind: 'none' })).toHaveLength(0);
  });

  it('shows staff without viewAll only the customers that they added', async () => {
    const others = await openPerson(crm.world, crm.north);
    const creator = staffWith([CrmPermissions['customer.view'], CrmPermissions['customer.change']]);
    await expect(crm.world.ask(FindCustomer, { id: others }, creator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      crm.world.run(ChangeCustomer, { customerId: others, revision: 1, city: 'Salto' }, creator),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shows a customer their own data, with the portal’s custom fields and without colleagues’ notes', async () => {
    const id = await openPerson(crm.world, crm.north, { customFields: { contract_no: 'K-1', tier: 'gold' } });
    const other = await openPerson(crm.world, crm.north);
    await crm.world.run(WriteNote, { customerId: id, text: 'Careful dog' });
    const own = await crm.world.ask(FindOwnCustomer, {}, customerActor(id, crm.north));
    expect(own).toMatchObject({ id, customFields: { contract_no: 'K-1' }, addedByName: null });
    await expect(crm.world.ask(FindCustomer, { id }, customerActor(id, crm.north))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    const scope = { kind: 'customer', customerId: id, partnerId: crm.north } as const;
    expect(await crm.world.rows('SELECT 1 FROM crm.note', [], scope)).toHaveLength(0);
    expect(await crm.world.rows('SELECT id FROM crm.customer', [], scope)).toEqual([{ id }]);
    expect(await crm.world.rows('SELECT 1 FROM crm.customer WHERE id = $1', [other], scope)).toHaveLength(0);
  });

  it('goes new → active → inactive → archived → inactive, and no other way', async () => {
    const id = await openPerson(crm.world, crm.north, { login: 'walker' });
    const boss = superAdministrator();
    expect(await crm.world.run(ActivateCustomer, { customerId: id }, boss)).toEqual({
      customerId: id,
      lifecycle: 'active',
    });
    await expect(crm.world.run(ActivateCustomer, { customerId: id }, boss)).rejects.toMatchObject({
      code: 'ALREADY_SO',
    });
    await expect(crm.world.run(ArchiveCustomer, { customerId: id }, boss)).rejects.toMatchObject({
      code: 'STILL_ACTIVE',
    });
    await crm.world.run(DeactivateCustomer, { customerId: id }, boss);
    await crm.world.run(ArchiveCustomer, { customerId: id }, boss);
    await expect(
      crm.world.run(ChangeCustomer, { customerId: id, revision: 4, city: 'Salto' }, boss),
    ).rejects.toMatchObject({ code: 'ARCHIVED' });
    await openPerson(crm.world, crm.north, { login: 'Walker' });
    await expect(crm.world.run(RestoreCustomer, { customerId: id }, boss)).rejects.toMatchObject({
      code: 'LOGIN_TAKEN',
    });
    expect(await crm.world.run(RestoreCustomer, { customerId: id, login: 'walker2' }, boss)).toEqual({
      customerId: id,
      lifecycle: 'inactive',
    });
  });
});
