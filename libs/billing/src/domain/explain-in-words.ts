import { addDays, parseLocalDate } from '@demarc/kernel';
import { majorText, scaled } from './exact-number.js';
import { evaluateExplanation, type Explanation, type ExplainedStep } from './explanation.js';
import { evaluateFormula, fractionOf, roundFraction } from './formula.js';
import { isSettledLine, settledLineInWords } from './settled-line-explained.js';

/** A sentence as a key and its values: the screen's language and formats are chosen where it is shown. */
export interface ExplainedSentence {
  readonly key: SentenceKey;
  readonly values: Readonly<Record<string, string>>;
}

export type SentenceKey =
  | 'service_began'
  | 'whole_period'
  | 'billing_day_changed'
  | 'pay_period_changed'
  | 'now_in_advance'
  | 'now_in_arrears'
  | 'part_of_period'
  | 'part_of_thirty'
  | 'unused_part'
  | 'change_fee'
  | 'end_fee'
  | 'early_end_fee'
  | 'charged_again'
  | 'credit_rest'
  | 'credit_part'
  | 'paused_days'
  | 'prepaid_day'
  | 'prepaid_days'
  | 'discount'
  | 'discount_days'
  | 'discount_to_zero'
  | 'price'
  | 'calculated'
  | 'rest_of_line'
  | 'future_item'
  | 'future_item_part'
  | 'rounding'
  | 'no_tax'
  | 'tax_exempt'
  | 'reverse_charge'
  | 'tax_on_net'
  | 'tax_on_previous_tax'
  | 'tax_on_net_and_previous'
  | 'tax_on_net_and_all'
  | 'taxes_together'
  | 'tax_added'
  | 'tax_inside'
  | 'tax_shared'
  | 'reseller_terms'
  | 'reseller_invoiced'
  | 'reseller_credit_note'
  | 'reseller_paid_whole'
  | 'reseller_paid_part'
  | 'reseller_credited'
  | 'reseller_fees'
  | 'reseller_counted'
  | 'reseller_share'
  | 'reseller_share_spread';

/** Why an amount is what it is, in the order in which a person would ask. Dates in the values are inclusive. */
export function explainInWords(explanation: Explanation): ExplainedSentence[] {
  if (isSettledLine(explanation)) return settledLineInWords(explanation);
  const { inputs } = explanation;
  const discounts = Object.keys(inputs)
    .filter((name) => /^discount_\d+_label$/.test(name))
    .map((name) => discountSentence(explanation, name));
  return [...coverSentences(explanation), ...discounts, ...amountSentences(explanation), ...taxSentences(explanation)];
}

function discountSentence(explanation: Explanation, labelName: string): ExplainedSentence {
  const { inputs } = explanation;
  const name = labelName.slice(0, -'_label'.length);
  const values = { label: inputs[labelName] ?? '', value: discountText(explanation, name) };
  const days = inputs[`${name}_days`];
  if (days === undefined) return { key: 'discount', values };
  const from = inputs[`${name}_from`] ?? '';
  return { key: 'discount_days', values: { ...values, days, from, to: lastDay(inputs[`${name}_to`]) } };
}

