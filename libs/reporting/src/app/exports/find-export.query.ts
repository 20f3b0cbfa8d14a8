import { Injectable } from '@nestjs/common';
import { type Actor, actorLabel } from '@demarc/access';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { ReportingPermissions } from '../../permissions.js';
import type { ExportFormat } from './export-formats.js';

export interface FoundExport {
  readonly id: string;
  readonly title: string;
  readonly format: ExportFormat;
  readonly state: 'waiting' | 'working' | 'done' | 'failed';
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
  readonly fault: string | null;
  readonly fileName: string | null;
  readonly fileBytes: string | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, title, format, state, rows_done AS "rowsDone", rows_total AS "rowsTotal", fault, file_name AS "fileName", file_bytes AS "fileBytes", created_at AS "createdAt"`;

/** An export of one's own: how far it is, and where its file is. Everybody else's does not exist. */
@Injectable()
export class FindExport extends Query<{ readonly id: string }, FoundExport> {
  readonly rule: Rule = {
    name: 'reporting.findExport',
    sentence: 'See an export of your own',
    permission: ReportingPermissions['table.export'],
  };

  answer({ id }: { readonly id: string }, { sql, actor }: Asking): Promise<FoundExport> {
    return ownExport(sql, id, actor);
  }
}

/** A piece of the file; undefined after the last one. */
@Injectable()
export class ReadExportPart extends Query<{ readonly id: string; readonly position: number }, Buffer | undefined> {
  readonly rule: Rule = {
    name: 'reporting.readExport',
    sentence: 'Fetch the file of an export of your own',
    permission: ReportingPermissions['table.export'],
  };

  async answer(
    { id, position }: { readonly id: string; readonly position: number },
    { sql, actor }: Asking,
  ): Promise<Buffer | undefined> {
    const found = await ownExport(sql, id, actor);
    if (found.state !== 'done') throw conflict('EXPORT_NOT_READY', 'The file is not written yet.');
    const part = await sql.first<{ bytes: Buffer }>(
      'SELECT bytes FROM reporting.export_part WHERE export_id = $1 AND position = $2',
      [id, position],
    );
    return part?.bytes;
  }
}

async function ownExport(sql: Sql, id: string, actor: Actor): Promise<FoundExport> {
  const row = await sql.first<FoundExport>(
    `SELECT ${COLUMNS} FROM reporting.export WHERE id = $1 AND requested_by_id IS NOT DISTINCT FROM $2`,
    [id, actorLabel(actor).id],
  );
  if (!row) throw notFound('export');
  return row;
}
