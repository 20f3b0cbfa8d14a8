import { Injectable } from '@nestjs/common';
import { holds } from '@demarc/access';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { ReportingPermissions } from '../../permissions.js';
import { REPORTS } from './all-reports.js';
import type { ReportDefinition } from './report.js';

/** The reports whose figures the reader may see. */
@Injectable()
export class ListReports extends Query<Record<string, never>, readonly ReportDefinition[]> {
  readonly rule: Rule = {
    name: 'reporting.listReports',
    sentence: 'See which reports there are',
    permission: ReportingPermissions['report.view'],
  };

  answer(_: Record<string, never>, { actor }: Asking): Promise<readonly ReportDefinition[]> {
    return Promise.resolve(REPORTS.filter((report) => holds(actor, report.permission)));
  }
}
