import type { EntryKind } from '../domain/index.js';

type Words = Readonly<Record<EntryKind, string>>;

const ENGLISH: Words = {
  invoice_issued: 'Invoice',
  credit_note_issued: 'Credit note',
  payment_received: 'Payment',
  payment_refunded: 'Money given back',
  written_off: 'Written off',
  deposit_taken: 'Deposit',
  deposit_given_back: 'Deposit given back',
  deposit_forfeited: 'Deposit kept',
  suspense_settled: 'Money assigned',
  opening_adjustment: 'Balance brought forward',
  debit: 'Charge',
  prepaid_charge: 'Prepaid charge',
  reseller_settled: 'Settled with a reseller',
  reseller_paid: 'Reseller paid',
  reversal: 'Taken back',
};

const SPANISH: Words = {
  invoice_issued: 'Factura',
  credit_note_issued: 'Nota de crédito',
  payment_received: 'Pago',
  payment_refunded: 'Devolución',
  written_off: 'Dado de baja',
  deposit_taken: 'Depósito',
  deposit_given_back: 'Depósito devuelto',
  deposit_forfeited: 'Depósito retenido',
  suspense_settled: 'Importe asignado',
  opening_adjustment: 'Saldo anterior',
  debit: 'Cargo',
  prepaid_charge: 'Cargo prepago',
  reseller_settled: 'Liquidación con revendedor',
  reseller_paid: 'Revendedor pagado',
  reversal: 'Anulación',
};

const RUSSIAN: Words = {
  invoice_issued: 'Счёт',
  credit_note_issued: 'Кредит-нота',
  payment_received: 'Платёж',
  payment_refunded: 'Возврат',
  written_off: 'Списано',
  deposit_taken: 'Залог',
  deposit_given_back: 'Залог возвращён',
  deposit_forfeited: 'Залог удержан',
  suspense_settled: 'Зачтено',
  opening_adjustment: 'Перенос остатка',
  debit: 'Начисление',
  prepaid_charge: 'Списание по предоплате',
  reseller_settled: 'Расчёт с реселлером',
  reseller_paid: 'Реселлер оплачен',
  reversal: 'Отмена',
};

const GERMAN: Words = {
  invoice_issued: 'Rechnung',
  credit_note_issued: 'Gutschrift',
  payment_received: 'Zahlung',
  payment_refunded: 'Rückzahlung',
  written_off: 'Ausgebucht',
  deposit_taken: 'Kaution',
  deposit_given_back: 'Kaution zurückgegeben',
  deposit_forfeited: 'Kaution einbehalten',
  suspense_settled: 'Zugeordnet',
  opening_adjustment: 'Saldovortrag',
  debit: 'Belastung',
  prepaid_charge: 'Prepaid-Abbuchung',
  reseller_settled: 'Abrechnung mit Wiederverkäufer',
  reseller_paid: 'Wiederverkäufer bezahlt',
  reversal: 'Storno',
};

const BY_LANGUAGE: Readonly<Record<string, Words>> = { en: ENGLISH, es: SPANISH, ru: RUSSIAN, de: GERMAN };

/** What a movement of the account is called on a statement; English where there are no words of the language. */
export function entryWords(language: string): Words {
  return BY_LANGUAGE[language] ?? ENGLISH;
}
