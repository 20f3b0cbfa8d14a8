/** A number as text, exactly as the server sends it: `-?digits[.digits]`. Never turned into a float. */
export type DecimalText = `${number}`;

const decimalPattern = /^-?\d+(\.\d+)?$/;

export function isDecimalText(text: string): text is DecimalText {
  return decimalPattern.test(text);
}

export function isNegative(text: string): boolean {
  return text.startsWith('-') && /[1-9]/.test(text);
}

/** `18.0000` as a person writes it: `18`. */
export function withoutZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

export interface NumberSigns {
  readonly decimal: string;
  readonly group: string;
}

export function numberSigns(locale: string): NumberSigns {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(-12345678.9);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value;
  return { decimal: sign('decimal') ?? '.', group: sign('group') ?? ',' };
}

export type DecimalFault = 'empty' | 'not-a-number' | 'too-many-decimals';
export type DecimalParse = { readonly kind: 'ok'; readonly value: DecimalText } | { readonly kind: DecimalFault };

/**
 * Reads what a person typed: the signs of their locale, and plain dots too.
 * "1.234" under a locale that groups with dots could mean two things: with three digits after it, it is grouping
 * only when the locale says so; any other single dot is a decimal sign.
 */
export function parseDecimal(typed: string, locale: string, maxDecimals: number): DecimalParse {
  const { decimal, group } = numberSigns(locale);
  const text = latinDigits(typed)
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/[\u2212\u2013]/g, '-');
  if (text === '') return { kind: 'empty' };
  const plain = plainText(text, decimal, group);
  if (plain === null || !/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return { kind: 'not-a-number' };
  const negative = plain.startsWith('-');
  const [whole = '', fraction = ''] = plain.replace('-', '').split('.');
  const shortFraction = fraction.length > maxDecimals ? fraction.replace(/0+$/, '') : fraction;
  if (shortFraction.length > maxDecimals) return { kind: 'too-many-decimals' };
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const value = shortFraction === '' ? digits : `${digits}.${shortFraction}`;
  const signed = negative && /[1-9]/.test(value) ? `-${value}` : value;
  return isDecimalText(signed) ? { kind: 'ok', value: signed } : { kind: 'not-a-number' };
}

function plainText(text: string, decimal: string, group: string): string | null {
  if (decimal !== '.' && text.includes(decimal)) {
    if (text.split(decimal).length > 2) return null;
    const [whole = '', fraction = ''] = text.split(decimal);
    return groupingIsSound(whole, group) ? `${whole.replaceAll(group, '')}.${fraction}` : null;
  }
  if (decimal === '.') {
    const [whole = '', ...rest] = text.split('.');
    if (rest.length > 1 || !groupingIsSound(whole, group)) return null;
    return [whole.replaceAll(group, ''), ...rest].join('.');
  }
  if (group === '.' && /^-?\d{1,3}(\.\d{3})+$/.test(text)) return text.replaceAll('.', '');
  return text;
}

function groupingIsSound(whole: string, group: string): boolean {
  if (!whole.includes(group)) return true;
  const groups = whole.replace('-', '').split(group);
  // Indian grouping has pairs before the last three digits.
  return groups.every(
    (part, at) =>
      /^\d+$/.test(part) && (at === 0 || part.length === 3 || (part.length === 2 && at < groups.length - 1)),
  );
}

function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/\u066b/g, '.');
}

/** Pads to the decimals of the currency: "12.5" → "12.50". Longer fractions stay as they are. */
export function padDecimals(value: DecimalText, decimals: number): DecimalText {
  const [whole = '0', fraction = ''] = value.split('.');
  if (decimals === 0 && fraction === '') return value;
  const padded = `${whole}.${fraction.padEnd(decimals, '0')}`;
  return isDecimalText(padded) ? padded : value;
}

export function currencyDecimals(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** For a text box: the locale's decimal sign, no grouping, padded to `decimals`. */
export function formatPlainDecimal(value: string, locale: string, decimals: number): string {
  if (!isDecimalText(value)) return value;
  return padDecimals(value, decimals).replace('.', numberSigns(locale).decimal);
}
