import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import {
  CreditNoteIssued,
  type CreditNoteIssuedPayload,
  InvoicesIssued,
  type InvoicesIssuedPayload,
} from '../../events.js';
import type { DocumentSettings } from '../settings/document-settings.js';
import { Policies } from '../settings/policies.js';
import { DocumentMails } from './document-mails.js';

const OF_RUNS: readonly DocumentSettings['mailDocuments'][] = ['run_invoices', 'all'];
const OF_OTHERS: readonly DocumentSettings['mailDocuments'][] = ['all'];

/** Mails invoices where the settings of their partner say so: a page of a run in one job, after the run has recorded it. */
@Injectable()
export class OnInvoicesIssued extends Subscriber<InvoicesIssuedPayload> {
  readonly name = 'billing.mail-invoices';
  readonly event = InvoicesIssued;

  constructor(
    protected readonly acts: Acts,
    private readonly policies: Policies,
    private readonly mails: DocumentMails,
  ) {
    super();
  }

  protected async on({ runId, invoices }: InvoicesIssuedPayload, act: Act): Promise<void> {
    const wanted = runId === null ? OF_OTHERS : OF_RUNS;
    const termsOf = await this.policies.termsOfAll(act.sql);
    const issued = await this.mails.documents(
      act.sql,
      'invoice',
      invoices.map(({ invoiceId }) => invoiceId),
    );
    const mailed = issued.filter(({ partnerId }) => wanted.includes(termsOf(partnerId).settings.mailDocuments));
    if (mailed.length > 0) await this.mails.postByThemselves(act, 'invoice', mailed);
  }
}

/** Mails credit notes where the settings of their partner say so. */
@Injectable()
export class OnCreditNoteIssued extends Subscriber<CreditNoteIssuedPayload> {
  readonly name = 'billing.mail-credit-note';
  readonly event = CreditNoteIssued;

  constructor(
    protected readonly acts: Acts,
    private readonly policies: Policies,
    private readonly mails: DocumentMails,
  ) {
    super();
  }

  protected async on({ creditNoteId, partnerId }: CreditNoteIssuedPayload, act: Act): Promise<void> {
    const { settings } = await this.policies.terms(act.sql, partnerId);
    if (!OF_OTHERS.includes(settings.mailDocuments)) return;
    const issued = await this.mails.documents(act.sql, 'credit_note', [creditNoteId]);
    await this.mails.postByThemselves(act, 'credit_note', issued);
  }
}
