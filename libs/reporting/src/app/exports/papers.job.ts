import { Injectable } from '@nestjs/common';
import { crc32 } from 'node:zlib';
import { Papers } from '@demarc/billing';
import type { Call } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import { Clock, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { MOST_ZIP_BYTES, zipDirectory, type ZipEntry, zipHeader } from '../../domain/zip.js';
import { fileNameOf } from './export-table.js';
import { ExportFile } from './export-file.js';
import { PaperArchive } from './paper-archive.js';
import { actorOf, type StoredExport } from './stored-export.js';

const TOLD_EVERY = 25;

/**
 * Writes the documents of an export, with the rights of whoever asked. An archive that broke off goes on after the last document
 * that stands in its file; one PDF is drawn as a whole and begins anew, but the documents in it are kept as they were drawn.
 */
@Injectable()
export class PapersJob extends Job<{ exportId: string }> {
  readonly name = 'reporting.papers';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 1_800, retryLimit: 20, concurrency: 1 };

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly operators: Operators,
    private readonly papers: Papers,
  ) {
    super();
  }

  async run({ exportId }: { exportId: string }, { signal }: JobContext): Promise<void> {
    const row = await this.database.read(EVERYTHING, (sql) =>
      sql.first<StoredExport>(`SELECT * FROM reporting.export WHERE id = $1 AND state IN ('waiting', 'working')`, [
        exportId,
      ]),
    );
    if (!row) return;
    const call: Call = { actor: actorOf(row), requestId: `export-${row.id}` };
    try {
      await (row.format === 'zip' ? this.archive(row, call, signal) : this.bind(row, call, signal));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await new ExportFile(this.database, row.id).fail(error.message, this.clock.now());
    }
  }

  private async archive(row: StoredExport, call: Call, signal: AbortSignal): Promise<void> {
    const archive = await PaperArchive.open(this.database, row.id);
    for (const { documentId, position } of archive.left) {
      signal.throwIfAborted();
      const { bytes, fileName } = await this.papers.print('invoice', documentId, call);
      const head = { name: archive.freeName(fileName), crc32: crc32(bytes), bytes: bytes.length };
      await archive.add(position, head, Buffer.concat([zipHeader(head, row.created_at), bytes]));
      if (archive.length > MOST_ZIP_BYTES)
        throw new Refusal('conflict', 'TOO_LARGE', 'These are more than 4 GB. Choose fewer documents.');
    }
    const entries: readonly ZipEntry[] = await archive.finish();
    await archive.close(
      zipDirectory(entries, archive.length, row.created_at),
      await this.fileName(row, 'zip'),
      this.clock.now(),
    );
  }

  private async bind(row: StoredExport, call: Call, signal: AbortSignal): Promise<void> {
    const file = new ExportFile(this.database, row.id);
    await file.begin();
    const ids = await this.database.read(EVERYTHING, (sql) =>
      sql.query<{ id: string }>(
        'SELECT document_id AS id FROM reporting.export_paper WHERE export_id = $1 ORDER BY position',
        [row.id],
      ),
    );
    const bytes = await this.papers.bind(
      'invoice',
      ids.map(({ id }) => id),
      call,
      async (done) => {
        signal.throwIfAborted();
        if (done % TOLD_EVERY === 0 || done === ids.length) await file.progress(done);
      },
    );
    await file.write(bytes);
    await file.finish(await this.fileName(row, 'pdf'), this.clock.now());
  }

  private async fileName(row: StoredExport, ending: string): Promise<string> {
    const { timeZone } = await this.database.read(EVERYTHING, (sql) => this.operators.settings(sql));
    return fileNameOf(row.title, this.clock.todayIn(timeZone), ending);
  }
}
