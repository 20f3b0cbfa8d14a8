import { toDecimalString, type CurrencyCode, type LocalDate } from '@demarc/kernel';
import { PaperFormats } from './paper-formats.js';
import { type PaperLanguage, PAPER_LANGUAGES } from './paper-texts.js';

/** What a mail says of the document that is attached to it. */
export interface MailedDocument {
  readonly kind: 'invoice' | 'credit_note';
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly currency: CurrencyCode;
  readonly grossMinor: bigint;
  /** What is still to be paid of an invoice. */
  readonly openMinor: bigint;
}

export interface MailPeople {
  readonly buyer: string;
  readonly seller: string;
}

/** Subject and text of the mail with a document, in the language of its reader; English where there are no texts. */
export function documentMail(
  document: MailedDocument,
  { buyer, seller }: MailPeople,
  { language, locale }: { readonly language: string; readonly locale: string },
): { subject: string; text: string } {
  const words = WORDS[PAPER_LANGUAGES.find((one) => one === language) ?? 'en'];
  const formats = new PaperFormats(locale);
  const money = (amountMinor: bigint): string =>
    formats.money(toDecimalString({ amountMinor, currency: document.currency }), document.currency);
  const { kind, number, dueOn, openMinor } = document;
  const attached = words[kind](number, formats.date(document.issuedOn), money(document.grossMinor));
  const toPay =
    kind === 'credit_note' || openMinor <= 0n || dueOn === null
      ? words.nothing
      : words.pay(money(openMinor), formats.date(dueOn));
  return {
    subject: `${seller}: ${words.name[kind]} ${number}`,
    text: [words.hello(buyer), attached, toPay, seller].join('\n\n'),
  };
}

interface Words {
  readonly name: Readonly<Record<MailedDocument['kind'], string>>;
  readonly nothing: string;
  hello(name: string): string;
  invoice(number: string, date: string, amount: string): string;
  credit_note(number: string, date: string, amount: string): string;
  pay(amount: string, date: string): string;
}

const WORDS: Readonly<Record<PaperLanguage, Words>> = {
  en: {
    name: { invoice: 'Invoice', credit_note: 'Credit note' },
    hello: (name) => `Hello ${name},`,
    invoice: (number, date, amount) => `attached is your invoice ${number} of ${date} for ${amount}.`,
    credit_note: (number, date, amount) => `attached is your credit note ${number} of ${date} for ${amount}.`,
    pay: (amount, date) => `Please pay ${amount} by ${date}.`,
    nothing: 'There is nothing to pay on it.',
  },
  es: {
    name: { invoice: 'Factura', credit_note: 'Nota de crédito' },
    hello: (name) => `Hola, ${name}:`,
    invoice: (number, date, amount) => `Adjuntamos su factura ${number} del ${date} por ${amount}.`,
    credit_note: (number, date, amount) => `Adjuntamos su nota de crédito ${number} del ${date} por ${amount}.`,
    pay: (amount, date) => `Le rogamos que pague ${amount} hasta el ${date}.`,
    nothing: 'No hay nada que pagar por este documento.',
  },
  ru: {
    name: { invoice: 'Счёт', credit_note: 'Кредит-нота' },
    hello: (name) => `Здравствуйте, ${name}!`,
    invoice: (number, date, amount) => `Во вложении — счёт ${number}, ${date}, на сумму ${amount}.`,
    credit_note: (number, date, amount) => `Во вложении — кредит-нота ${number}, ${date}, на сумму ${amount}.`,
    pay: (amount, date) => `К оплате: ${amount}. Оплатите, пожалуйста, до: ${date}.`,
    nothing: 'Оплачивать ничего не нужно.',
  },
  de: {
    name: { invoice: 'Rechnung', credit_note: 'Gutschrift' },
    hello: (name) => `Guten Tag ${name},`,
    invoice: (number, date, amount) => `anbei erhalten Sie Ihre Rechnung ${number} vom ${date} über ${amount}.`,
    credit_note: (number, date, amount) => `anbei erhalten Sie Ihre Gutschrift ${number} vom ${date} über ${amount}.`,
    pay: (amount, date) => `Bitte zahlen Sie ${amount} bis zum ${date}.`,
    nothing: 'Es ist nichts zu bezahlen.',
  },
};
