import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpenCustomer, OpenPartner, SetUpOperator } from '@demarc/crm';
import { Decimal } from '@demarc/kernel';
import type { World } from '@demarc/testing';
import { ApplyRows } from '../src/app/apply-rows.js';
import { importFolder, importFrom, openImportWorld } from './import-world.js';
import { changedProvider, withRow } from './memory-source.js';
import { EXPECTED, SAMPLE_PROVIDER } from './sample-provider.js';

/** One that is refused, one on a sector, and two on one line. */
const CHANGED: Readonly<Record<string, object>> = {
  1002: { unit_price: '-1' },
  1003: { sector_id: '1' },
  1004: { port_id: '4769302f313a3130', additional_attributes: { agent_remote_id: 'cpe-17' } },
  1005: { port_id: '4769302f313a3130' },
  1007: { port_id: '4769302F313A3130' },
};

describe('an import that meets something unexpected', () => {
  let world: World;
  afterEach(async () => {
    expect(await world.violations()).toEqual([]);
    await world.close();
  });

  it('goes on where it broke off', async () => {
    world = await openImportWorld();
    const applyRows = world.app.get(ApplyRows);
    const apply = applyRows.apply.bind(applyRows);
    const spy = vi.spyOn(applyRows, 'apply').mockImplementation(async (applying, batch) => {
      if (batch.action === 'migration.importPayments') throw new Error('the machine went down');
      await apply(applying, batch);
    });
    await expect(importFolder(world, SAMPLE_PROVIDER)).rejects.toThrow('the machine went down');
    expect(await count('billing.invoice')).toBe(125);
    expect(await count('billing.payment')).toBe(0);
    spy.mockRestore();
    const report = await importFolder(world, SAMPLE_PROVIDER);
    expect(Object.keys(report.written).sort()).toEqual(['adjustment', 'allocation', 'payment']);
    expect(report.balances.by_customer).toEqual(EXPECTED.balances.by_customer);
    expect(await count('billing.invoice')).toBe(125);
  });

  it('writes nothing when a file cannot be read, and names file, row and field', async () => {
    world = await openImportWorld();
    await expect(importFrom(world, await changedProvider({ customers: () => 'not readable' }))).rejects.toThrow(
      '"customers" cannot be left out: forbidden',
    );
    expect(await count('migration.staged_row')).toBe(0);
    expect(await count('crm.customer')).toBe(0);
  });

  it('lists a row that it cannot read, and imports the others', async () => {
    world = await openImportWorld();
    const source = await changedProvider({ payments: withRow('4001', (row) => ({ ...row, amount: '19,99' })) });
    const report = await importFrom(world, source);
    expect(report.exceptions.filter((one) => one.code === 'INVALID_ROW')).toEqual([
      {
        code: 'INVALID_ROW',
        entity: 'payments',
        id: 'row 1',
        note: 'payments.json, row 1, field "amount": "19,99" is not a decimal number',
      },
    ]);
    expect(report.counts['payments']).toBe(111);
    expect(await count('billing.payment')).toBe(110);
  });

  it('sets a row aside that a context refuses, and writes the rest of its batch, lines and sectors with it', async () => {
    world = await openImportWorld();
    const source = await changedProvider({
      'internet-services': (rows) => rows.map((row) => ({ ...row, ...CHANGED[String(row['id'])] })),
    });
    const report = await importFrom(world, source);
    const refused = report.exceptions.filter((one) => one.code === 'REFUSED_ROW');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      entity: 'internet_service',
      id: 1002,
      note: expect.stringContaining('unitPrice'),
    });
    expect(report.counts['services_internet']).toBe(57);
    const known = report.exceptions.map(({ code, entity, id }) => `${code} ${entity} ${id}`);
    expect(known).toEqual(expect.arrayContaining(['DUPLICATE_LINE service 1007', 'LINES_TO_CHECK router 1']));
    expect(
      await world.rows(
        `SELECT access.login, access.method, access.circuit_id AS line, access.remote_id AS far_end, sector.name AS sector, site.name AS site, sector.download_kbps AS down,
           sector.upload_kbps AS up FROM networking.access access
           LEFT JOIN networking.sector sector ON sector.id = access.sector_id LEFT JOIN networking.site site ON site.id = sector.site_id
          WHERE access.circuit_id IS NOT NULL OR access.sector_id IS NOT NULL ORDER BY access.login`,
      ),
    ).toEqual([
      {
        login: '000003',
        method: 'ipoe',
        line: null,
        far_end: null,
        sector: 'North sector',
        site: 'tower-dhcp',
        down: 204_800,
        up: 51_200,
      },
      {
        login: '000004',
        method: 'ipoe',
        line: 'Gi0/1:10',
        far_end: 'cpe-17',
        sector: null,
        site: null,
        down: null,
        up: null,
      },
      {
        login: '000005',
        method: 'ipoe',
        line: 'Gi0/1:10',
        far_end: null,
        sector: null,
        site: null,
        down: null,
        up: null,
      },
    ]);
  });

  it('says of a collection that it was not readable, and never that it is empty', async () => {
    world = await openImportWorld();
    const report = await importFrom(
      world,
      await changedProvider({ transactions: () => 'not readable', routers: () => 'not readable' }),
    );
    expect(report.not_readable).toEqual({ transactions: 'forbidden', routers: 'forbidden' });
    expect(report.exceptions.some((one) => one.code === 'BALANCE_MISMATCH')).toBe(false);
    expect(report.exceptions.some((one) => one.code === 'UNKNOWN_ROUTER')).toBe(false);
    expect(report.payments).toEqual(EXPECTED.payments);
  });

  it('lists what is below a cent, and makes no debt of it', async () => {
    world = await openImportWorld();
    const exact = '19.9928';
    const source = await changedProvider({
      invoices: withRow('2001', (row) => ({
        ...row,
        items: [{ ...(row['items'] as readonly object[])[0], price: '16.2543' }],
      })),
      transactions: withRow('5001', (row) => ({ ...row, price: '16.2543', total: exact })),
      'customer-billing': (rows) =>
        rows.map((row) => (row['customer_id'] === '1' ? { ...row, deposit: '-0.0028' } : row)),
    });
    const report = await importFrom(world, source);
    expect(report.balances.by_customer['1']).toBe('-0.0028');
    expect(report.balances.residues).toEqual({ '1': '-0.0028' });
    expect(report.balances.customers_with_sub_cent_residue).toBe(1);
    expect(report.balances.customers_in_debt).toBe(EXPECTED.balances['customers_in_debt']);
    const [account] = await world.rows<{ balance_minor: string }>(
      'SELECT balance_minor FROM billing.account JOIN crm.customer ON id = customer_id WHERE number = 1',
    );
    expect(account?.balance_minor).toBe('0');
    expect(new Decimal(exact).minus('19.99').toFixed(4)).toBe('0.0028');
  });

  it('settles nothing any more with a payment that was taken back', async () => {
    world = await openImportWorld();
    const base = {
      invoice_id: null,
      credit_note_id: null,
      request_id: null,
      payment_type: '2',
      remind_amount: '0.0000',
    };
    const source = await changedProvider({
      payments: (rows) => [
        ...rows,
        { ...base, id: '9001', customer_id: '1', date: '2026-03-02', receipt_number: 'in', amount: '50.0000' },
        { ...base, id: '9002', customer_id: '1', date: '2026-03-03', receipt_number: 'back', amount: '-50.0000' },
      ],
      transactions: (rows) => [
        ...rows,
        {
          id: '9901',
          customer_id: '1',
          type: 'credit',
          total: '50.0000',
          date: '2026-03-02',
          payment_id: '9001',
          to_invoice: false,
        },
        {
          id: '9902',
          customer_id: '1',
          type: 'debit',
          total: '50.0000',
          date: '2026-03-03',
          payment_id: '9002',
          to_invoice: false,
        },
      ],
    });
    const report = await importFrom(world, source);
    expect(report.exceptions.filter((one) => one.code === 'REVERSED_PAYMENT').map((one) => one.id)).toEqual([9002]);
    expect(report.payments).toEqual({
      ...EXPECTED.payments,
      negative_count: 2,
      by_method: EXPECTED.payments['by_method'],
    });
    expect(report.balances.by_customer).toEqual(EXPECTED.balances.by_customer);
  });

  it('lives beside customers who are here already: numbers and logins that are taken are noted, figures agree', async () => {
    world = await openImportWorld();
    await world.run(SetUpOperator, {
      name: 'Test Net',
      timeZone: 'Europe/Bratislava',
      currency: 'EUR',
      locale: 'en',
      country: 'SK',
    });
    const { partnerId } = await world.run(OpenPartner, { name: 'Main' });
    for (const login of ['000005', 'other'])
      await world.run(OpenCustomer, { partnerId, category: 'person', name: 'Here already', login });
    const report = await importFolder(world, SAMPLE_PROVIDER);
    expect(report.balances.by_customer).toEqual(EXPECTED.balances.by_customer);
    expect(report.exceptions).toHaveLength(EXPECTED.exceptions.length);
    expect(report.notes).toEqual([
      'customer 1: the number is taken here; it is 1000001',
      'customer 2: the number is taken here; it is 1000002',
      'customer 5: the login "000005" is taken here; the customer has none',
    ]);
  });

  it('refuses books in another currency than the accounts here', async () => {
    world = await openImportWorld();
    await world.run(SetUpOperator, {
      name: 'Test Net',
      timeZone: 'Europe/Bratislava',
      currency: 'EUR',
      locale: 'en',
      country: 'SK',
    });
    await expect(importFolder(world, SAMPLE_PROVIDER, 'ZAR')).rejects.toMatchObject({ code: 'OTHER_CURRENCY' });
  });

  async function count(table: string): Promise<number> {
    const [row] = await world.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return row?.count ?? 0;
  }
});
