import { words } from './enums.js';

export const DiscountStackingEnum = words('DiscountStacking', 'What becomes of several discounts on one day.', {
  one_wins: 'The first one counts: additional before main, the highest first.',
  stack: 'All count, each on what the one before left.',
});
export const TaxPointEnum = words('TaxPoint', 'The day whose tax rates hold.', {
  document: 'The date of the document.',
  line_start: 'The first day of each line.',
});
export const TaxBaseEnum = words('TaxBase', 'What a tax of a group is charged on.', {
  net: 'The net amount.',
  previous_tax: 'The amount of the tax above it.',
  net_and_previous: 'The net amount and the tax above it.',
  net_and_all: 'The net amount and all taxes above it.',
});
export const TaxKindEnum = words('TaxKind', 'One tax, or several together.', {
  single: 'One tax.',
  group: 'Several taxes in an order, applied as one rate.',
});
export const ExemptionKindEnum = words('TaxExemptionKind', 'Why a customer pays no tax.', {
  exempt: 'The customer is exempt, by a certificate.',
  reverse_charge: 'A business that owes the tax in our place, by its tax number.',
});
export const DiscountSkipEnum = words('DiscountSkip', 'Why a service does not get a discount.', {
  no_price: 'Nobody has set a price.',
  main_discount_taken: 'It has a main discount on some of these days already.',
});
export const PriceExceptionKindEnum = words('PriceExceptionKind', 'Why a service does not cost what its plan does.', {
  custom_price: 'A price of its own.',
  discount: 'A discount that is not over.',
});
