/** Values in cells that are words of ours, with their text: names of plans, places and people are data and stay. */
export type CellWords = Readonly<Record<string, string>>;

export const NO_LOCATION: CellWords = { 'No location': 'No location' };
export const WITHOUT_A_PLAN: CellWords = { 'Without a plan': 'Without a plan' };
export const NO_TAX: CellWords = { 'No tax': 'No tax' };

export const PLAN_KINDS: CellWords = {
  internet: 'Internet',
  voice: 'Voice',
  recurring: 'Recurring',
  one_time: 'One time',
  bundle: 'Bundle',
  ...WITHOUT_A_PLAN,
};

export const ACCOUNT_KINDS: CellWords = {
  Asset: 'Asset',
  Liability: 'Liability',
  Equity: 'Equity',
  Income: 'Income',
  Expense: 'Expense',
};

export const MOVEMENTS: CellWords = {
  new: 'New',
  reactivation: 'Came back',
  expansion: 'Grew',
  contraction: 'Shrank',
  churn: 'Lost',
  same: 'Unchanged',
};

/** What the share of a reseller is taken of, and how a document counts in its settlement. */
export const RESELLER_BASES: CellWords = { collected: 'Collected', invoiced: 'Invoiced' };
export const RESELLER_FEES: CellWords = { yes: 'Shared too', no: 'Not shared' };
export const RESELLER_RULES: CellWords = {
  'reseller.paid': 'Paid whole',
  'reseller.part_paid': 'Paid in part',
  'reseller.invoiced': 'As invoiced',
  'reseller.credit_note': 'Credit note',
};

/** What entries of the journal are called, and the lines that lists of them begin with. */
export const ENTRY_KINDS: CellWords = Object.fromEntries(
  [
    'Invoice',
    'Credit note',
    'Payment',
    'Refund',
    'Written off',
    'Opening balance',
    'Reversal',
    'Deposit taken',
    'Deposit given back',
    'Deposit forfeited',
    'Suspense settled',
    'Debit',
    'Prepaid charge',
    'Reseller settled',
    'Reseller paid',
    'Balance carried forward',
  ].map((text) => [text, text]),
);
