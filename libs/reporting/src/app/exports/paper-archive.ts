import { Database, EVERYTHING } from '@demarc/persistence';
import type { ZipEntry } from '../../domain/zip.js';

const PIECE = 1 << 20;

interface PaperRow {
  position: number;
  documentId: string;
  name: string | null;
  crc32: string | null;
  bytes: string | null;
  at: string | null;
}

/**
 * An archive while it is written. A piece of its file and the places of the documents in it are one transaction, so that whatever
 * is known to be written stands in the file, and nothing else does.
 */
export class PaperArchive {
  private readonly names: Set<string>;
  private waiting: { readonly position: number; readonly entry: ZipEntry; readonly bytes: Buffer }[] = [];
  private waitingBytes = 0;

  private constructor(
    private readonly database: Database,
    private readonly id: string,
    private readonly entries: ZipEntry[],
    readonly left: readonly { readonly position: number; readonly documentId: string }[],
    private parts: number,
    private end: number,
  ) {
    this.names = new Set(entries.map(({ name }) => name));
  }

  static open(database: Database, id: string): Promise<PaperArchive> {
    return database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute(`UPDATE reporting.export SET state = 'working' WHERE id = $1`, [id]);
      const rows = await sql.query<PaperRow>(
        `SELECT position, document_id AS "documentId", file_name AS name, crc32, file_bytes AS bytes, starts_at AS at FROM reporting.export_paper WHERE export_id = $1 ORDER BY position`,
        [id],
      );
      const [part] = await sql.query<{ last: number; bytes: string }>(
        'SELECT coalesce(max(position), 0) AS last, coalesce(sum(length(bytes)), 0)::text AS bytes FROM reporting.export_part WHERE export_id = $1',
        [id],
      );
      const written = rows.flatMap(({ name, crc32, bytes, at }) =>
        name === null ? [] : [{ name, crc32: Number(crc32), bytes: Number(bytes), at: Number(at) }],
      );
      const left = rows.filter(({ name }) => name === null);
      return new PaperArchive(database, id, written, left, part?.last ?? 0, Number(part?.bytes ?? 0));
    });
  }

  /** What is written and waits to be. */
  get length(): number {
    return this.end + this.waitingBytes;
  }

  /** Two numbers may read alike in a file name. */
  freeName(wanted: string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : wanted.replace(/(\.[^.]*)?$/, `-${count}$1`);
      if (this.names.has(name)) continue;
      this.names.add(name);
      return name;
    }
  }

  async add(position: number, head: Omit<ZipEntry, 'at'>, bytes: Buffer): Promise<void> {
    this.waiting.push({ position, entry: { ...head, at: this.length }, bytes });
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= PIECE) await this.flush();
  }

  /** Everything that stands in the file, in its order. */
  async finish(): Promise<readonly ZipEntry[]> {
    await this.flush();
    return this.entries;
  }

  async close(directory: Buffer, fileName: string, at: Date): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute('INSERT INTO reporting.export_part (export_id, position, bytes) VALUES ($1, $2, $3)', [
        this.id,
        this.parts + 1,
        directory,
      ]);
      await sql.execute(
        `UPDATE reporting.export SET state = 'done', rows_done = $2, file_name = $3, file_bytes = $4, finished_at = $5 WHERE id = $1`,
        [this.id, this.entries.length, fileName, this.end + directory.length, at],
      );
    });
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    const piece = this.waiting;
    const part = this.parts + 1;
    const done = this.entries.length + piece.length;
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute('INSERT INTO reporting.export_part (export_id, position, bytes) VALUES ($1, $2, $3)', [
        this.id,
        part,
        Buffer.concat(piece.map(({ bytes }) => bytes)),
      ]);
      await sql.execute(
        `UPDATE reporting.export_paper paper SET file_name = written.name, crc32 = written.crc, file_bytes = written.bytes, starts_at = written.at
           FROM unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) written (position, name, crc, bytes, at)
          WHERE paper.export_id = $1 AND paper.position = written.position`,
        [
          this.id,
          piece.map(({ position }) => position),
          piece.map(({ entry }) => entry.name),
          piece.map(({ entry }) => entry.crc32),
          piece.map(({ entry }) => entry.bytes),
          piece.map(({ entry }) => entry.at),
        ],
      );
      await sql.execute('UPDATE reporting.export SET rows_done = $2 WHERE id = $1', [this.id, done]);
    });
    this.entries.push(...piece.map(({ entry }) => entry));
    this.parts = part;
    this.end += this.waitingBytes;
    this.waiting = [];
    this.waitingBytes = 0;
  }
}
