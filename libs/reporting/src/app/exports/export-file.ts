import { Database, EVERYTHING } from '@demarc/persistence';
import type { FileSink } from './write-file.js';

const PIECE = 1 << 20;

/** The file of an export while it is written: pieces of about a megabyte, each in a transaction of its own, with how far it is. */
export class ExportFile implements FileSink {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private position = 0;
  private bytes = 0;
  private rowsDone = 0;

  constructor(
    private readonly database: Database,
    private readonly id: string,
  ) {}

  /** What an earlier try wrote is thrown away. */
  begin(): Promise<void> {
    return this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute('DELETE FROM reporting.export_part WHERE export_id = $1', [this.id]);
      await sql.execute(`UPDATE reporting.export SET state = 'working', rows_done = 0 WHERE id = $1`, [this.id]);
    });
  }

  async expect(rows: number | null): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute('UPDATE reporting.export SET rows_total = $2 WHERE id = $1', [this.id, rows]),
    );
  }

  readonly write = async (bytes: Buffer): Promise<void> => {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= PIECE) await this.flush();
  };

  readonly progress = async (rowsDone: number): Promise<void> => {
    this.rowsDone = rowsDone;
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute('UPDATE reporting.export SET rows_done = $2 WHERE id = $1', [this.id, rowsDone]),
    );
  };

  async finish(fileName: string, at: Date): Promise<void> {
    await this.flush();
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE reporting.export SET state = 'done', rows_done = $2, rows_total = coalesce(rows_total, $2), file_name = $3, file_bytes = $4, finished_at = $5 WHERE id = $1`,
        [this.id, this.rowsDone, fileName, this.bytes, at],
      ),
    );
  }

  async fail(fault: string, at: Date): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(`UPDATE reporting.export SET state = 'failed', fault = $2, finished_at = $3 WHERE id = $1`, [
        this.id,
        fault,
        at,
      ]),
    );
  }

  private async flush(): Promise<void> {
    if (this.waitingBytes === 0) return;
    const piece = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    this.position += 1;
    this.bytes += piece.length;
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute('INSERT INTO reporting.export_part (export_id, position, bytes) VALUES ($1, $2, $3)', [
        this.id,
        this.position,
        piece,
      ]),
    );
  }
}
