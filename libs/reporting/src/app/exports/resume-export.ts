import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import { ReportingPermissions } from '../../permissions.js';
import { ExportJob } from './export.job.js';
import { PapersJob } from './papers.job.js';

export class ResumeExportInput {
  @IsRecordId()
  exportId: string;
}

/** Sets an export of one's own going again that failed or broke off. Documents that stand in its file already stay there. */
@Injectable()
export class ResumeExport extends Command<ResumeExportInput, { exportId: string }> {
  readonly rule: CommandRule = {
    name: 'reporting.resumeExport',
    sentence: 'Go on with an export of your own',
    permission: ReportingPermissions['table.export'],
    risk: 'normal',
  };
  readonly input = ResumeExportInput;

  async handle({ exportId }: ResumeExportInput, act: Act): Promise<{ exportId: string }> {
    const row = await act.sql.first<{ subject: string; title: string; state: string }>(
      'SELECT subject, title, state FROM reporting.export WHERE id = $1 AND requested_by_id IS NOT DISTINCT FROM $2 FOR UPDATE',
      [exportId, actorLabel(act.actor).id],
    );
    if (!row) throw notFound('export');
    if (row.state === 'done') throw conflict('EXPORT_DONE', 'The file is written already. Fetch it.');
    await act.sql.execute(
      `UPDATE reporting.export SET state = 'waiting', fault = NULL, finished_at = NULL WHERE id = $1`,
      [exportId],
    );
    if (row.subject.startsWith('papers:')) act.enqueue(PapersJob, { exportId });
    else act.enqueue(ExportJob, { exportId });
    act.audit({ kind: 'export', id: exportId }, `${row.title}: export goes on`);
    return { exportId };
  }
}
