import { addDays, daysBetween, type LocalDate } from '@demarc/kernel';
import type { CaseLife } from './case-life.ts';
import type { Document, Facts, Figure, Line } from './facts.ts';
import { isRecord, type PeriodName } from './format.ts';
import { Unsupported } from './timeline.ts';

/** One answer of a life, in the words of the format: amounts as text, days as dates. */
type Find = (life: CaseLife, facts: Facts, wanted: unknown) => unknown;

const CHANGES = ['change_plan', 'upgrade', 'downgrade', 'change_quantity'];

/** Answers by the key that asks for them. What is not here, nobody here can tell. */
const FINDINGS: Readonly<Record<string, Find>> = {
  lines: linesLike,
  invoice_totals: invoiceTotals,
  periods_billed_terms: (_life, facts) => terms(facts.charges),
  periods_billed_total: (_life, facts) => fractionText(sumOf(facts.charges)),
  fraction_9dp: (_life, { charges: [first] }) => divided(BigInt(first?.days ?? 0), BigInt(first?.of ?? 1), 9),
  amount: (life, facts) => chargeMeant(life, facts)?.net.text ?? facts.figure(0n).text,
  precise: (life, facts, wanted) => {
    const line = chargeMeant(life, facts);
    return line && preciseOf(line, String(wanted));
  },
  first_full_period_starts: (life, _facts, wanted) => firstFullPeriods(life, wanted as object),
  document_periods_inclusive: (_life, facts) => documentPeriods(facts),
  from: (_life, { charges }) => charges.at(-1)?.from,
  to: (_life, { charges }) => inclusive(charges.at(-1)),
  new_documents_in_second_run: (life) => documentsOfRun(life, 2),
  rejected_in_source: () => true,

  credit: creditOf,
  credit_net: (_life, facts) => noteFigure(facts, 'net'),
  credit_tax: (_life, facts) => noteFigure(facts, 'tax'),
  credit_total: (_life, facts) => noteFigure(facts, 'gross'),
  invoice: (_life, { documents }) => tripleOf(invoicesOf(documents)[0]),
  invoice_total: (_life, { documents }) => invoicesOf(documents)[0]?.gross.text,
  charges_before_tax: (_life, { charges }) => charges.map((line) => line.net.text),
  credit_notes_with_tax: (_life, { documents }) => notesOf(documents).map((note) => note.gross.text),

  net: (life, facts) => (changed(life) ? netOfChange(life, facts) : subject(life, facts, 'net')),
  tax: (life, facts) => subject(life, facts, 'tax'),
  total: (life, facts) => subject(life, facts, 'gross'),
  refund: (life, { figure }) => figure(life.refundDueMinor).text,
  as_credit: (life, facts) => facts.figure(noteMinor(facts, 'gross') - life.refundDueMinor).text,
  unused_days: (_life, { credits }) => credits.reduce((sum, line) => sum + daysOf(line), 0),
  used_part: (_life, { charges, credits, figure }) => {
    const given = creditedLines(charges, credits);
    const kept = given.length > 0 ? given : charges.slice(0, 1);
    return figure(sum(kept) - sum(credits)).text;
  },
  used_days: (_life, { charges, credits: [back] }) => {
    const line = back && charges.find((one) => one.id === back.creditsLineId);
    return line?.from && back?.from ? daysBetween(line.from, back.from) : daysOf(charges[0]);
  },
  new_days: (_life, { charges }) => lastCharges(charges).reduce((days, line) => days + daysOf(line), 0),
  charge: (_life, { charges, figure }) => figure(sum(lastCharges(charges))).text,
  new_charge: (_life, { charges, figure }) => figure(sum(lastCharges(charges))).text,
  fee: (_life, { fees, figure }) => figure(sum(fees)).text,
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
  invoice_status: (life, { documents }, wanted) => {
    const statuses = invoicesOf(documents).map((invoice) => statusOf(invoice, life.today));
    return Array.isArray(wanted) ? statuses : statuses.at(-1);
  },
  credit_balance: (_life, facts) => freeCredit(facts),
  allocations: (_life, { documents }) => invoicesOf(documents).map((invoice) => invoice.settled.text),

  discount: (_life, { charges, figure }) => figure(charges.reduce((all, line) => all + line.discount.minor, 0n)).text,
  per_line: (_life, { charges }) => charges.map((line) => line.discount.text),
};

