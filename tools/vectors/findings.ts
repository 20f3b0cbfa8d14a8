import { addDays, daysBetween, type LocalDate } from '@demarc/kernel';
import type { CaseLife } from './case-life.ts';
import type { Document, Facts, Figure, Line } from './facts.ts';
import type { PeriodName } from './format.ts';
import { Unsupported } from './timeline.ts';

/** One answer of a life, in the words of the format: amounts as text, days as dates. */
type Find = (life: CaseLife, facts: Facts, wanted: unknown) => unknown;

const CHANGES = ['change_plan', 'upgrade', 'downgrade', 'change_quantity'];

/** Answers by the key that asks for them. What is not here, nobody here can tell. */
const FINDINGS: Readonly<Record<string, Find>> = {
  lines: (_life, facts, wanted) => linesLike(facts, wanted),
  invoice_totals: invoiceTotals,
  periods_billed_terms: (_life, facts) => terms(facts.charges),
  periods_billed_total: (_life, facts) => fractionText(sumOf(facts.charges)),
  fraction_9dp: (_life, { charges: [first] }) => decimal(first?.days ?? 0, first?.of ?? 1, 9),
  amount: (_life, { charges: [first] }) => first?.net.text,
  precise: (_life, { charges: [first] }, wanted) => first && preciseOf(first, String(wanted)),
  first_full_period_starts: (life, _facts, wanted) => firstFullPeriods(life, wanted as object),
  document_periods_inclusive: (_life, facts) => facts.documents.map((one) => spanOf(linesOf(one, facts.charges))),
  from: (_life, { charges }) => charges.at(-1)?.from,
  to: (_life, { charges }) => inclusive(charges.at(-1)),
  new_documents_in_second_run: (life) => documentsOfLastRun(life),
  rejected_in_source: () => true,

  credit: creditOf,
  credit_net: (_life, { documents }) => lastNote(documents)?.net.text,
  credit_tax: (_life, { documents }) => lastNote(documents)?.tax.text,
  credit_total: (_life, { documents }) => lastNote(documents)?.gross.text,
  invoice: (_life, { documents }) => tripleOf(firstInvoice(documents)),
  invoice_total: (_life, { documents }) => firstInvoice(documents)?.gross.text,
  charges_before_tax: (_life, { charges }) => charges.map((line) => line.net.text),
  credit_notes_with_tax: (_life, { documents }) => notesOf(documents).map((note) => note.gross.text),

  net: (life, facts) => (changed(life) ? netOfChange(life, facts) : subject(life, facts)?.net.text),
  tax: (life, facts) => subject(life, facts)?.tax.text,
  total: (life, facts) => subject(life, facts)?.gross.text,
  refund: (life, { figure }) => figure(life.refundDueMinor).text,
  as_credit: (life, { documents, figure }) => less(lastNote(documents)?.gross, figure(life.refundDueMinor)),
  unused_days: (_life, { credits }) => credits.reduce((sum, line) => sum + daysOf(line), 0),
  used_part: (_life, { charges, credits }) => less(charges[0]?.net, credits[0]?.net),
  used_days: (_life, { charges: [first], credits: [back] }) =>
    first?.from && back?.from && daysBetween(first.from, back.from),
  new_days: (_life, { charges }) => daysOf(charges.at(-1)),
  charge: (_life, { charges }) => charges.at(-1)?.net.text,
  new_charge: (_life, { charges }) => charges.at(-1)?.net.text,
  net_of_change: netOfChange,
  balance: (_life, { owed }) => negative(owed),
  old_service_ends: (_life, { services }) => (services[0]?.status === 'archived' ? 'archived' : services[0]?.endsOn),
  new_service_starts: (_life, { services }) => services.at(-1)?.startsOn,
  credit_left_after_change: (life) => negative(life.after(...CHANGES)?.owed),

  account_balance: (life, { owed }) => (/Splynx sign/.test(life.vector.note ?? '') ? negative(owed) : owed.text),
  invoice_due: (_life, facts, wanted) => {
    const due = invoicesOf(facts.documents).map((invoice) => invoice.open.text);
    return Array.isArray(wanted) ? due : due.at(-1);
  },
  invoice_status: (_life, { documents }) => statusOf(invoicesOf(documents).at(-1)),
  credit_balance: (_life, facts) => freeCredit(facts),

  discount: (_life, { charges, figure }) => figure(charges.reduce((sum, line) => sum + line.discount.minor, 0n)).text,
  per_line: (_life, { charges }) => charges.map((line) => line.discount.text),
};