function coverSentences({ rule, inputs }: Explanation): ExplainedSentence[] {
  if (rule === 'plan_change.fee') {
    return [
      {
        key: 'change_fee',
        values: { old: inputs['old_plan'] ?? '', new: inputs['new_plan'] ?? '', direction: inputs['direction'] ?? '' },
      },
    ];
  }
  if (rule === 'service_end.fee')
    return inputs['contract_to']
      ? [{ key: 'early_end_fee', values: { contract_to: inputs['contract_to'] } }]
      : [{ key: 'end_fee', values: {} }];
  if (rule === 'plan_change.undo') return [{ key: 'charged_again', values: { document: inputs['document'] ?? '' } }];
  if (rule === 'credit.rest' || rule === 'credit.part') {
    const { charged = '', credited_before: before = '', amount = '' } = inputs;
    return [{ key: rule === 'credit.rest' ? 'credit_rest' : 'credit_part', values: { charged, before, amount } }];
  }
  if (rule === 'future_item') return [{ key: 'future_item', values: { on: inputs['added_on'] ?? '' } }];
  if (rule === 'future_item.part') {
    const { added_on: on = '', whole = '', taken_before: before = '', left_after: after = '' } = inputs;
    return [{ key: 'future_item_part', values: { on, whole, before, after } }];
  }
  const values = {
    from: inputs['from'] ?? '',
    to: lastDay(inputs['to']),
    period_from: inputs['period_from'] ?? '',
    period_to: lastDay(inputs['period_to']),
    days: inputs['days'] ?? '',
    of: inputs['period_days'] ?? '',
  };
  if (values.from === '') return [];
  if (rule === 'plan_change.refund' || rule === 'pause.refund' || rule === 'service_end.refund')
    return [{ key: 'unused_part', values }];
  if (rule === 'prepaid.day') return [{ key: 'prepaid_day', values: prepaidValues(inputs) }];
  if (rule === 'prepaid.days') return [{ key: 'prepaid_days', values: { ...prepaidValues(inputs), to: values.to } }];
  if (rule === 'pause.reduced') return [{ key: 'paused_days', values }];
  if (rule === 'recurring.period') return [{ key: 'whole_period', values }, ...changeSentences(inputs)];
  const began: ExplainedSentence[] =
    inputs['service_start'] === inputs['from'] ? [{ key: 'service_began', values: { on: values.from } }] : [];
  const part = inputs['day_count'] === 'thirty' ? 'part_of_thirty' : 'part_of_period';
  return [...began, { key: part, values }, ...changeSentences(inputs)];
}

/** The change of how the account is billed that made the period what it is. */
function changeSentences(inputs: Explanation['inputs']): ExplainedSentence[] {
  const { change, changed_on: on = '', change_before: before = '', change_now: now = '' } = inputs;
  if (change === 'billingDay') return [{ key: 'billing_day_changed', values: { on, before, now } }];
  if (change === 'periodMonths') return [{ key: 'pay_period_changed', values: { on, before, now } }];
  if (change === 'mode') return [{ key: now === 'advance' ? 'now_in_advance' : 'now_in_arrears', values: { on } }];
  return [];
}

/** What the paid days of the month came to before this one, and come to with it. */
function prepaidValues(inputs: Explanation['inputs']): Readonly<Record<string, string>> {
  const { from: on = '', days = '', period_days: of = '', unit_price: price = '' } = inputs;
  return { on, days, of, price: trimmedToCents(price), before: inputs['days_before'] ?? '' };
}

function amountSentences(explanation: Explanation): ExplainedSentence[] {
  const step = amountStep(explanation);
  if (!step || explanation.rule === 'credit.part' || explanation.rule.startsWith('prepaid.')) return [];
  const result = majorText(evaluateExplanation(explanation)[step.gives] ?? 0n, step.rounding.digits);
  if (step.formula === 'left_net') return [{ key: 'rest_of_line', values: { amount: result } }];
  const calculation = withValues(explanation, step.formula);
  if (trimmed(calculation) === trimmed(result)) return [{ key: 'price', values: { amount: result } }];
  const exact = fourMoreDigits(explanation, step);
  if (step.formula.includes('max') && scaled(exact).units === 0n)
    return [{ key: 'discount_to_zero', values: { amount: result } }];
  const calculated: ExplainedSentence = { key: 'calculated', values: { calculation, exact, amount: result } };
  if (trimmed(exact) === trimmed(result)) return [calculated];
  const { rule, digits } = step.rounding;
  return [calculated, { key: 'rounding', values: { amount: result, rule, digits: String(digits) } }];
}

/** What comes first of net and gross: the rates of a tax group stand before it. */
function amountStep({ steps }: Explanation): ExplainedStep | undefined {
  return steps.find((step) => step.gives === 'net' || step.gives === 'gross') ?? steps[0];
}

function taxSentences(explanation: Explanation): ExplainedSentence[] {
  const group = groupSentences(explanation);
  const percent = group.at(-1)?.values['percent'] ?? explanation.inputs['tax_percent'];
  if (percent === undefined) return [];
  const { exemption, exemption_reason: reason = '', exemption_document: document = '' } = explanation.inputs;
  if (exemption !== undefined)
    return [{ key: exemption === 'reverse_charge' ? 'reverse_charge' : 'tax_exempt', values: { reason, document } }];
  if (scaled(percent).units === 0n) return [...group, { key: 'no_tax', values: {} }];
  const step = explanation.steps.find((one) => one.gives === 'tax');
  const digits = step?.rounding.digits ?? 2;
  const results = evaluateExplanation(explanation);
  const amount = (name: string): string => majorText(results[name] ?? 0n, digits);
  const values = {
    name: explanation.inputs['tax_name'] ?? '',
    percent: trimmed(percent),
    tax: amount('tax'),
    net: amount('net'),
    gross: amount('gross'),
  };
  if (step?.formula === 'tax_with_this_line - tax_of_lines_before') return [...group, { key: 'tax_shared', values }];
  return [...group, { key: amountStep(explanation)?.gives === 'gross' ? 'tax_inside' : 'tax_added', values }];
}

