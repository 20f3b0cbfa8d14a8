import { Injectable } from '@nestjs/common';
import { holds } from '@demarc/access';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { sayIn } from '../../domain/texts/report-tongue.js';
import { ReportingPermissions } from '../../permissions.js';
import { REPORTS } from './all-reports.js';
import { definitionIn } from './report-in-tongue.js';
import type { ReportDefinition } from './report.js';
import { ReportDesk } from './run-report.query.js';

/** The reports whose figures the reader may see. */
@Injectable()
export class ListReports extends Query<Record<string, never>, readonly ReportDefinition[]> {
  readonly rule: Rule = {
    name: 'reporting.listReports',
    sentence: 'See which reports there are',
    permission: ReportingPermissions['report.view'],
  };

  constructor(private readonly desk: ReportDesk) {
    super();
  }

  async answer(_: Record<string, never>, { actor, sql }: Asking): Promise<readonly ReportDefinition[]> {
    const say = sayIn(await this.desk.localeOf(sql, actor));
    return REPORTS.filter((report) => holds(actor, report.permission)).map((report) => definitionIn(say, report));
  }
}