const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray) => Find])[] = [
  [
    /^blocked_on_day_(\d+)$/,
    ([, day]) =>
      (life) =>
        life.isBlockedOn(Number(day)),
  ],
  [
    /^credit_used_on_(\d{4}-\d{2}-\d{2})$/,
    ([, on]) =>
      (_life, facts) =>
        settledOn(facts, on as LocalDate),
  ],
];

export function findingFor(key: string): Find {
  const known = FINDINGS[key];
  if (known) return known;
  for (const [pattern, find] of PATTERNS) {
    const match = pattern.exec(key);
    if (match) return find(match);
  }
  throw new Unsupported(`nobody here can tell "${key}"`);
}

function linesLike(facts: Facts, wanted: unknown): unknown {
  const all = [...facts.charges, ...facts.credits, ...facts.fees];
  if (Array.isArray(wanted) && typeof wanted[0] === 'string') return all.map((line) => line.net.text);
  const shown = all.map((line) => ({
    kind: line.kind === 'credit' ? 'credit' : 'charge',
    from: line.from,
    to: line.to,
    amount: line.kind === 'credit' ? negative(line.net) : line.net.text,
  }));
  const keys = new Set((wanted as readonly object[]).flatMap((line) => Object.keys(line)));
  return shown.map((line) => Object.fromEntries(Object.entries(line).filter(([key]) => keys.has(key))));
}

/** A credit may be a document or a line of one: what one act issued counts as one, unless the case counts documents. */
function invoiceTotals(life: CaseLife, facts: Facts, wanted: unknown): unknown {
  const signed = (one: Document): bigint => (one.kind === 'invoice' ? one.gross.minor : -one.gross.minor);
  const apart = facts.documents.map((one) => (one.kind === 'invoice' ? one.gross.text : negative(one.gross)));
  if (!Array.isArray(wanted) || wanted.length === apart.length) return apart;
  const totals: string[] = [];
  const seen = new Set<string>();
  for (const moment of life.moments) {
    const fresh = moment.facts.documents.filter((one) => !seen.has(one.id));
    for (const one of fresh) seen.add(one.id);
    if (fresh.length > 0) totals.push(facts.figure(fresh.reduce((sum, one) => sum + signed(one), 0n)).text);
  }
  return totals;
}

async function firstFullPeriods(life: CaseLife, wanted: object): Promise<object> {
  const starts: Record<string, unknown> = {};
  for (const name of Object.keys(wanted) as PeriodName[]) {
    const { charges } = await life.withPeriod(name);
    starts[name] = charges.find((line) => line.days === line.of)?.from;
  }
  return starts;
}

function documentsOfLastRun(life: CaseLife): number {
  const at = life.moments.findLastIndex((moment) => moment.did === 'bill_run');
  const before = life.moments[at - 1]?.facts.documents.length ?? 0;
  return (life.moments[at]?.facts.documents.length ?? 0) - before;
}

/** Three forms: the triple of the note, one signed line, or what the customer is given after a fee. */
function creditOf(_life: CaseLife, facts: Facts, wanted: unknown): unknown {
  const { figure } = facts;
  if (Array.isArray(wanted)) return tripleOf(lastNote(facts.documents));
  const net = facts.credits.reduce((sum, line) => sum + line.net.minor, 0n);
  const fees = facts.fees.reduce((sum, line) => sum + line.net.minor, 0n);
  return figure(String(wanted).startsWith('-') ? -net : net - fees).text;
}

/** What the change made the customer owe more, over all that it issued. */
function netOfChange(life: CaseLife, { figure }: Facts): string {
  const at = life.moments.findLastIndex((moment) => CHANGES.includes(moment.did));
  const before = life.moments[at - 1]?.facts.owed.minor ?? 0n;
  return figure((life.moments[at]?.facts.owed.minor ?? 0n) - before).text;
}

function changed(life: CaseLife): boolean {
  return life.moments.some((moment) => CHANGES.includes(moment.did));
}

/** What a bare "net", "tax" or "total" is about: the credit note if one was made, else the document. */
function subject(_life: CaseLife, { documents }: Facts): Document | undefined {
  return lastNote(documents) ?? documents.at(-1);
}