/** Each tax of a group with what it comes to, and the rate that they make together. */
function groupSentences(explanation: Explanation): ExplainedSentence[] {
  const { inputs, steps } = explanation;
  const combined = steps.find((step) => step.gives === 'tax_percent');
  if (!combined) return [];
  const results = evaluateExplanation(explanation);
  const digits = steps.find((step) => step.gives === 'tax')?.rounding.digits ?? 2;
  const taxes = Object.keys(inputs)
    .filter((name) => /^tax_\d+_on$/.test(name))
    .map((name): ExplainedSentence => {
      const tax = name.slice(0, -'_on'.length);
      const part = results[`tax_part_${tax.slice('tax_'.length)}`] ?? 0n;
      return {
        key: ON[inputs[name] ?? ''] ?? 'tax_on_net',
        values: {
          name: inputs[`${tax}_name`] ?? '',
          percent: trimmed(inputs[tax] ?? ''),
          tax: majorText(part, digits),
        },
      };
    });
  const percent = trimmed(majorText(results['tax_percent'] ?? 0n, combined.rounding.digits));
  return [...taxes, { key: 'taxes_together', values: { name: inputs['tax_name'] ?? '', percent } }];
}

const ON: Readonly<Record<string, SentenceKey>> = {
  net: 'tax_on_net',
  previous_tax: 'tax_on_previous_tax',
  net_and_previous: 'tax_on_net_and_previous',
  net_and_all: 'tax_on_net_and_all',
};

/** The formula with its inputs put in, without factors of one and without the guard against a negative amount. */
function withValues({ inputs }: Explanation, formula: string): string {
  const whole = inputs['days'] === inputs['period_days'];
  const short = whole ? formula.replace(' * days / period_days', '') : formula;
  const single = trimmed(inputs['quantity'] ?? '1') === '1' ? short.replaceAll('quantity * ', '') : short;
  return single
    .replaceAll('max(0, ', '(')
    .replace(/\(([a-z_]+)\)/g, '$1')
    .replace(/^\((.*)\)$/, (all: string, inner: string) => (closesEarly(inner) ? all : inner))
    .replace(/[a-z][a-z0-9_]*/g, (name) => trimmedToCents(inputs[name] ?? name))
    .replaceAll('*', '×');
}

/** Whether the bracket before `inner` ends inside it, so that the outer pair belongs to two different brackets. */
function closesEarly(inner: string): boolean {
  let depth = 0;
  for (const character of inner) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return true;
  }
  return false;
}

function fourMoreDigits({ inputs }: Explanation, step: ExplainedStep): string {
  const value = evaluateFormula(step.formula, (name) => fractionOf(inputs[name] ?? '0'));
  const digits = step.rounding.digits + 2;
  return trimmedToCents(majorText(roundFraction(value, digits, 'half_up'), digits), step.rounding.digits);
}

function discountText({ inputs, steps }: Explanation, name: string): string {
  const isPercent = steps.some((step) => step.formula.includes(`(100 - ${name})`));
  const value = inputs[name] ?? '';
  return isPercent ? `${trimmed(value)} %` : trimmedToCents(value);
}

function lastDay(to: string | undefined): string {
  const date = to === undefined ? undefined : parseLocalDate(to);
  return date ? addDays(date, -1) : '';
}

function trimmed(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}

/** `19.9900` → `19.99`, `200.0000` → `200.00`, whole numbers without digits stay as they are. */
function trimmedToCents(number: string, digits = 2): string {
  const short = trimmed(number);
  if (!number.includes('.') || short === number) return number;
  const fraction = short.split('.')[1] ?? '';
  return fraction.length >= digits ? short : `${short.split('.')[0] ?? ''}.${fraction.padEnd(digits, '0')}`;
}
