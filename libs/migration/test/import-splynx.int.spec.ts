import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '@demarc/testing';
import type { ImportReport } from '../src/index.js';
import { importFolder, openImportWorld } from './import-world.js';
import { EXPECTED, SAMPLE_PROVIDER } from './sample-provider.js';

const TABLES = ['crm', 'billing', 'networking', 'migration'];

describe('importing a whole provider', () => {
  let world: World;
  let report: ImportReport;
  beforeAll(async () => {
    world = await openImportWorld();
    report = await importFolder(world, SAMPLE_PROVIDER);
  });
  afterAll(async () => {
    expect(await world.violations()).toEqual([]);
    await world.close();
  });

  it('counts every row of the source, in the books or set aside', () => {
    const {
      tickets: _t,
      ticket_messages: _m,
      inventory_items: _i,
      customers_online: _o,
      proforma_invoices: _p,
      ...expected
    } = EXPECTED.counts;
    expect(report.counts).toEqual(expected);
  });

  it('agrees with what finance expects, read back from the database', () => {
    const { sum_ledger, residues, ...balances } = report.balances;
    expect(balances).toEqual(EXPECTED.balances);
    expect(sum_ledger).toBe(EXPECTED.balances['sum_from_transactions']);
    expect(residues).toEqual({});
    expect(report.invoices).toEqual(EXPECTED.invoices);
    expect(report.payments).toEqual(EXPECTED.payments);
    expect(report.credit_notes).toEqual(EXPECTED.credit_notes);
    expect(report.tax_by_rate).toEqual(EXPECTED.tax_by_rate);
    expect(report.customers_by_status).toEqual(EXPECTED.customers_by_status);
    expect(report.customers_by_billing_type).toEqual(EXPECTED.customers_by_billing_type);
  });

  it('lists exactly the rows that need a person', () => {
    const key = (one: { readonly code: string; readonly entity: string; readonly id: string | number }): string =>
      `${one.code} ${one.entity} ${one.id}`;
    expect(report.exceptions.map(key).sort()).toEqual(EXPECTED.exceptions.map(key).sort());
  });

  it('lists the older days of services that no invoice charges, apart from the rows that need a person', () => {
    expect(report.unbilled.length).toBeGreaterThan(0);
    for (const one of report.unbilled) {
      expect(one).toMatchObject({ code: 'UNBILLED_DAYS', entity: 'service', id: expect.any(Number) });
      expect(one.from <= one.through && one.through < report.snapshot).toBe(true);
      expect(one.days).toBeGreaterThan(0);
    }
  });

  it('changes nothing when it is repeated', async () => {
    const before = await fingerprint(world);
    const again = await importFolder(world, SAMPLE_PROVIDER);
    expect(again.written).toEqual({});
    expect(again.changed_in_source).toEqual([]);
    expect(await fingerprint(world)).toEqual(before);
    const { written: _first, ...rest } = report;
    const { written: _second, ...same } = again;
    expect(same).toEqual(rest);
  });

  it('keeps no password and no secret where the database shows it', async () => {
    const rows = await world.rows<{ raw: string }>(
      `SELECT raw::text AS raw FROM migration.staged_row UNION ALL SELECT changes::text FROM platform.audit_entry`,
    );
    expect(rows.filter((row) => /pw\d{6}|sharedsecret1/.test(row.raw ?? ''))).toEqual([]);
  });

  it('keeps the number that people know, and goes on behind the highest', async () => {
    const [row] = await world.rows<{ name: string; next: string }>(
      `SELECT name, (SELECT last_value FROM crm.customer_number) AS next FROM crm.customer WHERE number = 1`,
    );
    expect(row?.name).toBe('Chloé Dvořák');
    expect(Number(row?.next)).toBeGreaterThanOrEqual(55);
  });

  it('puts a hold on whom a person blocked, and standing on whom the ledger did', async () => {
    const rows = await world.rows<{ number: string; standing: string; open_holds: number; customer_status: string }>(
      `SELECT number, standing, open_holds, customer_status FROM billing.account JOIN crm.customer ON id = customer_id WHERE number IN (6, 7, 8) ORDER BY number`,
    );
    expect(rows).toEqual([
      { number: '6', standing: 'blocked', open_holds: 0, customer_status: 'blocked' },
      { number: '7', standing: 'good', open_holds: 1, customer_status: 'blocked' },
      { number: '8', standing: 'inactive', open_holds: 0, customer_status: 'inactive' },
    ]);
  });
});

/** Every row of every table of the contexts, but for the log of runs. */
async function fingerprint(world: World): Promise<Record<string, string>> {
  const tables = await world.rows<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1) AND tablename <> 'import_run'
       AND has_table_privilege(current_user, format('%I.%I', schemaname, tablename), 'SELECT') ORDER BY 1`,
    [TABLES],
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await world.rows<{ print: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS print FROM ${name} t`,
    );
    prints[name] = row?.print ?? '';
  }
  return prints;
}
