import { type DocumentSettings, USUAL_DOCUMENTS } from './document-settings.js';
import type { DiscountStacking, TaxDecimals } from '../../domain/index.js';

/** How discounts of one day go together, and which tax holds. */
export interface PricingSettings extends DocumentSettings {
  readonly discountStacking: DiscountStacking;
  /** The day whose tax rates and exemptions hold: that of the document, or the first day of each line. */
  readonly taxPoint: 'document' | 'line_start';
  /** Places that the combined rate of a tax group is rounded to. */
  readonly taxDecimals: TaxDecimals;
  /** What documents without tax say to a customer who owes it in our place. */
  readonly reverseChargeNote: string;
}

export const USUAL_PRICING: PricingSettings = {
  ...USUAL_DOCUMENTS,
  discountStacking: 'one_wins',
  taxPoint: 'document',
  taxDecimals: 4,
  reverseChargeNote: 'Reverse charge: the recipient of the service owes the tax.',
};
