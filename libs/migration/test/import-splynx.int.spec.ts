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

  it('gives plans their fair use, quota and top-ups, and services the data that they had', async () => {
    const rules = await world.rows(
      `SELECT plan.title, jsonb_array_length(policy.fair_use -> 'rules') AS rules, policy.quota ->> 'limitOctets' AS octets,
         policy.quota #> '{bonus,windows}' AS bonus, (SELECT array_agg(sold.title || ' ' || sold.unit_price::numeric(9, 2) ORDER BY sold.title)
           FROM billing.plan sold WHERE sold.id::text IN (SELECT offer ->> 'planId' FROM jsonb_array_elements(policy.quota -> 'offers') offer)) AS offers
         FROM networking.access_policy policy JOIN billing.plan plan ON plan.id = policy.plan_id
        WHERE policy.fair_use IS NOT NULL OR policy.quota IS NOT NULL ORDER BY plan.title`,
    );
    expect(rules).toEqual([
      { title: 'Business 300', rules: 2, octets: null, bonus: null, offers: null },
      {
        title: 'Farm wireless 20',
        rules: null,
        octets: '500000000000',
        bonus: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '06:00' }],
        offers: ['200 GB extra 29.99', '50 GB extra 9.99'],
      },
    ]);
    const grants = await world.rows(
      `SELECT kind, octets::text, used_before::text AS used, begins_on::text AS from, ends_on::text AS until
         FROM networking.quota_grant ORDER BY kind`,
    );
    expect(grants).toEqual([
      { kind: 'correction', octets: '350000000000', used: '0', from: '2026-03-01', until: '2026-04-01' },
      { kind: 'top_up', octets: '50000000000', used: '30000000000', from: '2026-03-01', until: '2028-01-01' },
    ]);
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
