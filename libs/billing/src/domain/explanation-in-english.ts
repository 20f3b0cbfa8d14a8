import { dayOf, monthOf, parseLocalDate, yearOf } from '@demarc/kernel';
import type { ExplainedSentence, SentenceKey } from './explain-in-words.js';

/** The English texts; other languages have the same keys in their catalogues. */
const ENGLISH: Readonly<Record<SentenceKey, string>> = {
  service_began: 'The service began on {on}.',
  whole_period: 'The whole billing period, {period_from} to {period_to}.',
  billing_day_changed:
    'The billing day was changed from {before} to {now} on {on}: these days lead from the old periods to the new ones.',
  pay_period_changed:
    'The pay period was changed from {before} to {now} months on {on}: these days lead from the old periods to the new ones.',
  now_in_advance:
    'Billing was changed from in arrears to in advance on {on}: what is over and what begins come together once.',
  now_in_arrears:
    'Billing was changed from in advance to in arrears on {on}: a period is charged when it is over, so there was no charge for a while.',
  part_of_period: '{from} to {to} is {days} of the {of} days of the billing period {period_from} to {period_to}.',
  part_of_thirty: '{from} to {to} counts {days} of {of} days: every month is taken as 30 days.',
  unused_part: 'Already charged and not used: {from} to {to}, {days} of the {of} days of the billing period.',
  change_fee: 'Fee for changing from {old} to {new}.',
  end_fee: 'Fee for ending the service.',
  early_end_fee: 'Fee for ending the service before its contract ends on {contract_to}.',
  credit_rest: 'Gives back all that was left: {charged} were charged, {before} were given back before.',
  credit_part: 'Gives back {amount} of a line over {charged}, of which {before} were given back before.',
  charged_again: 'Given back by {document} and charged again, because what it was given back for was undone.',
  paused_days: 'Paused from {from} to {to}, {days} of the {of} days of the billing period, at the reduced price.',
  prepaid_day:
    '{on} is paid day {days} of the {of} days of its month at {price}: what {days} days come to less what {before} came to, each rounded, so that the days of a month add up to its price.',
  prepaid_days:
    '{on} to {to}, charged day by day at {price} for the {of} days of the month: what {days} days come to less what {before} came to, each rounded.',
  discount: 'Discount "{label}": {value}.',
  discount_days: 'Discount "{label}": {value} for {days} days, {from} to {to}.',
  discount_to_zero: 'The discount takes all of it: {amount}.',
  price: 'The price is {amount}.',
  calculated: '{calculation} = {exact}.',
  rest_of_line: 'All that was left of the charged line: {amount}.',
  future_item: 'Added on {on} to be charged with an invoice.',
  future_item_part:
    'Added on {on} over {whole}. No invoice goes below zero, so it is taken in parts: {before} before this one, {after} after it.',
  rounding: 'Rounded once, {rule}, to {digits} decimals: {amount}.',
  no_tax: 'No tax is added.',
  tax_exempt: 'The customer pays no tax: {reason}, document {document}.',
  reverse_charge: 'The customer owes the tax in our place: {reason}, tax number {document}.',
  tax_on_net: '{name}: {percent} % of the net amount, {tax}.',
  tax_on_previous_tax: '{name}: {percent} % of the tax above, {tax}.',
  tax_on_net_and_previous: '{name}: {percent} % of the net amount and the tax above, {tax}.',
  tax_on_net_and_all: '{name}: {percent} % of the net amount and all taxes above, {tax}.',
  taxes_together: 'Together {percent} % as {name}.',
  tax_added: '{name} {percent} % on {net} adds {tax}: {gross} in all.',
  tax_inside: 'The price includes {name} {percent} %: {tax} of {gross} is tax, {net} is net.',
  tax_shared: '{name} {percent} % is rounded once on the whole document; the share of this line is {tax}.',
  reseller_terms: 'By the terms from {terms_from}, which hold for it as long as it lives: {percent} %.',
  reseller_invoiced: 'It counts as it was issued: {counts_shared} before tax.',
  reseller_credit_note: 'A credit note: it takes off what it gives back, {document_shared} before tax.',
  reseller_paid_whole: 'All that is left of it is paid, so all of it counts: {counts_shared} before tax.',
  reseller_paid_part:
    '{paid} of {document_gross} with tax are paid, and as much of it counts: {counts_shared} of {document_shared} before tax.',
  reseller_credited: 'What credit notes took off, {credited_gross} with tax, is as if it had never stood on it.',
  reseller_fees: 'Fees on it are not shared.',
  reseller_counted: 'Earlier settlements counted {counted_shared} of it, so {base} is left for this one.',
  reseller_share: '{percent} % of {base} is {share}.',
  reseller_share_spread:
    '{percent} % of {base} is {exact}. The share is rounded once over all that comes by these terms, {terms_share} of {terms_base}, and the minor units left over go to the largest remainders: {share} here.',
};

const ROUNDING: Readonly<Record<string, string>> = {
  half_up: 'halves away from zero',
  half_even: 'halves to the even digit',
  down: 'toward zero',
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function inEnglish(sentences: readonly ExplainedSentence[]): string {
  return sentences
    .map((sentence) => ENGLISH[sentence.key].replace(/\{(\w+)\}/g, (_, name: string) => valueText(sentence, name)))
    .join(' ');
}

function valueText(sentence: ExplainedSentence, name: string): string {
  const value = sentence.values[name] ?? '';
  if (name === 'rule') return ROUNDING[value] ?? value;
  const date = parseLocalDate(value);
  return date ? `${dayOf(date)} ${MONTHS[monthOf(date) - 1] ?? ''} ${yearOf(date)}` : value;
}
