/** One file in an archive, as its directory names it. */
export interface ZipEntry {
  readonly name: string;
  readonly crc32: number;
  readonly bytes: number;
  /** Where its header begins in the archive. */
  readonly at: number;
}

/** What an archive without 64-bit fields can hold (APPNOTE 4.4.1.4): more would need readers that not everybody has. */
export const MOST_ZIP_FILES = 65_535;
export const MOST_ZIP_BYTES = 0xffff_ffff;

const NEEDS_VERSION = 20;
/** Bit 11: names are UTF-8. */
const FLAGS = 0x0800;
/** 0: as they are. What is packed here is compressed already. */
const STORED = 0;

/** Stands before the bytes of a file (APPNOTE 4.3.7). */
export function zipHeader(entry: Omit<ZipEntry, 'at'>, madeAt: Date): Buffer {
  const name = Buffer.from(entry.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeShared(header, 4, entry, name, madeAt);
  return Buffer.concat([header, name]);
}

/** Ends an archive: its directory, which begins at `at` (APPNOTE 4.3.12 and 4.3.16). */
export function zipDirectory(entries: readonly ZipEntry[], at: number, madeAt: Date): Buffer {
  const files = entries.map((entry) => directoryEntry(entry, madeAt));
  const length = files.reduce((sum, file) => sum + file.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, end]);
}

function directoryEntry(entry: ZipEntry, madeAt: Date): Buffer {
  const name = Buffer.from(entry.name);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(NEEDS_VERSION, 4);
  writeShared(header, 6, entry, name, madeAt);
  header.writeUInt32LE(entry.at, 42);
  return Buffer.concat([header, name]);
}

/** The fields that a file's header and its entry in the directory have in common, in the same order. */
function writeShared(into: Buffer, at: number, entry: Omit<ZipEntry, 'at'>, name: Buffer, madeAt: Date): void {
  into.writeUInt16LE(NEEDS_VERSION, at);
  into.writeUInt16LE(FLAGS, at + 2);
  into.writeUInt16LE(STORED, at + 4);
  into.writeUInt16LE(timeOf(madeAt), at + 6);
  into.writeUInt16LE(dayOf(madeAt), at + 8);
  into.writeUInt32LE(entry.crc32, at + 10);
  into.writeUInt32LE(entry.bytes, at + 14);
  into.writeUInt32LE(entry.bytes, at + 18);
  into.writeUInt16LE(name.length, at + 22);
}

/** Times of MS-DOS have no zone: UTC here, in steps of two seconds. */
function timeOf(at: Date): number {
  return (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
}

function dayOf(at: Date): number {
  return ((Math.max(at.getUTCFullYear(), 1980) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
}
