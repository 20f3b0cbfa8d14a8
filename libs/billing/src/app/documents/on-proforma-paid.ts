import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import { dueDate, documentTotals } from '../../domain/index.js';
import {
  PaymentRecorded,
  type PaymentRecordedPayload,
  PaymentReversed,
  type PaymentReversedPayload,
} from '../../events.js';
import type { InvoiceId, ProformaId } from '../../ids.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import type { LineToIssue } from './document-lines.js';
import { issueOne } from './issue-one.js';
import { proformaLines } from './proforma-lines.js';

/**
 * A payment over exactly what an unpaid proforma asks for pays it, the oldest one first: by hand or through a provider. The
 * money is credit as of any payment; the tax invoice follows at once where the settings say so.
 */
@Injectable()
export class OnProformaPaid extends Subscriber<PaymentRecordedPayload> {
  readonly name = 'billing.on-proforma-paid';
  readonly event = PaymentRecorded;

  constructor(
    protected readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  override concerns({ paysProforma }: PaymentRecordedPayload): boolean {
    return paysProforma;
  }

  protected async on({ customerId, paymentId, amountMinor }: PaymentRecordedPayload, act: Act): Promise<void> {
    const open = await act.sql.first<{ id: string }>(
      `SELECT id FROM billing.proforma WHERE customer_id = $1 AND status = 'unpaid' AND gross_minor = $2 LIMIT 1`,
      [customerId, amountMinor],
    );
    if (!open) return;
    const account = await this.accounts.lock(act, customerId);
    const [paid] = await act.sql.query<{ id: ProformaId; number: string }>(
      `UPDATE billing.proforma SET status = 'paid', payment_id = $3 WHERE id = (
         SELECT id FROM billing.proforma WHERE customer_id = $1 AND status = 'unpaid' AND gross_minor = $2 ORDER BY issued_on, id LIMIT 1)
         AND EXISTS (SELECT 1 FROM billing.payment WHERE id = $3 AND status = 'recorded')
         AND NOT EXISTS (SELECT 1 FROM billing.proforma WHERE payment_id = $3) RETURNING id, number`,
      [customerId, amountMinor, paymentId],
    );
    if (!paid) return;
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit({ kind: 'proforma', id: paid.id, ...about }, `Proforma ${paid.number} paid`);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    if (!terms.settings.proformaInvoiceOnPayment) return;
    const invoiceId = await this.invoice(act, account, paid.id);
    if (invoiceId)
      await act.sql.execute('UPDATE billing.proforma SET invoice_id = $2 WHERE id = $1', [paid.id, invoiceId]);
  }

  /** Days that were invoiced meanwhile are left out: no day is charged twice. */
  private async invoice(act: Act, account: Account, proformaId: ProformaId): Promise<InvoiceId | null> {
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const { lines, period, note } = await proformaLines(act.sql, proformaId, () => act.newId<'InvoiceLine'>());
    const uncharged: LineToIssue[] = lines.filter((line) => !line.isCharged);
    if (uncharged.length === 0) return null;
    const issuedOn = act.todayIn(terms.zone);
    const { netMinor, taxMinor, grossMinor } = documentTotals(uncharged);
    const issued = await issueOne(
      act,
      account,
      {
        id: act.newId<'Invoice'>(),
        customerId: account.customerId,
        partnerId: account.partnerId,
        terms,
        kind: uncharged.some((line) => line.covers !== null) ? 'recurring' : 'one_time',
        currency: account.currency,
        issuedOn,
        dueOn: dueDate(issuedOn, account.dueDays),
        period,
        netMinor,
        taxMinor,
        grossMinor,
        runId: null,
        note,
        lines: uncharged,
      },
      this.watch,
    );
    return issued.invoiceId;
  }
}

/** A payment that is taken back leaves its proforma to be paid again. A tax invoice over it stays and is owed. */
@Injectable()
export class OnProformaPaymentReversed extends Subscriber<PaymentReversedPayload> {
  readonly name = 'billing.on-proforma-payment-reversed';
  readonly event = PaymentReversed;

  constructor(
    protected readonly acts: Acts,
    private readonly accounts: Accounts,
  ) {
    super();
  }

  protected async on({ customerId, paymentId }: PaymentReversedPayload, act: Act): Promise<void> {
    const paid = await act.sql.first<{ id: ProformaId; number: string }>(
      `SELECT id, number FROM billing.proforma WHERE payment_id = $1 AND status = 'paid' AND invoice_id IS NULL`,
      [paymentId],
    );
    if (!paid) return;
    const account = await this.accounts.lock(act, customerId);
    await act.sql.execute(
      `UPDATE billing.proforma SET status = 'unpaid', payment_id = NULL WHERE id = $1 AND status = 'paid' AND invoice_id IS NULL`,
      [paid.id],
    );
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      { kind: 'proforma', id: paid.id, ...about },
      `Proforma ${paid.number} is to be paid again: its payment was taken back`,
    );
  }
}
