import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingPermissions } from '@demarc/billing';
import { CrmPermissions, EditOperator, ChangePartner } from '@demarc/crm';
import { asId } from '@demarc/kernel';
import { staffWith, superAdministrator } from '@demarc/testing';
import { FindExport, ReadExportPart, ReportingPermissions, RequestExport, RunReport } from '../src/index.js';
import { openPerson } from './reporting-world.js';
import { openReportsWorld, type ReportsWorld } from './reports-world.js';

const QUARTER = { from: '2026-01-01', through: '2026-03-31' };

describe('exports', () => {
  let crm: ReportsWorld;
  const boss = superAdministrator();
  beforeAll(async () => {
    crm = await openReportsWorld();
    await openPerson(crm.world, crm.north, { name: '=HYPERLINK("http://example.test")' });
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  const file = async (subject: string, format: string, question: object = {}, actor = boss): Promise<Buffer> => {
    const { exportId } = await crm.world.run(RequestExport, { subject, format, question }, actor);
    await crm.world.settle();
    const found = await crm.world.ask(FindExport, { id: exportId }, actor);
    expect(found).toMatchObject({ state: 'done', fault: null });
    const pieces: Buffer[] = [];
    for (let position = 1; ; position += 1) {
      const piece = await crm.world.ask(ReadExportPart, { id: exportId, position }, actor);
      if (!piece) break;
      pieces.push(piece);
    }
    expect(Buffer.concat(pieces).length).toBe(Number(found.fileBytes));
    return Buffer.concat(pieces);
  };

  it('write every list and its whole filter as CSV that no spreadsheet takes for a formula', async () => {
    const customers = (await file('customers', 'csv', { filter: {}, sort: 'number', descending: false })).toString();
    expect(customers.split('\r\n')[0]).toMatch(/^Número,Nombre,Categoría,Estado/);
    expect(customers).toContain(`"'=HYPERLINK(""http://example.test"")"`);
    expect(customers.trimEnd().split('\r\n')).toHaveLength(5);
    const [{ count } = { count: '0' }] = await crm.world.rows<{ count: string }>(
      'SELECT count(*) FROM billing.invoice',
    );
    const invoices = (await file('invoices', 'csv', { filter: {} })).toString();
    expect(invoices.trimEnd().split('\r\n')).toHaveLength(Number(count) + 1);
    for (const list of ['credit-notes', 'payments', 'services'])
      expect((await file(list, 'csv', { filter: {} })).toString()).toMatch(/\r\n.*(Ana|Carl) Example/);
    const bobs = (await file('payments', 'csv', { filter: { customerId: crm.bob } })).toString();
    expect(bobs.trimEnd().split('\r\n')).toHaveLength(1);
  });

  it('write a report with typed cells, and a printed one', async () => {
    const sheet = sheetOf(await file('report:tax-documents', 'xlsx', QUARTER));
    expect(sheet).toMatch(/<c r="H2"[^>]*><v>\d+(\.\d+)?<\/v>/);
    expect(sheet).toMatch(/<c r="A2"[^>]*><v>460\d\d<\/v>/);
    expect(sheet).not.toContain('<f>');
    const pdf = await file('report:receivables-aging', 'pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('hold what the one who asked may see, and no more', async () => {
    const permissions = [
      ReportingPermissions['table.export'],
      BillingPermissions['invoice.view'],
      CrmPermissions['customer.viewAll'],
    ];
    const south = staffWith(permissions, [crm.south]);
    const invoices = (await file('invoices', 'csv', { filter: {} }, south)).toString();
    expect(invoices).toContain('Bob Example');
    expect(invoices).not.toContain('Ana Example');
    const report = (await file('report:open-invoices', 'csv', {}, south)).toString();
    expect(report).not.toContain('Ana Example');
    const ask = (subject: string): Promise<unknown> =>
      crm.world.run(RequestExport, { subject, format: 'csv', question: {} }, south);
    await expect(ask('payments')).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(ask('report:trial-balance')).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(ask('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const reader = staffWith([BillingPermissions['invoice.view'], CrmPermissions['customer.viewAll']]);
    await expect(
      crm.world.run(RequestExport, { subject: 'invoices', format: 'csv', question: {} }, reader),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('give a file to nobody but the one who asked for it', async () => {
    const { exportId } = await crm.world.run(
      RequestExport,
      { subject: 'invoices', format: 'csv', question: { filter: {} } },
      boss,
    );
    await expect(crm.world.ask(ReadExportPart, { id: exportId, position: 1 }, boss)).rejects.toMatchObject({
      code: 'EXPORT_NOT_READY',
    });
    await crm.world.settle();
    const other = { ...boss, id: asId<'Staff'>('00000000-0000-7000-8000-0000000000aa') };
    for (const query of [FindExport, ReadExportPart])
      await expect(
        crm.world.ask(query as typeof ReadExportPart, { id: exportId, position: 1 }, other),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const lost = { ...boss, permissions: new Set(boss.permissions) };
    lost.permissions.delete(ReportingPermissions['table.export']);
    await expect(crm.world.ask(ReadExportPart, { id: exportId, position: 1 }, lost)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('say why a file could not be written', async () => {
    const { exportId } = await crm.world.run(
      RequestExport,
      { subject: 'report:statement', format: 'csv', question: {} },
      boss,
    );
    await crm.world.settle();
    expect(await crm.world.ask(FindExport, { id: exportId }, boss)).toMatchObject({
      state: 'failed',
      fault: 'Choose a customer.',
    });
  });

  it('and the reports on the screen are in the language of the operator, or of the partner one works for alone', async () => {
    const [operator] = await crm.world.rows<{ revision: number }>('SELECT revision FROM crm.operator');
    await crm.world.run(EditOperator, { revision: operator?.revision, locale: 'de-DE' });
    const invoices = (await file('invoices', 'csv', { filter: {} })).toString();
    expect(invoices.split('\r\n')[0]).toBe(
      'Nummer,Art,Zustand,Datum,Fällig,Kundennr.,Kunde,Partner,Summe,Offen,Währung',
    );
    const sheet = (await file('report:trial-balance', 'csv', {})).toString();
    expect(sheet).toMatch(/^Konto,Art,Soll-Umsätze,[\s\S]*,Aktiva,/);
    await crm.world.run(ChangePartner, { partnerId: crm.south, legal: { language: 'es' } });
    const south = staffWith(
      [ReportingPermissions['report.view'], BillingPermissions['invoice.view'], CrmPermissions['customer.viewAll']],
      [crm.south],
    );
    const ask = {
      id: 'tax',
      asked: { ...QUARTER, options: [{ name: 'group', value: 'month' }] },
      first: 10,
      offset: 0,
    };
    const { prepared, answered } = await crm.world.ask(RunReport, ask, south);
    expect(prepared.definition.title).toBe('Impuesto');
    expect(prepared.source.columns.map(({ title }) => title)).toContain('Mes');
    expect(answered.sentence).toMatch(/de impuesto sobre .* netos en el período\.$/);
  });
});

/** The first sheet of a workbook, read from the directory at the end of its archive. */
function sheetOf(workbook: Buffer): string {
  const end = workbook.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = workbook.readUInt32LE(end + 16);
  while (workbook.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((place) => workbook.readUInt16LE(at + place));
    if (workbook.toString('utf8', at + 46, at + 46 + (name ?? 0)).endsWith('worksheets/sheet1.xml')) {
      const local = workbook.readUInt32LE(at + 42);
      const from = local + 30 + workbook.readUInt16LE(local + 26) + workbook.readUInt16LE(local + 28);
      const bytes = workbook.subarray(from, from + workbook.readUInt32LE(at + 20));
      return (workbook.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString();
    }
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Error('the workbook has no sheet');
}
