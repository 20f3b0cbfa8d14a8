import { currencyDigits, type CurrencyCode } from '@demarc/kernel';
import { majorText, roundQuotient, scaled } from './exact-number.js';
import type { ExplainedSentence } from './explain-in-words.js';
import { evaluateExplanation, type ExplainedStep, type Explanation, type ExplanationRule } from './explanation.js';
import { type ResellerDocument, type SettledLine, type SettledSums, type Worth } from './reseller-settlement.js';

export type SettledRule = Extract<ExplanationRule, `reseller.${string}`>;

/** What counts of a document since it was issued, as formulas; the ones of `countsOf` in words of arithmetic. */
const COUNTS: Readonly<Record<SettledRule, (amount: 'gross' | 'net' | 'shared') => string>> = {
  'reseller.invoiced': (amount) => `document_${amount}`,
  'reseller.credit_note': (amount) => `0 - document_${amount}`,
  'reseller.paid': (amount) => `document_${amount} - credited_${amount}`,
  'reseller.part_paid': (amount) =>
    amount === 'gross'
      ? 'max(0, paid)'
      : `(document_${amount} - credited_${amount}) * max(0, paid) / (document_gross - credited_gross)`,
};

function ruleOf({ kind, basis, worth, credited, settledMinor }: ResellerDocument): SettledRule {
  if (kind === 'credit_note') return 'reseller.credit_note';
  if (basis === 'invoiced') return 'reseller.invoiced';
  return settledMinor >= worth.grossMinor - credited.grossMinor ? 'reseller.paid' : 'reseller.part_paid';
}

/**
 * Everything that a line of a settlement came from. Its share is rounded with the other lines of the same terms, of which
 * `together` is the sum: `spread` is the minor unit that the largest remainder gave to it.
 */
export function explainSettledLine(
  line: SettledLine,
  document: ResellerDocument,
  together: SettledSums,
  currency: CurrencyCode,
): SettledExplanation {
  const digits = currencyDigits(currency);
  const text = (minor: bigint): string => majorText(minor, digits);
  const rule = ruleOf(document);
  const { units, scale } = scaled(line.percent);
  const roundedDown = roundQuotient(line.baseMinor * units, scale * 100n, 'down');
  return {
    rule,
    inputs: {
      currency,
      terms_from: document.termsFrom,
      percent: line.percent,
      basis: document.basis,
      with_fees: document.withFees ? 'yes' : 'no',
      ...worthInputs('document', document.worth, text),
      ...worthInputs('credited', document.credited, text),
      paid: text(document.settledMinor),
      ...worthInputs('counted', document.counted, text),
      terms_base: text(together.baseMinor),
      spread: text(line.shareMinor - roundedDown),
    },
    steps: stepsOf(rule, digits),
  };
}

function worthInputs(name: string, { grossMinor, netMinor, sharedMinor }: Worth, text: (minor: bigint) => string) {
  return {
    [`${name}_gross`]: text(grossMinor),
    [`${name}_net`]: text(netMinor),
    [`${name}_shared`]: text(sharedMinor),
  };
}

function stepsOf(rule: SettledRule, digits: number): ExplainedStep[] {
  const step = (gives: string, formula: string, rounded: 'half_up' | 'down' = 'half_up'): ExplainedStep => ({
    gives,
    formula,
    rounding: { rule: rounded, digits },
  });
  const counts = COUNTS[rule];
  return [
    step('counts_gross', counts('gross')),
    step('counts_net', counts('net')),
    step('counts_shared', counts('shared')),
    step('gross', 'counts_gross - counted_gross'),
    step('tax', 'gross - (counts_net - counted_net)'),
    step('base', 'counts_shared - counted_shared'),
    step('not_shared', 'gross - tax - base'),
    step('terms_share', 'terms_base * percent / 100'),
    step('rounded_down', 'base * percent / 100', 'down'),
    step('share', 'rounded_down + spread'),
    step('kept', 'base - share'),
  ];
}

export type SettledExplanation = Explanation & { readonly rule: SettledRule };

export function isSettledLine(explanation: Explanation): explanation is SettledExplanation {
  return explanation.rule.startsWith('reseller.');
}

/** Why a document brings what it brings: what of it counts, what was counted before, and the share of the rest. */
export function settledLineInWords(explanation: SettledExplanation): ExplainedSentence[] {
  const { inputs, steps } = explanation;
  const digits = steps[0]?.rounding.digits ?? 2;
  const results = evaluateExplanation(explanation);
  const said = (name: string): string => inputs[name] ?? majorText(results[name] ?? 0n, digits);
  const isZero = (name: string): boolean => scaled(said(name)).units === 0n;
  const values = (...names: string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, said(name)]));
  const sentences: ExplainedSentence[] = [
    { key: 'reseller_terms', values: values('terms_from', 'percent') },
    {
      key: COUNTED_KEY[explanation.rule],
      values: values('paid', 'document_gross', 'document_shared', 'counts_gross', 'counts_shared'),
    },
  ];
  if (!isZero('credited_gross')) sentences.push({ key: 'reseller_credited', values: values('credited_gross') });
  if (said('document_net') !== said('document_shared')) sentences.push({ key: 'reseller_fees', values: {} });
  if (!isZero('counted_gross'))
    sentences.push({ key: 'reseller_counted', values: values('counted_shared', 'counts_shared', 'base') });
  return [...sentences, ...shareSentences(said, digits)];
}

function shareSentences(said: (name: string) => string, digits: number): ExplainedSentence[] {
  const [base, percent, share] = [scaled(said('base')), scaled(said('percent')), said('share')];
  const factor = base.scale * percent.scale * 100n;
  const exactMinor = base.units * percent.units * 10n ** BigInt(digits);
  const values = { percent: said('percent'), base: said('base'), share };
  if (exactMinor % factor === 0n && said('spread') === majorText(0n, digits))
    return [{ key: 'reseller_share', values }];
  const exact = majorText(roundQuotient(exactMinor * 10_000n, factor), digits + 4).replace(/0{1,4}$/, '');
  const together = { terms_base: said('terms_base'), terms_share: said('terms_share') };
  return [{ key: 'reseller_share_spread', values: { ...values, exact, ...together } }];
}

const COUNTED_KEY: Readonly<Record<SettledRule, ExplainedSentence['key']>> = {
  'reseller.invoiced': 'reseller_invoiced',
  'reseller.credit_note': 'reseller_credit_note',
  'reseller.paid': 'reseller_paid_whole',
  'reseller.part_paid': 'reseller_paid_part',
};
