import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Act, Command, type CommandRule, permit, type Query } from '@demarc/commands';
import { invalid, notFound } from '@demarc/kernel';
import { IsIn, IsObject, IsString, MaxLength } from 'class-validator';
import { sayIn } from '../../domain/texts/report-tongue.js';
import { ReportingPermissions } from '../../permissions.js';
import { reportOf } from '../reports/all-reports.js';
import { permitReport, ReportDesk } from '../reports/run-report.query.js';
import { ExportJob } from './export.job.js';
import { EXPORT_FORMATS, type ExportFormat } from './export-formats.js';
import { listOf } from './list-tables.js';
import { storeExport } from './stored-export.js';

export class RequestExportInput {
  /** `report:tax`, `invoices`, `ledger`. */
  @IsString()
  @MaxLength(100)
  subject: string;

  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;

  @IsObject()
  question: object;
}

/** Asks for a file. A job writes it with the reach that the person has now; only they can fetch it. */
@Injectable()
export class RequestExport extends Command<RequestExportInput, { exportId: string }> {
  readonly rule: CommandRule = {
    name: 'reporting.requestExport',
    sentence: 'Export a list or report as a file',
    permission: ReportingPermissions['table.export'],
    risk: 'normal',
  };
  readonly input = RequestExportInput;

  constructor(
    private readonly modules: ModuleRef,
    private readonly desk: ReportDesk,
  ) {
    super();
  }

  async handle({ subject, format, question }: RequestExportInput, act: Act): Promise<{ exportId: string }> {
    const title = this.permitted(subject, format, act);
    const say = sayIn(await this.desk.localeOf(act.sql, act.actor));
    const exportId = await storeExport(act, { subject, title: say(title), format, question });
    act.enqueue(ExportJob, { exportId });
    act.audit({ kind: 'export', id: exportId }, `${title} exported as ${format.toUpperCase()}`);
    return { exportId };
  }

  /** What somebody may not read they may not export either. */
  private permitted(subject: string, format: ExportFormat, { actor }: Act): string {
    if (format === 'zip') throw invalid('FORMAT_NOT_OFFERED', 'An archive is for documents, not for a list.');
    if (format === 'hledger' && subject !== 'report:journal')
      throw invalid('FORMAT_NOT_OFFERED', 'Only the journal can be exported for hledger.');
    if (subject.startsWith('report:')) {
      const report = reportOf(subject.slice('report:'.length));
      permitReport(report, actor);
      return report.title;
    }
    const list = listOf(subject);
    if (!list) throw notFound('list');
    permit(this.modules.get<Query<never, unknown>>(list.query, { strict: false }).rule, actor);
    return list.title;
  }
}
