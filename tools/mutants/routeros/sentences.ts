/** What the client takes from a router at most; beyond it the line is ended. */
const LONGEST_WORD = 1 << 20;
const MOST_WORDS = 1_024;

/** What the router's octets say about one command, read by the manual of the API and not by the product. */
export interface Said {
  readonly rows: ReadonlyMap<string, string | undefined>[];
  isTrap: boolean;
  isDone: boolean;
}

const KINDS: ReadonlySet<string> = new Set(['!re', '!done', '!trap', '!empty', '!fatal']);

/** By tag; whatever comes after something unreadable, unasked or final was never said. */
export function understood(octets: Buffer, tags: readonly string[]): ReadonlyMap<string, Said> {
  const all = new Map(tags.map((tag) => [tag, { rows: [], isTrap: false, isDone: false } as Said]));
  for (const words of sentencesOf(octets)) {
    const kind = words[0]?.toString('latin1') ?? '';
    const tag = words.slice(1).filter(isTag).at(-1)?.toString('latin1', 5);
    const said = all.get(tag ?? '');
    if (!KINDS.has(kind) || kind === '!fatal' || !said || said.isDone) break;
    if (kind === '!re') said.rows.push(rowOf(words.slice(1)));
    else if (kind === '!trap') said.isTrap = true;
    else if (kind === '!done') said.isDone = true;
  }
  return all;
}

/** Whole sentences, up to the end or to what cannot be read. */
function sentencesOf(octets: Buffer): Buffer[][] {
  const sentences: Buffer[][] = [];
  let words: Buffer[] = [];
  for (let at = 0; at < octets.length;) {
    const head = lengthAt(octets, at);
    if (!head || head.end + head.length > octets.length || (head.length > 0 && words.length >= MOST_WORDS)) break;
    at = head.end + head.length;
    if (head.length > 0) words.push(octets.subarray(head.end, at));
    else {
      if (words.length > 0) sentences.push(words);
      words = [];
    }
  }
  return sentences;
}

/** The five ways to say a length: as many octets follow as the first has leading ones, and 0xF0 means four. */
function lengthAt(octets: Buffer, at: number): { readonly length: number; readonly end: number } | undefined {
  const first = octets[at] ?? 0;
  if (first > 0xf0) return undefined;
  const more = Math.clz32(~(first << 24));
  const end = at + 1 + more;
  if (end > octets.length) return undefined;
  const rest = more === 0 ? 0 : octets.readUIntBE(at + 1, more);
  const length = (first & (0x7f >> more)) * 256 ** more + rest;
  return length > LONGEST_WORD ? undefined : { length, end };
}

function isTag(word: Buffer): boolean {
  return word.toString('latin1', 0, 5) === '.tag=';
}

/** Values that are no UTF-8 are undefined: how they are shown is not the matter here. */
function rowOf(words: readonly Buffer[]): Map<string, string | undefined> {
  const row = new Map<string, string | undefined>();
  for (const word of words) {
    const split = word[0] === 0x3d ? word.indexOf(0x3d, 1) : -1;
    if (split < 1) continue;
    const [field, value] = [text(word.subarray(1, split)), text(word.subarray(split + 1))];
    if (field !== undefined) row.set(field, value);
  }
  return row;
}

function text(bytes: Buffer): string | undefined {
  const read = bytes.toString('utf8');
  return read.includes('\ufffd') ? undefined : read;
}
