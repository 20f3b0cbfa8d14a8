/** Why a row needs a person: nothing in this list is mended in silence. */
export const EXCEPTION_CODES = {
  ADMIN_BLOCK: 'Blocked by a person, not by the billing run: a payment must not restore it.',
  BALANCE_MISMATCH: 'The stored balance is not what the transactions add up to.',
  CROSS_CUSTOMER_ALLOCATION: 'A payment settles an invoice of another customer.',
  DUPLICATE_INVOICE_NUMBER: 'An earlier invoice has the same number.',
  DUPLICATE_IP: 'An earlier service has the same address.',
  DUPLICATE_LINE: 'An earlier service has the same port id on the same router.',
  DUPLICATE_LOGIN: 'An earlier customer has the same portal login.',
  DUPLICATE_MAC: 'An earlier service has the same hardware address.',
  DUPLICATE_RECEIPT: 'An earlier payment has the same receipt number, day and amount.',
  INVALID_EMAIL: 'One of the addresses is not an e-mail address; kept as text, never mailed.',
  INVALID_MAC: 'One of the hardware addresses is not one.',
  INVALID_ROW: 'The row cannot be read; nothing of it is imported.',
  LINE_NOT_CARRIED: 'The port id of the service has no counterpart here.',
  LINES_TO_CHECK: 'Services with a port id are known by their line from now on, and not by a password.',
  LOGIN_CASE_COLLISION: 'An earlier portal login differs only by letter case.',
  NO_ACCESS_IDENTIFIER: 'Active internet service without login, address or hardware address.',
  NO_SERVICE: 'Active customer without a service of any kind.',
  ORPHAN_SERVICE: 'The customer of the service is not in the customer list.',
  ORPHAN_RECORD: 'Points at a customer, payment or invoice that the source does not list.',
  PAUSED_DUPLICATE: 'Paused copy made when the customer was deactivated: one subscription, not two.',
  PARENT_NOT_KEPT:
    'The main account is unknown, is itself a sub-account, or belongs to another partner: the customer stands for itself.',
  PAYMENT_INVOICE_MISSING: 'The invoice that the payment names does not exist; the money stays on account.',
  POLICY_NOT_CARRIED: 'A part of the fair use or the data limit of a tariff has no counterpart here.',
  POLICY_TO_CHECK: 'A part of the fair use or the data limit of a tariff was taken over and should be looked at.',
  POSSIBLE_DUPLICATE: 'An earlier customer has the same name and e-mail address: proposed, never merged.',
  REFUSED_ROW: 'The row is understood but cannot be taken over as it is.',
  REVERSED_PAYMENT: 'A negative payment which no credit note explains.',
  SECTOR_NOT_CARRIED: 'The sector, or the place of a service on it, has no counterpart here.',
  SERVICE_DATE_ORDER: 'The service ends before it starts.',
  UNKNOWN_ROUTER: 'The router is not in the router list.',
  UNKNOWN_SECTOR: 'The sector is not in the sector list.',
  UNKNOWN_TARIFF: 'The tariff is not in the tariff list.',
} as const;

export type ExceptionCode = keyof typeof EXCEPTION_CODES;

export interface ImportException {
  readonly code: ExceptionCode;
  readonly entity: string;
  readonly id: string;
  readonly note: string;
}

/** Collects exceptions; the same finding on the same row is listed once. */
export class ExceptionList {
  private readonly found = new Map<string, ImportException>();

  add(code: ExceptionCode, entity: string, id: string, note: string = EXCEPTION_CODES[code]): void {
    const key = `${code}\n${entity}\n${id}`;
    if (!this.found.has(key)) this.found.set(key, { code, entity, id, note });
  }

  toArray(): readonly ImportException[] {
    return [...this.found.values()];
  }
}
