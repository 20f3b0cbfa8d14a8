import { mkdir, open, readFile, rename, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, RandomSource } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { type AccessEntry, SnapshotIndex } from '../../radius/index.js';
import { applyChange, ChangeReader, ChangeWriter, type SnapshotChange } from './snapshot-change.js';

const NAME = 'radius-snapshot';
const ID_BYTES = 16;
/** So many accesses a piece: it is sealed in some milliseconds, and logins are answered between two pieces. */
const PIECE = 1_000;
const LEAST_GROWTH = 1 << 20;

interface Writing {
  readonly file: FileHandle;
  readonly id: string;
  readonly changes: ChangeWriter;
  pieces: number;
  /** Bytes of the whole as it was written, and of what came since. */
  base: number;
  grown: number;
}

/**
 * The snapshot on the disk of this machine, for a start while the database is away: the whole, and after it what changed
 * since. Each piece is sealed (AES-256-GCM, with passwords and secrets in it) and bound to the file and its place there, so
 * that no piece is left out, moved or taken from an older file. A piece that was being written when the power went is dropped.
 */
@Injectable()
export class SnapshotDisk implements OnApplicationShutdown {
  private readonly log = new Logger('access');
  private readonly path: string;
  private writing: Writing | undefined;
  /** One write at a time, in the order in which they were asked for. */
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly secrets: SecretBox,
    private readonly random: RandomSource,
    private readonly clock: Clock,
  ) {
    this.path = join(settings.dataDir, NAME);
  }

  /** The whole anew; the file that stood there stands until this one is on the disk. */
  write(index: SnapshotIndex): Promise<void> {
    return this.inLine(() => this.writeWhole(index));
  }

  /** What changed since. Where the changes have outgrown the whole, it is written anew. */
  append(change: SnapshotChange, index: SnapshotIndex): Promise<void> {
    return this.inLine(async () => {
      const { writing } = this;
      if (!writing) return this.writeWhole(index);
      await this.add(writing, change);
      await writing.file.datasync();
      if (writing.grown > Math.max(LEAST_GROWTH, writing.base / 2)) await this.writeWhole(index);
    });
  }

  private inLine(work: () => Promise<void>): Promise<void> {
    const done = this.line.then(work);
    this.line = done.catch(() => undefined);
    return done;
  }

  private async writeWhole(index: SnapshotIndex): Promise<void> {
    await mkdir(this.settings.dataDir, { recursive: true, mode: 0o700 });
    const id = this.random.bytes(ID_BYTES);
    const file = await open(`${this.path}.part`, 'w', 0o600);
    const writing: Writing = {
      file,
      id: id.toString('hex'),
      changes: new ChangeWriter(),
      pieces: 0,
      base: 0,
      grown: 0,
    };
    try {
      await file.write(id);
      await this.add(writing, {
        routers: index.routers,
        templates: index.templates.templates,
        staff: index.staffLogins,
        revoked: index.revokedCertificates,
      });
      for (const put of piecesOf([...index.entries()])) {
        await this.add(writing, { put });
        await breathe();
      }
      await file.sync();
      await rename(`${this.path}.part`, this.path);
    } catch (error) {
      await file.close();
      throw error;
    }
    writing.base = writing.grown;
    writing.grown = 0;
    await this.writing?.file.close();
    this.writing = writing;
  }

  /** Says that what stands there is what the database says now. */
  async confirm(): Promise<void> {
    const now = this.clock.now();
    if (this.writing) await utimes(this.path, now, now);
  }

  /** What was last known, and when it was known to be so; undefined when nothing was kept, or nothing of it can be trusted. */
  async read(): Promise<{ readonly index: SnapshotIndex; readonly at: Date } | undefined> {
    const bytes = await readFile(this.path).catch(() => undefined);
    if (!bytes || bytes.length <= ID_BYTES) return undefined;
    const { mtime } = await stat(this.path);
    const index = new SnapshotIndex();
    const pieces = this.readPieces(bytes, index);
    return pieces === 0 ? undefined : { index, at: mtime };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.line;
    await this.writing?.file.close();
    this.writing = undefined;
  }

  private async add(writing: Writing, change: SnapshotChange): Promise<void> {
    const place = `${writing.id}:${writing.pieces}`;
    const sealed = this.secrets.sealFile(NAME, Buffer.from(writing.changes.write(change)), place);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    await writing.file.appendFile(Buffer.concat([length, sealed]));
    writing.pieces += 1;
    writing.grown += length.length + sealed.length;
  }

  private readPieces(bytes: Buffer, index: SnapshotIndex): number {
    const id = bytes.subarray(0, ID_BYTES).toString('hex');
    const changes = new ChangeReader();
    let pieces = 0;
    let at = ID_BYTES;
    while (at + 4 <= bytes.length) {
      const end = at + 4 + bytes.readUInt32BE(at);
      if (end > bytes.length) break;
      try {
        const text = this.secrets.openFile(NAME, bytes.subarray(at + 4, end), `${id}:${pieces}`).toString();
        applyChange(index, changes.read(text));
      } catch (error) {
        this.log.error(
          { err: error, piece: pieces },
          'the snapshot on the disk is damaged; what stands before is used',
        );
        break;
      }
      pieces += 1;
      at = end;
    }
    return pieces;
  }
}

function* piecesOf(entries: readonly AccessEntry[]): Generator<readonly AccessEntry[]> {
  for (let at = 0; at < entries.length; at += PIECE) yield entries.slice(at, at + PIECE);
}
