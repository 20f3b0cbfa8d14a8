import { currencyDigits, fail, ok, type CurrencyCode, type Result, type RoundingRule } from '@demarc/kernel';
import { majorText, roundQuotient, scaled } from './exact-number.js';
import type { Explanation, ExplainedStep } from './explanation.js';
import type { ExplainedAmount } from './line-amount.js';
import type { TaxedAmount } from './tax.js';

/** A line of an invoice with what was credited of it so far. */
export interface CreditableLine extends TaxedAmount {
  readonly lineId: string;
  readonly description: string;
  readonly taxPercent: string;
  readonly taxName: string;
  readonly credited: TaxedAmount;
}

/**
 * What to give back: every line of an untouched invoice, those over nothing too; all that is left; an amount with tax
 * spread over the invoice; or chosen lines, each whole or a part.
 */
export type CreditWish =
  | { readonly kind: 'whole' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'amount'; readonly grossMinor: bigint }
  | {
      readonly kind: 'lines';
      readonly lines: readonly { readonly lineId: string; readonly grossMinor: bigint | null }[];
    };

export interface CreditedPart extends ExplainedAmount {
  readonly lineId: string;
  /** The line is given back whole, with nothing given back of it before. */
  readonly isWholeLine: boolean;
}

export type CreditRefusal =
  | { readonly code: 'CREDIT_NOTHING_LEFT' }
  | { readonly code: 'CREDIT_LINE_UNKNOWN' }
  | { readonly code: 'CREDIT_NOT_POSITIVE' }
  | { readonly code: 'CREDIT_OVER_LINE'; readonly description: string; readonly leftMinor: bigint }
  | { readonly code: 'CREDIT_OVER_INVOICE'; readonly leftMinor: bigint };

export interface CreditTermsOfInvoice {
  readonly currency: CurrencyCode;
  readonly rounding: RoundingRule;
}

/**
 * The lines of a credit note on an invoice. No line gets back more than is left of its net and of its tax, and a line whose
 * rest is given back gets exactly the rest: all notes on an invoice together equal it, the last one takes the cent.
 */
export function creditInvoice(
  lines: readonly CreditableLine[],
  wish: CreditWish,
  terms: CreditTermsOfInvoice,
): Result<readonly CreditedPart[], CreditRefusal> {
  const leftMinor = lines.reduce((sum, line) => sum + leftOf(line).grossMinor, 0n);
  if (wish.kind !== 'whole' && lines.every((line) => isSettled(line))) return fail({ code: 'CREDIT_NOTHING_LEFT' });
  const wanted = wantedOf(lines, wish, leftMinor);
  if (!wanted.ok) return wanted;
  const parts: CreditedPart[] = [];
  for (const [line, grossMinor] of wanted.value) {
    const left = leftOf(line);
    if (grossMinor === null || grossMinor === left.grossMinor) {
      parts.push(restOf(line, terms));
      continue;
    }
    if (grossMinor <= 0n) return fail({ code: 'CREDIT_NOT_POSITIVE' });
    if (grossMinor > left.grossMinor)
      return fail({ code: 'CREDIT_OVER_LINE', description: line.description, leftMinor: left.grossMinor });
    parts.push(partOf(line, grossMinor, terms));
  }
  const total = parts.reduce((sum, part) => sum + part.grossMinor, 0n);
  if (total < 0n) return fail({ code: 'CREDIT_NOT_POSITIVE' });
  if (total > leftMinor) return fail({ code: 'CREDIT_OVER_INVOICE', leftMinor });
  return ok(parts);
}

export function leftOf(line: CreditableLine): TaxedAmount {
  return {
    netMinor: line.netMinor - line.credited.netMinor,
    taxMinor: line.taxMinor - line.credited.taxMinor,
    grossMinor: line.grossMinor - line.credited.grossMinor,
  };
}

type Wanted = readonly (readonly [CreditableLine, bigint | null])[];

