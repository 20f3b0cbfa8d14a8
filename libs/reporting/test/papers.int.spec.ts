import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingPermissions, IssueOneTimeInvoice, PaperPress, Papers } from '@demarc/billing';
import { CrmPermissions, type CustomerId } from '@demarc/crm';
import type { JobContext } from '@demarc/jobs';
import { asId } from '@demarc/kernel';
import { staffWith, superAdministrator } from '@demarc/testing';
import {
  FindExport,
  PapersJob,
  ReadExportPart,
  ReportingPermissions,
  RequestExport,
  RequestPapers,
  ResumeExport,
} from '../src/index.js';
import { openPerson } from './reporting-world.js';
import { openReportsWorld, type ReportsWorld } from './reports-world.js';

describe('many invoices as one file', () => {
  let crm: ReportsWorld;
  let folder: string;
  let ids: string[];
  const boss = superAdministrator();
  beforeAll(async () => {
    crm = await openReportsWorld();
    folder = mkdtempSync(join(tmpdir(), 'papers-'));
    const customerId = (await openPerson(crm.world, crm.north, { name: 'Dora Example' })) as CustomerId;
    ids = [];
    for (let count = 0; count < 7; count += 1) {
      const lines = [{ description: `Visit ${count}`, unitPrice: '10.00' }];
      ids.push((await crm.world.run(IssueOneTimeInvoice, { customerId, lines })).invoiceId);
    }
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  const request = async (input: object, actor = boss): Promise<string> =>
    (await crm.world.run(RequestPapers, input as never, actor)).exportId;
  const bytesOf = async (id: string, actor = boss): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    for (let position = 1; ; position += 1) {
      const piece = await crm.world.ask(ReadExportPart, { id, position }, actor);
      if (!piece) return Buffer.concat(pieces);
      pieces.push(piece);
    }
  };
  const unpacked = (bytes: Buffer): { name: string; sha: string }[] => {
    const into = mkdtempSync(join(folder, 'zip-'));
    writeFileSync(join(into, 'a.zip'), bytes);
    expect(execFileSync('unzip', ['-t', join(into, 'a.zip')]).toString()).toContain('No errors detected');
    execFileSync('unzip', ['-q', join(into, 'a.zip'), '-d', join(into, 'files')]);
    return readdirSync(join(into, 'files'))
      .sort()
      .map((name) => ({ name, sha: sha(readFileSync(join(into, 'files', name))) }));
  };
  const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

  it('come as an archive of the very papers that are kept, by those who asked alone', async () => {
    const id = await request({ format: 'zip', invoiceIds: ids });
    await crm.world.settle();
    const found = await crm.world.ask(FindExport, { id }, boss);
    expect(found).toMatchObject({ state: 'done', rowsDone: 7, rowsTotal: 7, title: '7 invoices' });
    const bytes = await bytesOf(id);
    expect(bytes.length).toBe(Number(found.fileBytes));
    const kept = await crm.world.rows<{ sha: string }>(
      `SELECT encode(sha256, 'hex') AS sha FROM billing.document_file WHERE document_id = ANY ($1::uuid[]) ORDER BY 1`,
      [ids],
    );
    const files = unpacked(bytes);
    expect(files.map((file) => file.sha).sort()).toEqual(kept.map((file) => file.sha));
    expect(files[0]?.name).toMatch(/^invoice-INV-\d{4}-\d{6}\.pdf$/);
    const other = { ...staffWith([ReportingPermissions['table.export']]), id: asId<'Staff'>(crm.north) };
    await expect(crm.world.ask(FindExport, { id }, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('come as one PDF with a page for each', async () => {
    const id = await request({ format: 'pdf', invoiceIds: ids });
    await crm.world.settle();
    expect(await crm.world.ask(FindExport, { id }, boss)).toMatchObject({ state: 'done', rowsDone: 7 });
    const file = join(folder, 'all.pdf');
    const bytes = await bytesOf(id);
    writeFileSync(file, bytes);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(7);
  });

  it('are the same file for whoever asks for the same again', async () => {
    const [first, again, other] = [
      await request({ format: 'zip', invoiceIds: ids }),
      await request({ format: 'zip', invoiceIds: [...ids].reverse() }),
      await request({ format: 'zip', invoiceIds: ids.slice(1) }),
    ];
    expect([again, other === first]).toEqual([first, false]);
  });

  it('that broke off go on after what stands in the file, and the archive is whole', async () => {
    await crm.world.settle();
    const papers = crm.world.app.get(Papers);
    const job = crm.world.app.get(PapersJob);
    const print = papers.print.bind(papers);
    const printed: string[] = [];
    const broken = new AbortController();
    const big = Buffer.alloc(600_000, 7);
    papers.print = async (kind, id, call) => {
      printed.push(id);
      if (printed.length === 5) broken.abort(new Error('the worker was stopped'));
      const { fileName } = await print(kind, id, call);
      return { fileName, bytes: big };
    };
    try {
      const id = await request({ format: 'zip', invoiceIds: ids.slice(0, 6) });
      const context: JobContext = { jobId: 'test', retryCount: 0, signal: broken.signal };
      await expect(job.run({ exportId: id }, context)).rejects.toThrow('the worker was stopped');
      expect(await crm.world.ask(FindExport, { id }, boss)).toMatchObject({
        state: 'working',
        rowsDone: 4,
        rowsTotal: 6,
      });
      await crm.world.run(ResumeExport, { exportId: id }, boss);
      await crm.world.settle();
      expect(await crm.world.ask(FindExport, { id }, boss)).toMatchObject({ state: 'done', rowsDone: 6 });
      expect(printed.slice(5)).toEqual(ids.slice(4, 6));
      const files = unpacked(await bytesOf(id));
      expect(files.map((file) => file.sha)).toEqual(Array.from({ length: 6 }, () => sha(big)));
      await expect(crm.world.run(ResumeExport, { exportId: id }, boss)).rejects.toMatchObject({ code: 'EXPORT_DONE' });
    } finally {
      papers.print = print;
    }
  });

  it('are chosen by run, by filter, or one by one, within what the one who asks reaches', async () => {
    const [run] = await crm.world.rows<{ id: string; count: string }>(
      'SELECT run_id AS id, count(*)::text AS count FROM billing.invoice WHERE run_id IS NOT NULL GROUP BY run_id LIMIT 1',
    );
    if (run) {
      const ofRun = await crm.world.ask(FindExport, { id: await request({ format: 'pdf', runId: run.id }) }, boss);
      expect(String(ofRun.rowsTotal)).toBe(run.count);
    }
    const [all] = await crm.world.rows<{ count: string }>('SELECT count(*)::text AS count FROM billing.invoice');
    const listed = await crm.world.ask(FindExport, { id: await request({ format: 'zip', filter: {} }) }, boss);
    expect(String(listed.rowsTotal)).toBe(all?.count);
    const south = staffWith(
      [ReportingPermissions['table.export'], BillingPermissions['invoice.view'], CrmPermissions['customer.viewAll']],
      [crm.south],
    );
    await expect(request({ format: 'zip', invoiceIds: ids }, south)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [theirs] = await crm.world.rows<{ count: string }>(
      'SELECT count(*)::text AS count FROM billing.invoice WHERE partner_id = $1',
      [crm.south],
    );
    const own = await request({ format: 'zip', filter: {} }, south);
    await crm.world.settle();
    expect(await crm.world.ask(FindExport, { id: own }, south)).toMatchObject({
      state: 'done',
      rowsTotal: Number(theirs?.count),
    });
  });

  it('are refused without a choice, with two, with none to print, and without the right to read invoices', async () => {
    await expect(request({ format: 'zip' })).rejects.toMatchObject({ code: 'ONE_CHOICE' });
    await expect(request({ format: 'zip', invoiceIds: ids, filter: {} })).rejects.toMatchObject({ code: 'ONE_CHOICE' });
    await expect(
      request({ format: 'zip', filter: { from: '2031-01-01', through: '2031-01-02' } }),
    ).rejects.toMatchObject({ code: 'NOTHING_TO_PRINT' });
    const exporter = staffWith([ReportingPermissions['table.export'], CrmPermissions['customer.viewAll']]);
    await expect(request({ format: 'zip', filter: {} }, exporter)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(
      crm.world.run(RequestExport, { subject: 'invoices', format: 'zip', question: {} }),
    ).rejects.toMatchObject({ code: 'FORMAT_NOT_OFFERED' });
    await crm.world.app.get(PaperPress).onApplicationShutdown();
  });
});
