/** An account of the chart as plain-text accounting names it: `assets:receivable:42`, `income:revenue:internet`. */
export interface HledgerAccount {
  readonly code: string;
  readonly kind: string;
  readonly title: string;
  /** The customer's number, on the account of the customers. */
  readonly customer: string | null;
}

export interface HledgerEntry {
  readonly id: string;
  readonly on: string;
  readonly code: string;
  readonly payee: string;
  readonly words: string;
  readonly postings: readonly {
    readonly account: HledgerAccount;
    /** Decimal in major units; debit is positive. */
    readonly amount: string;
    readonly currency: string;
  }[];
}

const ROOTS: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  asset: { name: 'assets', type: 'A' },
  liability: { name: 'liabilities', type: 'L' },
  equity: { name: 'equity', type: 'E' },
  income: { name: 'income', type: 'R' },
  expense: { name: 'expenses', type: 'X' },
};

export function hledgerAccount({ code, kind, customer }: Omit<HledgerAccount, 'title'>): string {
  const root = ROOTS[kind]?.name ?? 'equity';
  return [root, ...code.split('.'), ...(customer === null ? [] : [customer])].join(':');
}

/** Everything that `check --strict` wants declared before it is used. */
export function hledgerHead(
  about: string,
  currencies: readonly { readonly code: string; readonly digits: number }[],
): string {
  const samples = currencies.map(({ code, digits }) => `commodity 1000.${'0'.repeat(digits)} ${code}\n`);
  return `; ${plain(about)}\ndecimal-mark .\n${samples.join('')}\n`;
}

export function hledgerDeclaration(account: HledgerAccount): string {
  const type = ROOTS[account.kind]?.type ?? 'E';
  return `account ${hledgerAccount(account)}  ; type:${type}, ${plain(account.title).replaceAll(/[:,]/g, ' ')}\n`;
}

/** One transaction; hledger adds nothing to it, each leg has its amount. */
export function hledgerEntry({ id, on, code, payee, words, postings }: HledgerEntry): string {
  const number = code === '' ? '' : `(${plain(code).replaceAll(/[()]/g, ' ')}) `;
  const who = plain(payee) === '' ? '' : `${plain(payee)} | `;
  const legs = postings.map(
    ({ account, amount, currency }) => `    ${hledgerAccount(account)}  ${amount} ${currency}\n`,
  );
  return `${on} * ${number}${who}${plain(words)}  ; entry:${id}\n${legs.join('')}\n`;
}

/** Text of people cannot end a description, begin a comment, or split a payee. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp};|]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