function wantedOf(
  lines: readonly CreditableLine[],
  wish: CreditWish,
  leftMinor: bigint,
): Result<Wanted, CreditRefusal> {
  switch (wish.kind) {
    case 'whole':
      return ok(lines.map((line) => [line, null] as const));
    case 'rest':
      return ok(lines.filter((line) => !isSettled(line)).map((line) => [line, null] as const));
    case 'amount':
      if (wish.grossMinor <= 0n) return fail({ code: 'CREDIT_NOT_POSITIVE' });
      if (wish.grossMinor > leftMinor) return fail({ code: 'CREDIT_OVER_INVOICE', leftMinor });
      if (wish.grossMinor === leftMinor) return wantedOf(lines, { kind: 'rest' }, leftMinor);
      return ok(spread(lines, wish.grossMinor));
    case 'lines': {
      const chosen: (readonly [CreditableLine, bigint | null])[] = [];
      for (const { lineId, grossMinor } of wish.lines) {
        const line = lines.find((one) => one.lineId === lineId);
        if (!line) return fail({ code: 'CREDIT_LINE_UNKNOWN' });
        if (isSettled(line)) return fail({ code: 'CREDIT_OVER_LINE', description: line.description, leftMinor: 0n });
        chosen.push([line, grossMinor]);
      }
      return chosen.length === 0 ? fail({ code: 'CREDIT_NOT_POSITIVE' }) : ok(chosen);
    }
  }
}

/** By what is left of each line; each share is the growth of the rounded running sum, so the shares add up to the amount. */
function spread(lines: readonly CreditableLine[], grossMinor: bigint): Wanted {
  const open = lines.filter((line) => leftOf(line).grossMinor > 0n);
  const allMinor = open.reduce((sum, line) => sum + leftOf(line).grossMinor, 0n);
  let seen = 0n;
  return open.flatMap((line) => {
    const before = roundQuotient(grossMinor * seen, allMinor, 'down');
    seen += leftOf(line).grossMinor;
    const share = roundQuotient(grossMinor * seen, allMinor, 'down') - before;
    return share > 0n ? [[line, share] as const] : [];
  });
}

function isSettled(line: CreditableLine): boolean {
  const left = leftOf(line);
  return left.netMinor === 0n && left.taxMinor === 0n;
}

function restOf(line: CreditableLine, terms: CreditTermsOfInvoice): CreditedPart {
  const left = leftOf(line);
  const rounding = { rule: terms.rounding, digits: currencyDigits(terms.currency) };
  const explanation: Explanation = {
    rule: 'credit.rest',
    inputs: inputsOf(line, terms),
    steps: [
      { gives: 'net', formula: 'left_net', rounding },
      { gives: 'tax', formula: 'left_tax', rounding },
      { gives: 'gross', formula: 'net + tax', rounding },
    ],
  };
  const isWholeLine = line.credited.netMinor === 0n && line.credited.taxMinor === 0n;
  return { lineId: line.lineId, isWholeLine, ...left, explanation };
}

/** The tax that is inside the amount, within what is left of net and tax. */
function partOf(line: CreditableLine, grossMinor: bigint, terms: CreditTermsOfInvoice): CreditedPart {
  const left = leftOf(line);
  const rate = scaled(line.taxPercent);
  const inside = roundQuotient(grossMinor * rate.units, 100n * rate.scale + rate.units, terms.rounding);
  const most = inside < left.taxMinor ? inside : left.taxMinor;
  const least = grossMinor - left.netMinor;
  const taxMinor = most > least ? most : least;
  const digits = currencyDigits(terms.currency);
  const rounding = { rule: terms.rounding, digits };
  const steps: ExplainedStep[] = [
    { gives: 'gross', formula: 'amount', rounding },
    {
      gives: 'tax',
      formula: 'max(gross - left_net, min(left_tax, gross * tax_percent / (100 + tax_percent)))',
      rounding,
    },
    { gives: 'net', formula: 'gross - tax', rounding },
  ];
  const inputs = { ...inputsOf(line, terms), amount: majorText(grossMinor, digits) };
  const explanation: Explanation = { rule: 'credit.part', inputs, steps };
  return {
    lineId: line.lineId,
    isWholeLine: false,
    netMinor: grossMinor - taxMinor,
    taxMinor,
    grossMinor,
    explanation,
  };
}

function inputsOf(line: CreditableLine, { currency }: CreditTermsOfInvoice): Record<string, string> {
  const digits = currencyDigits(currency);
  const left = leftOf(line);
  return {
    description: line.description,
    currency,
    charged: majorText(line.grossMinor, digits),
    credited_before: majorText(line.credited.grossMinor, digits),
    left_net: majorText(left.netMinor, digits),
    left_tax: majorText(left.taxMinor, digits),
    tax_percent: line.taxPercent,
    ...(line.taxName ? { tax_name: line.taxName } : {}),
  };
}
