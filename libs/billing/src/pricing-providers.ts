import { DiscountPreviewRowResolver, DiscountResolver, PriceExceptionResolver } from './api/discount.resolver.js';
import { TaxOfCustomerResolver, TaxResolver } from './api/tax.resolver.js';
import { ApplyDiscounts, PreviewDiscounts } from './app/pricing/apply-discounts.js';
import { AddServiceDiscount, ChangeServiceDiscount, EndServiceDiscount } from './app/pricing/discount-commands.js';
import { DiscountsOf, ListPriceExceptions, PricesOf } from './app/pricing/find-discounts.query.js';
import { EndTaxExemption, GrantTaxExemption } from './app/pricing/exemption-commands.js';
import { ExemptionsOf, ListTaxes } from './app/pricing/find-taxes.query.js';
import { DefineTaxGroup, DropTaxRate, PlanTaxRate } from './app/pricing/tax-commands.js';
import { TurnPrices } from './app/pricing/turn-prices.schedule.js';

/** Prices by date, discounts and taxes. */
export const PRICING_PROVIDERS = [
  AddServiceDiscount,
  ChangeServiceDiscount,
  EndServiceDiscount,
  ApplyDiscounts,
  PreviewDiscounts,
  DiscountsOf,
  PricesOf,
  ListPriceExceptions,
  PlanTaxRate,
  DropTaxRate,
  DefineTaxGroup,
  GrantTaxExemption,
  EndTaxExemption,
  ListTaxes,
  ExemptionsOf,
  TurnPrices,
  DiscountResolver,
  PriceExceptionResolver,
  DiscountPreviewRowResolver,
  TaxResolver,
  TaxOfCustomerResolver,
];