function freeCredit(facts: Facts): string {
  const open = invoicesOf(facts.documents).reduce((sum, invoice) => sum + invoice.open.minor, 0n);
  const free = open - facts.owed.minor;
  const digits = facts.owed.text.split('.')[1]?.length ?? 0;
  return free <= 0n ? (0).toFixed(digits) : (Number(free) / 10 ** digits).toFixed(digits);
}

function settledOn({ documents }: Facts, on: LocalDate): string | undefined {
  return invoicesOf(documents).find((invoice) => invoice.issuedOn === on)?.settled.text;
}

function statusOf(invoice: Document | undefined): string | undefined {
  if (!invoice) return undefined;
  if (invoice.open.minor === 0n) return 'paid';
  return invoice.settled.minor > 0n ? 'partially_paid' : 'unpaid';
}

function terms(lines: readonly Line[]): string[] {
  const parts = lines.filter((line) => line.days !== line.of).map((line) => `${line.days ?? 0}/${line.of ?? 1}`);
  const whole = lines.length - parts.length;
  return [...parts, ...(whole > 0 ? [String(whole)] : [])];
}

function sumOf(lines: readonly Line[]): readonly [bigint, bigint] {
  return lines.reduce<readonly [bigint, bigint]>(
    ([numerator, denominator], line) => {
      const [days, of] = [BigInt(line.days ?? 0), BigInt(line.of ?? 1)];
      return [numerator * of + days * denominator, denominator * of];
    },
    [0n, 1n],
  );
}

function fractionText([numerator, denominator]: readonly [bigint, bigint]): string {
  let [left, right] = [numerator, denominator];
  while (right !== 0n) [left, right] = [right, left % right];
  const by = left === 0n ? 1n : left;
  return denominator / by === 1n ? String(numerator / by) : `${numerator / by}/${denominator / by}`;
}

/** The amount before rounding, to as many places as the source states. */
function preciseOf(line: Line, wanted: string): string {
  const places = wanted.split('.')[1]?.length ?? 0;
  const [price, quantity] = [exact(line.unitPrice), exact(line.quantity)];
  const numerator = price.units * quantity.units * BigInt(line.days ?? 1);
  return divided(numerator, price.scale * quantity.scale * BigInt(line.of ?? 1), places);
}

function exact(text: string): { units: bigint; scale: bigint } {
  const [whole = '0', digits = ''] = text.split('.');
  return { units: BigInt(whole + digits), scale: 10n ** BigInt(digits.length) };
}

function decimal(numerator: number, denominator: number, places: number): string {
  return divided(BigInt(numerator), BigInt(denominator), places);
}

/** Half up, as text. */
function divided(numerator: bigint, denominator: bigint, places: number): string {
  const scaled = (numerator * 10n ** BigInt(places) * 2n + denominator) / (denominator * 2n);
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function linesOf(document: Document, lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => line.documentId === document.id);
}

function spanOf(lines: readonly Line[]): readonly [LocalDate | undefined, LocalDate | undefined] {
  return [lines[0]?.from ?? undefined, inclusive(lines.at(-1))];
}

function inclusive(line: Line | undefined): LocalDate | undefined {
  return line?.to ? addDays(line.to, -1) : undefined;
}

function daysOf(line: Line | undefined): number {
  return line?.from && line.to ? daysBetween(line.from, line.to) : 0;
}

function invoicesOf(documents: readonly Document[]): readonly Document[] {
  return documents.filter((one) => one.kind === 'invoice');
}

function notesOf(documents: readonly Document[]): readonly Document[] {
  return documents.filter((one) => one.kind === 'credit_note');
}

function firstInvoice(documents: readonly Document[]): Document | undefined {
  return invoicesOf(documents)[0];
}

function lastNote(documents: readonly Document[]): Document | undefined {
  return notesOf(documents).at(-1);
}

function tripleOf(document: Document | undefined): readonly string[] | undefined {
  return document && [document.net.text, document.tax.text, document.gross.text];
}

function negative(figure: Figure | undefined): string | undefined {
  if (!figure) return undefined;
  if (figure.minor === 0n) return figure.text;
  return figure.text.startsWith('-') ? figure.text.slice(1) : `-${figure.text}`;
}

function less(from: Figure | undefined, taken: Figure | undefined): string | undefined {
  if (!from) return undefined;
  const digits = from.text.split('.')[1]?.length ?? 0;
  return (Number(from.minor - (taken?.minor ?? 0n)) / 10 ** digits).toFixed(digits);
}
