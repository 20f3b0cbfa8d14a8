import type { PaperFilter } from '@demarc/documents';
import { type LocalDate, parseLocalDate } from '@demarc/kernel';
import { PaperFormats } from './paper-formats.js';

const byLocale = new Map<string, Readonly<Record<string, PaperFilter>>>();

/** Formats are made once a locale: making one costs more than using it many times. */
export function paperFilters(locale: string): Readonly<Record<string, PaperFilter>> {
  const known = byLocale.get(locale);
  if (known) return known;
  const filters = filtersOf(locale);
  byLocale.set(locale, filters);
  return filters;
}

/** What templates format with: `{{ document.gross | money: document.currency }}`. Amounts come and stay as decimal text. */
function filtersOf(locale: string): Readonly<Record<string, PaperFilter>> {
  const say = new PaperFormats(locale);
  const amount = (value: unknown): string => {
    const text = String(value);
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`"${text.slice(0, 30)}" is not an amount`);
    return text;
  };
  return {
    money: (value, currency) => say.money(amount(value), String(currency)),
    amount: (value, currency) => say.amount(amount(value), String(currency)),
    price: (value, currency) => say.unitPrice(amount(value), String(currency)),
    quantity: (value) => say.quantity(amount(value)),
    percent: (value) => say.percent(amount(value)),
    day: (value) => say.date(dayOf(value)),
  };
}

function dayOf(value: unknown): LocalDate {
  const text = String(value);
  const day = parseLocalDate(text);
  if (!day) throw new Error(`"${text.slice(0, 30)}" is not a day`);
  return day;
}
