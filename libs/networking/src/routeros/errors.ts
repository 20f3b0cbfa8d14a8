/** What can go wrong on the line to a router. The code is stable; the sentence is for the person who looks after the router. */
export type RouterErrorCode =
  | 'ROUTER_UNREACHABLE'
  | 'ROUTER_TLS_FAILED'
  | 'ROUTER_CERTIFICATE_CHANGED'
  | 'ROUTER_LOGIN_REFUSED'
  | 'ROUTER_TRAP'
  | 'ROUTER_TIMEOUT'
  | 'ROUTER_CLOSED'
  | 'ROUTER_REPLY_TOO_LARGE'
  | 'ROUTER_GARBLED'
  | 'ROUTER_CANCELLED'
  | 'ROUTER_BUSY'
  | 'ROUTER_RESTING';

/**
 * What the router made of the command. `unknown`: it was sent, and nothing says whether it was carried out; who wrote reads
 * back before writing again.
 */
export type CommandOutcome = 'not_sent' | 'refused' | 'unknown';

/** The categories of `!trap` (MikroTik's manual of the API). */
export const TRAP_CATEGORIES = [
  'missing_item_or_command',
  'argument_value',
  'interrupted',
  'scripting',
  'general',
  'api',
  'tty',
  'return_value',
] as const;
export type TrapCategory = (typeof TRAP_CATEGORIES)[number];

/** What a trap means to somebody who writes rows; read from the router's own words, which differ between versions. */
export type TrapMeaning =
  | 'no_such_item'
  | 'already_exists'
  | 'no_such_command'
  | 'not_changeable'
  | 'not_permitted'
  | 'bad_value'
  | 'interrupted'
  | 'other';

export interface RouterErrorDetails {
  readonly outcome?: CommandOutcome;
  readonly category?: TrapCategory | undefined;
  /** The router's own words. */
  readonly routerSays?: string | undefined;
  readonly cause?: unknown;
  /** ROUTER_CERTIFICATE_CHANGED: what was found instead. ROUTER_RESTING: ms until the next attempt. */
  readonly found?: string;
  readonly waitMs?: number;
}

export class RouterError extends Error {
  readonly code: RouterErrorCode;
  readonly outcome: CommandOutcome;
  readonly category: TrapCategory | undefined;
  readonly routerSays: string | undefined;
  readonly found: string | undefined;
  readonly waitMs: number | undefined;

  constructor(code: RouterErrorCode, sentence: string, details: RouterErrorDetails = {}) {
    super(sentence, { cause: details.cause });
    this.name = 'RouterError';
    this.code = code;
    this.outcome = details.outcome ?? 'not_sent';
    this.category = details.category;
    this.routerSays = details.routerSays;
    this.found = details.found;
    this.waitMs = details.waitMs;
  }

  get meaning(): TrapMeaning | undefined {
    return this.code === 'ROUTER_TRAP' ? meaningOf(this.routerSays ?? '', this.category) : undefined;
  }
}

const MEANINGS: readonly (readonly [RegExp, TrapMeaning])[] = [
  [/^no such item/i, 'no_such_item'],
  [/already (have|exists?|added)|with such name exists|such .* already/i, 'already_exists'],
  [/^no such command|^unknown parameter|^bad command name/i, 'no_such_command'],
  [/can ?not (change|remove)|can't (change|remove)|builtin|dynamic/i, 'not_changeable'],
  [/not enough permissions|not permitted/i, 'not_permitted'],
  [/interrupted/i, 'interrupted'],
  [/invalid|ambiguous|missing value|input does not match|does not match any value|out of range|expects/i, 'bad_value'],
];

function meaningOf(message: string, category: TrapCategory | undefined): TrapMeaning {
  for (const [pattern, meaning] of MEANINGS) if (pattern.test(message)) return meaning;
  if (category === 'interrupted') return 'interrupted';
  return category === 'argument_value' ? 'bad_value' : 'other';
}

export function trapCategory(digit: string | undefined): TrapCategory | undefined {
  return digit === undefined || !/^\d$/.test(digit) ? undefined : TRAP_CATEGORIES[Number(digit)];
}
