import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const ROTATE_BYTES = 10 * 1024 * 1024;
const WINDOW_BYTES = 64 * 1024;
/** pino: 40 warn, 50 error, 60 fatal. */
const SERIOUS = /"level":(?:"(warn|error|fatal)"|(40|50|60))\b/;

/** The file that a process writes by itself, so that nothing is lost when its supervisor is gone. */
export function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** Follows a log and hands on its warnings; of a flood, the last 64 kB of each look. */
export class LogTail {
  private readonly file: string;
  private readonly show: (line: string) => void;
  private offset: number;
  private rest = '';

  constructor(file: string, show: (line: string) => void) {
    this.file = file;
    this.show = show;
    this.offset = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  look(): void {
    const size = statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= this.offset) {
      this.offset = size;
      return;
    }
    if (size - this.offset > WINDOW_BYTES) {
      this.offset = size - WINDOW_BYTES;
      this.rest = '';
    }
    const lines = (this.rest + this.read(size)).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const sentence = seriousLine(line);
      if (sentence !== undefined) this.show(sentence);
    }
  }

  private read(size: number): string {
    const text = readRange(this.file, this.offset, size);
    this.offset = size;
    return text;
  }
}

/** The end of a log, to explain why a process did not start: what is serious in it, or all if nothing is. */
export function lastWords(file: string, from = 0, count = 40): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const lines = readRange(file, Math.max(from, size - WINDOW_BYTES), size)
    .trimEnd()
    .split('\n');
  const serious = lines.flatMap((line) => seriousLine(line) ?? []);
  return (serious.length > 0 ? serious : lines).slice(-count).join('\n');
}

/** A warning or worse in the product's log, or anything that is not of the product's log: a crash of Node itself. */
export function seriousLine(line: string): string | undefined {
  if (line.trim() === '') return undefined;
  if (!line.startsWith('{')) return line;
  const match = SERIOUS.exec(line);
  if (!match) return undefined;
  const level = match[1] ?? { '40': 'warn', '50': 'error', '60': 'fatal' }[match[2] ?? ''] ?? 'warn';
  try {
    const entry = JSON.parse(line) as { msg?: unknown; err?: { message?: unknown } };
    const cause = entry.err?.message ? ` (${String(entry.err.message)})` : '';
    return `${level}: ${String(entry.msg ?? line)}${cause}`;
  } catch {
    return line;
  }
}

function readRange(file: string, from: number, to: number): string {
  if (to <= from) return '';
  const buffer = Buffer.alloc(to - from);
  const fd = openSync(file, 'r');
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, from)).toString('utf8');
  } finally {
    closeSync(fd);
  }
}