const RUNS = ['first', 'second', 'third', 'fourth', 'fifth'];

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
  [
    new RegExp(`^new_documents_in_(${RUNS.join('|')})_run$`),
    ([, which]) =>
      (life) =>
        documentsOfRun(life, RUNS.indexOf(which ?? '') + 1),
  ],
  // The same figures as they stood at the end of a day.
  [
    /^(account_balance|credit_balance|invoice_due|invoice_totals)_on_(\d{4}-\d{2}-\d{2})$/,
    ([, key = '', on = '']) =>
      (life, facts, wanted) => {
        const then = life.moments.findLast((moment) => moment.on <= on)?.facts ?? facts;
        return FINDINGS[key]?.(life, then, wanted);
      },
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

/** Everything on documents, with what the wanted lines tell of theirs; as bare amounts where they are that. */
function linesLike(life: CaseLife, { charges, credits, fees }: Facts, wanted: unknown): unknown {
  const all = [...charges, ...credits, ...fees];
  const wants: unknown[] = Array.isArray(wanted) ? wanted : [];
  const amountOf = (line: Line): string | undefined => (line.kind === 'credit' ? negative(line.net) : line.net.text);
  if (wants.length > 0 && wants.every((one) => typeof one !== 'object')) return all.map(amountOf);
  const keys = new Set(wants.flatMap((line) => (isRecord(line) ? Object.keys(line) : [])));
  const isInclusive = /inclusive/i.test(life.vector.convention);
  const shown = (line: Line): Readonly<Record<string, unknown>> => ({
    kind: line.kind === 'credit' ? 'credit' : 'charge',
    from: line.from,
    to: isInclusive ? inclusive(line) : line.to,
    from_inclusive: line.from,
    to_inclusive: inclusive(line),
    amount: amountOf(line),
    net: amountOf(line),
    tax: line.kind === 'credit' ? negative(line.tax) : line.tax.text,
    total: line.kind === 'credit' ? negative(line.gross) : line.gross.text,
    days: daysOf(line),
    quantity: line.quantity,
    fraction: `${line.days ?? 1}/${line.of ?? 1}`,
  });
  const unknown = [...keys].find((key) => !(key in shown(NO_LINE)));
  if (unknown !== undefined) throw new Unsupported(`nobody here can tell the "${unknown}" of a line`);
  return all.map((line) =>
    Object.fromEntries(Object.entries(shown(line)).filter(([key]) => keys.size === 0 || keys.has(key))),
  );
}

const NOTHING: Figure = { minor: 0n, text: '0' };
const NO_LINE: Line = {
  id: '',
  kind: 'charge',
  documentId: '',
  serviceId: null,
  creditsLineId: null,
  from: null,
  to: null,
  days: null,
  of: null,
  quantity: '1',
  unitPrice: '0',
  net: NOTHING,
  tax: NOTHING,
  gross: NOTHING,
  discount: NOTHING,
};

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
    const { charges } = await life.firstWhole(name);
    starts[name] = charges.find((line) => line.days === line.of)?.from;
  }
  return starts;
}

/** How many documents the run of that number made, of those that the case orders. */
function documentsOfRun({ moments }: CaseLife, number: number): number | undefined {
  const runs = moments.flatMap((moment, index) => (moment.did === 'bill_run' ? [index] : []));
  const at = runs[number - 1];
  if (at === undefined) return undefined;
  return (moments[at]?.facts.documents.length ?? 0) - (moments[at - 1]?.facts.documents.length ?? 0);
}

/** Three forms: the triple of the note, one signed line, or what the customer is given after a fee. */
function creditOf(_life: CaseLife, facts: Facts, wanted: unknown): unknown {
  const { figure } = facts;
  if (Array.isArray(wanted))
    return tripleOf(lastNote(facts.documents)) ?? Array.from({ length: 3 }, () => figure(0n).text);
  const net = sum(facts.credits);
  const fees = sum(facts.fees);
  return figure(fees === 0n && String(wanted).startsWith('-') ? -net : net - fees).text;
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

type FigureName = 'net' | 'tax' | 'gross';

/** What a bare "net", "tax" or "total" is about: what an end gave back, be it nothing; else the last document. */
function subject(life: CaseLife, facts: Facts, name: FigureName): string | undefined {
  const { documents } = facts;
  if (lastNote(documents) || life.moments.some((moment) => moment.did === 'cancel_service'))
    return noteFigure(facts, name);
  return documents.at(-1)?.[name].text;
}

function noteFigure(facts: Facts, name: FigureName): string {
  return facts.figure(noteMinor(facts, name)).text;
}

function noteMinor({ documents }: Facts, name: FigureName): bigint {
  return lastNote(documents)?.[name].minor ?? 0n;
}

/** Money that is kept for the customer: what the open invoices come to, less what is owed. */
function freeCredit({ documents, owed, figure }: Facts): string {
  const open = invoicesOf(documents).reduce((all, invoice) => all + invoice.open.minor, 0n);
  return figure(open > owed.minor ? open - owed.minor : 0n).text;
}

function settledOn({ documents }: Facts, on: LocalDate): string | undefined {
  return invoicesOf(documents).find((invoice) => invoice.issuedOn === on)?.settled.text;
}

function statusOf(invoice: Document, today: LocalDate): string {
  if (invoice.open.minor === 0n) return 'paid';
  if (invoice.dueOn !== null && invoice.dueOn < today) return 'overdue';
  return invoice.settled.minor > 0n ? 'partially_paid' : 'unpaid';
}

function documentPeriods({ documents, charges }: Facts): (readonly [LocalDate | undefined, LocalDate | undefined])[] {
  const spans = documents.map((one) => charges.filter((line) => line.documentId === one.id));
  return spans.filter((lines) => lines.length > 0).map(spanOf);
}

/** The charges of which something was given back. */
function creditedLines(charges: readonly Line[], credits: readonly Line[]): readonly Line[] {
  const ids = new Set(credits.map((line) => line.creditsLineId));
  return charges.filter((line) => ids.has(line.id));
}

function sum(lines: readonly Line[]): bigint {
  return lines.reduce((all, line) => all + line.net.minor, 0n);
}

/** What the last document charges for the last service: a line, or one on each side of where a period begins. */
function lastCharges(charges: readonly Line[]): readonly Line[] {
  const last = charges.at(-1);
  return charges.filter((line) => line.documentId === last?.documentId && line.serviceId === last.serviceId);
}

/** The charge that a case about one amount means: of the period that it names, else the first. */
function chargeMeant({ given }: CaseLife, { charges }: Facts): Line | undefined {
  return given.billed_on === undefined ? charges[0] : charges.at(-1);
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

/** Half up, as text. */
function divided(numerator: bigint, denominator: bigint, places: number): string {
  const scaled = (numerator * 10n ** BigInt(places) * 2n + denominator) / (denominator * 2n);
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
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
