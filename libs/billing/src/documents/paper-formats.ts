import { addDays, currencyCode, currencyDigits, Decimal, type DateRange, type LocalDate } from '@demarc/kernel';

/** `Intl` formats decimal texts exactly (ECMA-402, from ES2023 on); its types still say number. */
type DecimalText = Intl.StringNumericLiteral;

/** How amounts, prices, percents and dates read in a locale. Amounts come as decimal text and never become floats. */
export class PaperFormats {
  private readonly formats = new Map<string, Intl.NumberFormat>();

  private readonly locale: string;

  private readonly days: Intl.DateTimeFormat;

  constructor(locale: string) {
    this.locale = locale;
    this.days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  }

  /** `€1,234.50` */
  money(amount: string, currency: string): string {
    return this.number(`money:${currency}`, { style: 'currency', currency, ...digits(currency) }, amount);
  }

  /** `1,234.50` */
  amount(amount: string, currency: string): string {
    return this.number(`amount:${currency}`, digits(currency), amount);
  }

  /** As many decimals as the price has, at least those of the currency. */
  unitPrice(price: string, currency: string): string {
    const places = Math.max(new Decimal(price).decimalPlaces(), currencyDigits(currencyCode(currency)));
    return this.number(
      `price:${places}`,
      { minimumFractionDigits: places, maximumFractionDigits: places },
      new Decimal(price).toFixed(places),
    );
  }

  quantity(quantity: string): string {
    return this.number('quantity', { maximumFractionDigits: 4 }, new Decimal(quantity).toFixed());
  }

  percent(percent: string): string {
    const plain = new Decimal(percent);
    return this.number('percent', { style: 'percent', maximumFractionDigits: 4 }, plain.div(100).toFixed());
  }

  date(date: LocalDate): string {
    return this.days.format(new Date(`${date}T00:00:00Z`));
  }

  /** Both ends included, as people read a period. */
  range({ from, to }: DateRange): string {
    const last = addDays(to, -1);
    return last === from ? this.date(from) : `${this.date(from)} – ${this.date(last)}`;
  }

  private number(name: string, options: Intl.NumberFormatOptions, text: string): string {
    const format = this.formats.get(name) ?? new Intl.NumberFormat(this.locale, options);
    this.formats.set(name, format);
    return format.format(text as DecimalText);
  }
}

function digits(currency: string): Intl.NumberFormatOptions {
  const places = currencyDigits(currencyCode(currency));
  return { minimumFractionDigits: places, maximumFractionDigits: places };
}
