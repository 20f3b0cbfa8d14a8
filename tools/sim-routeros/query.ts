import { Trap } from './kinds.ts';

/** Query words of print: values on a stack, operators on it; a row is shown when nothing false is left. */
export function matches(words: readonly string[], valueOf: (field: string) => string | undefined): boolean {
  let stack: boolean[] = [];
  for (const word of words) {
    if (word.startsWith('?#')) stack = operated(stack, word.slice(2));
    else stack.push(truth(word.slice(1), valueOf));
  }
  return stack.every(Boolean);
}

function truth(word: string, valueOf: (field: string) => string | undefined): boolean {
  const match = /^([-<>=]?)([^=]+)(?:=([^]*))?$/.exec(word);
  if (!match) throw new Trap('invalid query', 5);
  const [, sign, field = '', wanted] = match;
  const value = valueOf(field);
  if (sign === '-') return value === undefined;
  if (wanted === undefined) return value !== undefined;
  if (value === undefined) return false;
  if (sign === '<') return compared(value, wanted) < 0;
  if (sign === '>') return compared(value, wanted) > 0;
  return value === wanted || (value === 'true' && wanted === 'yes') || (value === 'false' && wanted === 'no');
}

function compared(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? (a < b ? -1 : a > b ? 1 : 0) : difference;
}

function operated(stack: boolean[], operators: string): boolean[] {
  const out = [...stack];
  const pop = (): boolean => {
    const value = out.pop();
    if (value === undefined) throw new Trap('invalid query', 5);
    return value;
  };
  for (const operator of operators) {
    if (operator === '!') out.push(!pop());
    else if (operator === '&' || operator === '|') {
      const [b, a] = [pop(), pop()];
      out.push(operator === '&' ? a && b : a || b);
    } else if (/\d/.test(operator)) out.push(out[Number(operator)] ?? false);
    else throw new Trap('invalid query', 5);
  }
  return out;
}
