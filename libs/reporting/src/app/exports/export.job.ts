import { Injectable } from '@nestjs/common';
import { scopeOf } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { DEFAULT_JOB, Job } from '@demarc/jobs';
import { Clock, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PaperPress } from '@demarc/billing';
import { HledgerJournal } from '../ledger/hledger-journal.js';
import { type Say, sayIn } from '../../domain/texts/report-tongue.js';
import { reportOf } from '../reports/all-reports.js';
import type { AskedOfReport } from '../reports/report-question.js';
import { ReportDesk } from '../reports/run-report.query.js';
import { ENDINGS } from './export-formats.js';
import { type ExportTable, fileNameOf } from './export-table.js';
import { ExportFile } from './export-file.js';
import { actorOf, type StoredExport } from './stored-export.js';
import { listOf, listTable } from './list-tables.js';
import { reportTable } from './report-table.js';
import { tablePaper } from './table-paper.js';
import { type FileSink, writeCsv, writeXlsx } from './write-file.js';

type ExportRow = StoredExport<AskedOfReport & object>;

/** Writes the file of an export, with the rights and reach that whoever asked had. A second try begins anew. */
@Injectable()
export class ExportJob extends Job<{ exportId: string }> {
  readonly name = 'reporting.export';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 2, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly queries: QueryBus,
    private readonly operators: Operators,
    private readonly desk: ReportDesk,
    private readonly hledger: HledgerJournal,
    private readonly press: PaperPress,
  ) {
    super();
  }

  async run({ exportId }: { exportId: string }): Promise<void> {
    const row = await this.database.read(EVERYTHING, (sql) =>
      sql.first<ExportRow>(`SELECT * FROM reporting.export WHERE id = $1 AND state IN ('waiting', 'working')`, [
        exportId,
      ]),
    );
    if (!row) return;
    const file = new ExportFile(this.database, row.id);
    try {
      await file.begin();
      const fileName = await this.write(row, file);
      await file.finish(fileName, this.clock.now());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await file.fail(error.message, this.clock.now());
    }
  }

  private async write(row: ExportRow, file: ExportFile): Promise<string> {
    const call: Call = { actor: actorOf(row), requestId: `export-${row.id}` };
    const ending = ENDINGS[row.format];
    if (row.subject.startsWith('report:')) return this.writeReport(row, call, file, ending);
    const list = listOf(row.subject);
    if (!list) throw new Refusal('not_found', 'NOT_FOUND', 'There is no such list any more.');
    const say = await this.sayTo(call);
    await this.writeTable(listTable(list, row.question, this.queries, call, say), row, file, say);
    const { timeZone } = await this.database.read(EVERYTHING, (sql) => this.operators.settings(sql));
    return fileNameOf(list.title, this.clock.todayIn(timeZone), ending);
  }

  private async writeReport(row: ExportRow, call: Call, file: ExportFile, ending: string): Promise<string> {
    return this.database.read(scopeOf(call.actor), async (sql) => {
      const asking = { sql, actor: call.actor, clock: this.clock };
      const prepared = await this.desk.prepare(row.subject.slice('report:'.length), row.question, asking);
      const { definition, question } = prepared;
      const period = definition.period === 'range' ? `${question.from}-${question.through}` : question.through;
      if (row.format === 'hledger') await this.hledger.write(sql, question, file);
      else {
        const table = await reportTable(sql, prepared);
        await file.expect(table.total);
        await this.writeTable(table, row, file, sayIn(question.locale));
      }
      return fileNameOf(reportOf(definition.id).title, period, ending);
    });
  }

  private sayTo({ actor }: Call): Promise<Say> {
    return this.database.read(scopeOf(actor), async (sql) => sayIn(await this.desk.localeOf(sql, actor)));
  }

  private async writeTable(table: ExportTable, row: ExportRow, sink: FileSink, say: Say): Promise<void> {
    if (row.format === 'csv') return writeCsv(table, sink);
    const operator = await this.database.read(EVERYTHING, (sql) => this.operators.settings(sql));
    if (row.format === 'xlsx') return writeXlsx(table, operator.currency, sink);
    const paper = await tablePaper(table, operator, this.clock.now(), row.requested_by, say);
    await sink.progress(paper.rows.length);
    await sink.write(await this.press.draw(paper));
  }
}
