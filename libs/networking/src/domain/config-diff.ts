export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface DiffSection {
  /** The menu. */
  readonly menu: string;
  readonly added: number;
  readonly removed: number;
  /** What changed, with lines around it; a gap is an empty `same` line. */
  readonly lines: readonly DiffLine[];
}

/** Our mark in the comment of a row. */
const OURS = /\bcomment=(?:"|)demarc[: ]/;
const CONTEXT = 2;
/** Cells of the table of a longest common subsequence; beyond it, lines are compared as a heap. */
const MOST_CELLS = 4_000_000;

/** What changed from one configuration to another, menu by menu. */
export function configDiff(before: string, after: string): DiffSection[] {
  const [old, now] = [sections(before), sections(after)];
  const menus = [...new Set([...old.keys(), ...now.keys()])].sort();
  return menus.flatMap((menu) => {
    const lines = lineDiff(old.get(menu) ?? [], now.get(menu) ?? []);
    const added = lines.filter(({ kind }) => kind === 'added').length;
    const removed = lines.filter(({ kind }) => kind === 'removed').length;
    return added + removed === 0 ? [] : [{ menu, added, removed, lines: around(lines) }];
  });
}

/** Changed lines without our mark: somebody else's work. */
export function foreignLines(diff: readonly DiffSection[]): number {
  return diff.reduce(
    (sum, { lines }) => sum + lines.filter(({ kind, text }) => kind !== 'same' && !OURS.test(text)).length,
    0,
  );
}

function sections(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) found.set(line, (lines = []));
    else if (line !== '') lines.push(line);
  }
  return found;
}

export function lineDiff(a: readonly string[], b: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle = left.length * right.length <= MOST_CELLS ? subsequence(left, right) : heap(left, right);
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}

function same(text: string): DiffLine {
  return { kind: 'same', text };
}

function subsequence(a: readonly string[], b: readonly string[]): DiffLine[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      out.push(same(left));
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      out.push({ kind: 'removed', text: left });
      i += 1;
    } else if (right !== undefined) {
      out.push({ kind: 'added', text: right });
      j += 1;
    }
  }
  return out;
}

function heap(a: readonly string[], b: readonly string[]): DiffLine[] {
  const left = new Map<string, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  const out: DiffLine[] = [];
  for (const line of b) {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    out.push({ kind: count > 0 ? 'same' : 'added', text: line });
  }
  for (const [text, count] of left) for (let n = 0; n < count; n += 1) out.push({ kind: 'removed', text });
  return out;
}

function around(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Set<number>();
  for (const [at, { kind }] of lines.entries())
    if (kind !== 'same') for (let n = at - CONTEXT; n <= at + CONTEXT; n += 1) near.add(n);
  const out: DiffLine[] = [];
  let last = -1;
  for (const [at, line] of lines.entries()) {
    if (!near.has(at)) continue;
    if (last >= 0 && at > last + 1) out.push(same(''));
    out.push(line);
    last = at;
  }
  return out;
}
