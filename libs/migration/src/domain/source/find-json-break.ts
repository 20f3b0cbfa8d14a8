const TOKEN =
  /\s*(?:([[\]{}:,])|("(?:[ !#-[\]-\uFFFF]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;

type Expecting = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end' | 'end';

/** The offset at which text stops being JSON (RFC 8259), or its length when only the rest is missing. */
export function findJsonBreak(text: string): number {
  const open: ('[' | '{')[] = [];
  let expecting: Expecting = 'value';
  let at = 0;
  for (;;) {
    const start = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) return start;
    const next = step(expecting, match, open);
    if (next === undefined) return start;
    expecting = next;
    at = TOKEN.lastIndex;
  }
}

function step(expecting: Expecting, match: RegExpExecArray, open: ('[' | '{')[]): Expecting | undefined {
  const [, mark, string, literal] = match;
  const atValue = expecting === 'value' || expecting === 'value or ]';
  if (string !== undefined && (expecting === 'name' || expecting === 'name or }')) return 'colon';
  if (string !== undefined || literal !== undefined) return atValue ? afterValue(open) : undefined;
  switch (mark) {
    case '[':
    case '{':
      if (!atValue) return undefined;
      open.push(mark);
      return mark === '[' ? 'value or ]' : 'name or }';
    case ']':
    case '}': {
      const empty = mark === ']' ? 'value or ]' : 'name or }';
      if (open.at(-1) !== (mark === ']' ? '[' : '{') || (expecting !== 'comma or end' && expecting !== empty))
        return undefined;
      open.pop();
      return afterValue(open);
    }
    case ':':
      return expecting === 'colon' ? 'value' : undefined;
    case ',':
      if (expecting !== 'comma or end') return undefined;
      return open.at(-1) === '[' ? 'value' : 'name';
    default:
      return undefined;
  }
}

function afterValue(open: readonly ('[' | '{')[]): Expecting {
  return open.length === 0 ? 'end' : 'comma or end';
}
