/** What a login may be made of. `digits` and `letters` are random, drawn by the caller. */
export interface LoginFacts {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly digits: string;
  readonly letters: string;
  /** `2026-03-15` */
  readonly today: string;
}

const PLACEHOLDERS = ['number', 'name', 'email', 'phone', 'digits', 'letters', 'year', 'month', 'day'] as const;
const LONGEST = 64;

/** A pattern is text with placeholders of ours, and at least one of them tells customers apart. */
export function isLoginPattern(pattern: string): boolean {
  const names = [...pattern.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  const rest = pattern.replaceAll(/\{[a-z]+\}/g, '');
  return (
    names.every((name) => (PLACEHOLDERS as readonly string[]).includes(name)) &&
    /^[a-zA-Z0-9._@-]*$/.test(rest) &&
    names.some((name) => name === 'number' || name === 'digits' || name === 'letters')
  );
}

/** Fills a pattern: lower case, ASCII, `[a-z0-9._@-]` only, so that every NAS and phone keyboard can send it. */
export function fillLogin(pattern: string, facts: LoginFacts): string {
  const [year = '', month = '', day = ''] = facts.today.split('-');
  const values: Readonly<Record<(typeof PLACEHOLDERS)[number], string>> = {
    number: facts.number,
    name: facts.name.replaceAll(/\s+/g, '.'),
    email: facts.email.split(/[,@]/)[0] ?? '',
    phone: (facts.phone.split(',')[0] ?? '').replaceAll(/\D/g, ''),
    digits: facts.digits,
    letters: facts.letters,
    year,
    month,
    day,
  };
  const filled = pattern.replaceAll(
    /\{([a-z]+)\}/g,
    (_, name: string) => values[name as (typeof PLACEHOLDERS)[number]] ?? '',
  );
  return foldText(filled)
    .replaceAll(/[^a-z0-9._@-]/g, '')
    .slice(0, LONGEST);
}

/** Lower case without accents, as the search index of the database has it: `Dvořák` → `dvorak`. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '');
}

/** What people may type as a login. No blanks or control characters; mark and case are kept. */
export function isLogin(text: string): boolean {
  return /^[^\s\p{C}]{1,128}$/u.test(text);
}
