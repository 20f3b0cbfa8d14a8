import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomerDirectory, PasswordHasher } from '@demarc/identity';
import { staffWith } from '@demarc/testing';
import { ArchiveCustomer, CrmPermissions, SetPortalPassword } from '../src/index.js';
import { type CrmWorld, openCrmWorld, openPerson } from './crm-world.js';

const PASSWORD = 'seven green kites over Salto';

describe('portal passwords', () => {
  let crm: CrmWorld;
  let directory: CustomerDirectory;
  const support = staffWith([CrmPermissions['customer.password'], CrmPermissions['customer.viewAll']]);

  beforeAll(async () => {
    crm = await openCrmWorld();
    directory = crm.world.app.get(CustomerDirectory, { strict: false });
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  it('are kept as argon2id and verified through the directory, whatever the case of the login', async () => {
    const id = await openPerson(crm.world, crm.north, { login: 'Ana.Portal', email: 'ana@example.net' });
    await crm.world.run(SetPortalPassword, { customerId: id, password: PASSWORD }, support);
    const found = await directory.findByLogin('ANA.portal');
    expect(found).toMatchObject({ id, partnerId: crm.north, mayEnter: true });
    expect(found?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await crm.world.app.get(PasswordHasher).verify(found?.passwordHash, PASSWORD)).toBe(true);
  });

  it('never stand in an audit entry, an event or a stored answer', async () => {
    const id = await openPerson(crm.world, crm.north);
    await crm.world.run(SetPortalPassword, { customerId: id, password: PASSWORD }, support, 'password-1');
    const [row] = await crm.world.rows<{ found: string }>(
      `SELECT (SELECT count(*) FROM platform.audit_entry e WHERE e::text LIKE $1) + (SELECT count(*) FROM platform.event e WHERE e::text LIKE $1)
        + (SELECT count(*) FROM platform.idempotency_key k WHERE k::text LIKE $1) AS found`,
      [`%${PASSWORD}%`],
    );
    expect(row?.found).toBe('0');
  });

  it('are refused when they are weak, without the permission, and for customers out of scope', async () => {
    const id = await openPerson(crm.world, crm.north);
    await expect(
      crm.world.run(SetPortalPassword, { customerId: id, password: 'short' }, support),
    ).rejects.toMatchObject({ code: 'PASSWORD_TOO_WEAK' });
    await expect(
      crm.world.run(SetPortalPassword, { customerId: id, password: PASSWORD }, staffWith([])),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    const south = staffWith([...support.permissions], [crm.south]);
    await expect(crm.world.run(SetPortalPassword, { customerId: id, password: PASSWORD }, south)).rejects.toMatchObject(
      { code: 'NOT_FOUND' },
    );
  });

  it('are reset by mail address only where one customer has it, and never for archived ones', async () => {
    const id = await openPerson(crm.world, crm.north, { email: 'one@example.net, second@example.net' });
    expect(await directory.findForReset('SECOND@example.net')).toMatchObject({ id });
    await openPerson(crm.world, crm.north, { email: 'second@example.net' });
    expect(await directory.findForReset('second@example.net')).toBeUndefined();
    expect(await directory.findForReset('ne@example.net')).toBeUndefined();
    await crm.world.run(ArchiveCustomer, { customerId: id });
    expect(await directory.find(id)).toMatchObject({ mayEnter: false });
  });
});
