import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ZipEntry, zipDirectory, zipHeader } from './zip.js';

const madeAt = new Date('2026-03-05T10:20:30Z');

function archive(files: readonly (readonly [string, string])[]): Buffer {
  const parts: Buffer[] = [];
  const entries: ZipEntry[] = [];
  let at = 0;
  for (const [name, text] of files) {
    const bytes = Buffer.from(text);
    const entry = { name, crc32: crc32(bytes), bytes: bytes.length, at };
    const header = zipHeader(entry, madeAt);
    parts.push(header, bytes);
    entries.push(entry);
    at += header.length + bytes.length;
  }
  return Buffer.concat([...parts, zipDirectory(entries, at, madeAt)]);
}

describe('an archive', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zip-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read by unzip with every name and byte, and found whole', () => {
    const file = join(folder, 'a.zip');
    writeFileSync(
      file,
      archive([
        ['one.pdf', 'first'],
        ['zwölf.pdf', 'x'.repeat(5_000)],
        ['empty.pdf', ''],
      ]),
    );
    expect(execFileSync('unzip', ['-t', file]).toString()).toContain('No errors detected');
    execFileSync('unzip', ['-q', file, '-d', folder]);
    expect(readFileSync(join(folder, 'one.pdf'), 'utf8')).toBe('first');
    expect(execFileSync('unzip', ['-p', file, 'zw*.pdf']).toString()).toHaveLength(5_000);
    expect(execFileSync('unzip', ['-l', file]).toString()).toMatch(/2026-03-05 10:20\s+one\.pdf/);
  });

  it('that was damaged is found so', () => {
    const file = join(folder, 'b.zip');
    const bytes = archive([['one.pdf', 'first']]);
    bytes.write('F', bytes.indexOf('first'));
    writeFileSync(file, bytes);
    expect(() => execFileSync('unzip', ['-t', file], { stdio: 'pipe' })).toThrow();
  });

  it('says the same bytes for the same files', () => {
    const files = [['one.pdf', 'first']] as const;
    expect(archive(files).equals(archive(files))).toBe(true);
  });
});
