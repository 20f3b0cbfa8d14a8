/** One statement or remark as it was before the export wrapped it. Text is octets, one a character (latin-1). */
export interface LogicalLine {
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
  readonly fault?: 'quote' | 'cut';
}

/**
 * RouterOS wraps near 80 with a backslash and indents what follows by four spaces, also inside a value, even a quoted one. What
 * goes beyond the four inside a quote is the value's own. A remark is never wrapped.
 */
export function logicalLines(octets: string): LogicalLine[] {
  const out: LogicalLine[] = [];
  const physical = octets.split(/\r*\n|\r/);
  let text = '';
  let first = 0;
  let quoted = false;
  for (const [k, part] of physical.entries()) {
    const going = first > 0;
    const own = going ? part.replace(quoted ? /^ {1,4}|^\t/ : /^[ \t]+/, '') : part;
    if (!going && /^\s*#/.test(own)) {
      out.push({ line: k + 1, lastLine: k + 1, text: own.trim() });
      continue;
    }
    const end = scan(own, quoted);
    quoted = end.quoted;
    text += end.goesOn ? own.slice(0, -1) : own;
    if (!going) first = k + 1;
    const last = k === physical.length - 1;
    const cut = end.goesOn || (going && last && own === '');
    if (end.goesOn && !last) continue;
    if (text.trim() !== '') out.push({ line: first, lastLine: k + 1, text: text.trim(), ...faultOf(quoted, cut) });
    text = '';
    first = 0;
    quoted = false;
  }
  return out;
}

function faultOf(quoted: boolean, cut: boolean): { fault?: 'quote' | 'cut' } {
  if (cut) return { fault: 'cut' };
  return quoted ? { fault: 'quote' } : {};
}

/** Whether a quote is open at the end of this piece, and whether it ends with a backslash that escapes only the line's end. */
function scan(text: string, quotedBefore: boolean): { quoted: boolean; goesOn: boolean } {
  let quoted = quotedBefore;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') {
      if (at === text.length - 1) return { quoted, goesOn: true };
      at += 1;
    } else if (text[at] === '"') quoted = !quoted;
  }
  return { quoted, goesOn: false };
}
