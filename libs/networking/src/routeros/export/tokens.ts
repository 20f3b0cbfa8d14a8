/** Words of a statement: split at blanks that are in no quote and in no bracket. Undefined when one of these is never closed. */
export function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  let token = '';
  let quoted = false;
  const open: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '\\') {
      token += letter + (text[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter in CLOSES) open.push(CLOSES[letter] ?? '');
    else if (!quoted && letter === open.at(-1)) open.pop();
    else if (!quoted && open.length === 0 && (letter === ' ' || letter === '\t')) {
      if (token !== '') tokens.push(token);
      token = '';
      continue;
    }
    token += letter;
  }
  if (token !== '') tokens.push(token);
  return quoted || open.length > 0 ? undefined : tokens;
}

const CLOSES: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  _: ' ',
};

/** What a written value stands for, in octets. `\E9` is an octet; `\_` a blank; any other escaped character is itself. */
export function unquoted(written: string): string {
  const inside = /^"([^]*)"$/.exec(written)?.[1] ?? written;
  if (!inside.includes('\\')) return inside;
  return inside.replace(/\\([0-9A-F]{2}|[^])/g, (_all, code: string) =>
    code.length === 2 ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPED[code] ?? code),
  );
}

/** Something that RouterOS would work out first; an export says such a thing only as the selector of `set`. */
export function isExpression(written: string): boolean {
  return /^[[({$]/.test(written);
}
