import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Act, Command, type CommandRule, IsRecordId, permit } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { contentHash, conflict, invalid, notFound } from '@demarc/kernel';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsObject, IsOptional } from 'class-validator';
import { ReportingPermissions } from '../../permissions.js';
import {
  invoiceConditions,
  InvoiceList,
  type InvoiceListFilter,
  invoicesByText,
  todayOf,
} from '../invoice-list.query.js';
import { all, Parameters } from '../parameters.js';
import { rowConditions } from '../row-reach.js';
import { PapersJob } from './papers.job.js';
import { storeExport } from './stored-export.js';

export type PapersFormat = 'pdf' | 'zip';
export const PAPERS_FORMATS: readonly PapersFormat[] = ['pdf', 'zip'];
/** One PDF is drawn as a whole, an archive document by document. */
export const MOST_PAPERS: Readonly<Record<PapersFormat, number>> = { pdf: 1_000, zip: 20_000 };
const MOST_CHOSEN = 1_000;

export class RequestPapersInput {
  @IsIn(PAPERS_FORMATS)
  format: PapersFormat;

  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_CHOSEN)
  @IsRecordId({ each: true })
  invoiceIds?: string[] | null;

  @IsOptional()
  @IsRecordId()
  runId?: string | null;

  @IsOptional()
  @IsObject()
  filter?: InvoiceListFilter | null;
}

/**
 * Asks for many invoices as one file: those that are chosen, those of a run, or all that a filter lists. Issued documents never
 * change, so whoever asks for the same ones again while the file is kept gets the same file.
 */
@Injectable()
export class RequestPapers extends Command<RequestPapersInput, { exportId: string }> {
  readonly rule: CommandRule = {
    name: 'reporting.requestPapers',
    sentence: 'Get many invoices as one file',
    permission: ReportingPermissions['table.export'],
    risk: 'normal',
  };
  readonly input = RequestPapersInput;

  constructor(
    private readonly modules: ModuleRef,
    private readonly operators: Operators,
  ) {
    super();
  }

  async handle(input: RequestPapersInput, act: Act): Promise<{ exportId: string }> {
    permit(this.modules.get(InvoiceList, { strict: false }).rule, act.actor);
    const { format } = input;
    const ids = await this.chosen(input, act);
    const hash = contentHash({ papers: 'invoice', format, ids });
    const known = await act.sql.first<{ id: string }>(
      `SELECT id FROM reporting.export WHERE content_hash = $1 AND requested_by_id IS NOT DISTINCT FROM $2 AND state <> 'failed' ORDER BY created_at DESC LIMIT 1`,
      [hash, ownerOf(act)],
    );
    if (known) return { exportId: known.id };
    const title = ids.length === 1 ? 'One invoice' : `${ids.length} invoices`;
    const exportId = await storeExport(act, {
      subject: 'papers:invoices',
      title,
      format,
      question: { count: ids.length },
      contentHash: hash,
    });
    await act.sql.execute(
      `INSERT INTO reporting.export_paper (export_id, position, document_id) SELECT $1, chosen.position, chosen.id FROM unnest($2::uuid[]) WITH ORDINALITY chosen (id, position)`,
      [exportId, ids],
    );
    await act.sql.execute('UPDATE reporting.export SET rows_total = $2 WHERE id = $1', [exportId, ids.length]);
    act.enqueue(PapersJob, { exportId });
    act.audit({ kind: 'export', id: exportId }, `${title} as ${format.toUpperCase()}`);
    return { exportId };
  }

  /** By number, as they stand in a folder. */
  private async chosen({ format, invoiceIds, runId, filter }: RequestPapersInput, act: Act): Promise<string[]> {
    if ([invoiceIds, runId, filter].filter((given) => given !== null && given !== undefined).length !== 1)
      throw invalid('ONE_CHOICE', 'Say either which invoices, or of which run, or by which filter.');
    const { sql, actor } = act;
    const parameters = new Parameters();
    const today = `${parameters.add(await todayOf(this.operators, sql, { todayIn: (zone) => act.todayIn(zone) }))}::date`;
    const conditions = filter
      ? invoiceConditions(actor, filter, parameters, today)
      : rowConditions(actor, {}, parameters);
    conditions.push(`${today} IS NOT NULL`);
    const within = filter && invoicesByText(filter.text, parameters);
    if (within) conditions.push(`row.id IN (${within})`);
    if (invoiceIds) conditions.push(`row.id = ANY (${parameters.add(invoiceIds)}::uuid[])`);
    if (runId) conditions.push(`row.run_id = ${parameters.add(runId)}::uuid`);
    const most = MOST_PAPERS[format];
    const rows = await sql.query<{ id: string }>(
      `SELECT row.id FROM billing.invoice row WHERE ${all(conditions)} ORDER BY row.issued_on, row.ordinal, row.id LIMIT ${most + 1}`,
      parameters.values,
    );
    if (invoiceIds && rows.length < new Set(invoiceIds).size) throw notFound('invoice');
    if (rows.length === 0) throw conflict('NOTHING_TO_PRINT', 'There is no invoice among these. Choose others.');
    if (rows.length > most)
      throw conflict(
        'TOO_MANY_PAPERS',
        format === 'pdf'
          ? `One PDF takes at most ${most} invoices. Choose fewer, or take an archive.`
          : `An archive takes at most ${most} invoices. Choose fewer.`,
      );
    return rows.map(({ id }) => id);
  }
}

function ownerOf({ actor }: Act): string | null {
  return 'id' in actor ? actor.id : null;
}
