import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals for unit prices, rates and fractions. 60 significant digits: every product and quotient the money
 * rules form is far inside that, so the only rounding that matters is the one at the line.
 */
export const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });
export type Decimal = DecimalJs;

const PLAIN_DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;

/** Reads a plain decimal such as `"19.9900"`. Refuses exponents, blanks, other digits and separators: foreign text is never guessed at. */
export function parseDecimal(text: string): Decimal | undefined {
  return PLAIN_DECIMAL.test(text) ? new Decimal(text) : undefined;
}
