import type { RoundingRule } from '@demarc/kernel';
import { evaluateFormula, fractionOf, roundFraction, type Fraction } from './formula.js';

/** Which rule of the product made an amount. Stored with the line; texts for people hang on it. */
export type ExplanationRule =
  | 'recurring.period'
  | 'recurring.part'
  | 'plan_change.refund'
  | 'plan_change.fee'
  | 'plan_change.undo'
  | 'pause.refund'
  | 'pause.reduced'
  | 'service_end.refund'
  | 'service_end.fee'
  | 'one_time'
  | 'credit.rest'
  | 'credit.part'
  | 'future_item'
  | 'future_item.part'
  | 'prepaid.day'
  | 'prepaid.days'
  | 'reseller.invoiced'
  | 'reseller.credit_note'
  | 'reseller.paid'
  | 'reseller.part_paid'
  | 'imported';

/** One figure on the way: `gives` names it, `formula` is over the inputs and earlier figures, rounded once, as stated. */
export interface ExplainedStep {
  readonly gives: string;
  readonly formula: string;
  readonly rounding: { readonly rule: RoundingRule; readonly digits: number };
}

/**
 * Everything that an amount came from, as plain data to be stored with its line. Inputs are plain decimals, dates or
 * words; formulas hold input names, numbers, `+ - * /`, brackets, `min` and `max`.
 */
export interface Explanation {
  readonly rule: ExplanationRule;
  readonly inputs: Readonly<Record<string, string>>;
  readonly steps: readonly ExplainedStep[];
}

/** Works the amounts out again from the explanation alone: minor units by the name of each step. */
export function evaluateExplanation(explanation: Explanation): Readonly<Record<string, bigint>> {
  const known = new Map<string, Fraction>();
  const read = (name: string): Fraction => {
    const figure = known.get(name);
    if (figure) return figure;
    const input = explanation.inputs[name];
    if (input === undefined) throw new RangeError(`the explanation has no "${name}"`);
    return fractionOf(input);
  };
  const results: Record<string, bigint> = {};
  for (const step of explanation.steps) {
    const minor = roundFraction(evaluateFormula(step.formula, read), step.rounding.digits, step.rounding.rule);
    results[step.gives] = minor;
    known.set(step.gives, { numerator: minor, denominator: 10n ** BigInt(step.rounding.digits) });
  }
  return results;
}
