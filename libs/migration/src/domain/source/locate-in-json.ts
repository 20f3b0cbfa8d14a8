/**
 * Finds which row of a list, and which field of it, a place in JSON text belongs to. The text may be broken from there
 * on: only what comes before is read.
 */
export function locate(text: string, offset: number): { readonly row?: number; readonly field?: string } {
  let depth = 0;
  let row = 0;
  let field: string | undefined;
  let lastString: string | undefined;
  for (let at = 0; at < Math.min(offset, text.length); at += 1) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at, offset);
        lastString = text.slice(at + 1, end);
        at = end;
        break;
      }
      case '{':
      case '[':
        depth += 1;
        if (depth === 2) {
          row += 1;
          field = undefined;
        }
        break;
      case '}':
      case ']':
        depth -= 1;
        if (depth < 2) field = undefined;
        break;
      case ':':
        if (depth === 2) field = lastString;
        break;
      default:
    }
  }
  return { ...(row > 0 ? { row } : {}), ...(field !== undefined ? { field } : {}) };
}

function endOfString(text: string, start: number, limit: number): number {
  let at = start + 1;
  while (at < limit && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, limit);
}
