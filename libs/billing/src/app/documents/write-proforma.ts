import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { addDays, type DateRange, type LocalDate, money, toDecimalString } from '@demarc/kernel';
import { documentTotals } from '../../domain/index.js';
import { ProformaIssued } from '../../events.js';
import type { ProformaId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { BillingTerms } from '../settings/settings.js';
import { documentHash, type LineToIssue, rangeText, writeLines } from './document-lines.js';
import { takeNumbers } from './take-numbers.js';

export interface ProformaToIssue {
  readonly account: Account;
  readonly terms: BillingTerms;
  readonly issuedOn: LocalDate;
  /** Of an automatic one: one for each month. */
  readonly forMonth: LocalDate | null;
  readonly period: DateRange | null;
  readonly note: string;
  readonly lines: readonly LineToIssue[];
}

/** Issues a request for payment on a locked account. Nothing is posted, no day is charged. */
export async function writeProforma(act: Act, proforma: ProformaToIssue): Promise<{ id: ProformaId; number: string }> {
  const { account, terms, issuedOn, lines } = proforma;
  const { customerId, partnerId, currency } = account;
  const id: ProformaId = act.newId<'Proforma'>();
  const totals = documentTotals(lines);
  const dueOn = addDays(issuedOn, terms.settings.proformaDueDays);
  await writeLines(act, 'proforma', [{ id, customerId, partnerId, lines }]);
  const [taken] = await takeNumbers(act, 'proforma', [{ on: issuedOn, terms, customerId }]);
  if (!taken) throw new Error('a proforma has no number');
  const said = [customerId, issuedOn, dueOn, String(totals.netMinor), String(totals.taxMinor), currency];
  await act.sql.execute(
    `INSERT INTO billing.proforma (id, customer_id, partner_id, series_id, ordinal, number, for_month, issued_on, due_on, period, currency, net_minor, tax_minor,
       gross_minor, note, hash, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      id,
      customerId,
      partnerId,
      taken.seriesId,
      taken.ordinal.toString(),
      taken.number,
      proforma.forMonth,
      issuedOn,
      dueOn,
      rangeText(proforma.period),
      currency,
      totals.netMinor.toString(),
      totals.taxMinor.toString(),
      totals.grossMinor.toString(),
      proforma.note,
      documentHash(taken.number, said, lines),
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  const about = { customerId, partnerId };
  act.emit(ProformaIssued, { ...about, proformaId: id }, about);
  const amount = toDecimalString(money(totals.grossMinor, currency));
  act.audit({ kind: 'proforma', id, ...about }, `Proforma ${taken.number} of ${amount} ${currency} issued`);
  return { id, number: taken.number };
}
