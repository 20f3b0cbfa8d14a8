import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { CREDIT_NOTES, type FoundCreditNote } from './find-documents.query.js';

interface Ref {
  readonly id: InvoiceId;
  readonly number: string;
}

export interface FoundRelated {
  readonly creditNotes: readonly FoundCreditNote[];
  readonly corrects: Ref | null;
  readonly correctedBy: Ref | null;
  /** Of the same kind and customer. */
  readonly previous: Ref | null;
}

interface Row {
  corrects: Ref | null;
  correctedBy: Ref | null;
  previous: Ref | null;
}

const REF = `jsonb_build_object('id', other.id, 'number', other.number)`;

/** What belongs to an invoice. Whoever asks has found the invoice before. */
@Injectable()
export class RelatedDocuments extends Query<{ id: InvoiceId }, FoundRelated> {
  readonly rule: Rule = {
    name: 'billing.relatedDocuments',
    sentence: 'See what belongs to an invoice',
    permission: BillingPermissions['invoice.view'],
    customer: 'own',
  };

  async answer({ id }: { id: InvoiceId }, { sql }: Asking): Promise<FoundRelated> {
    const creditNotes = await sql.query<FoundCreditNote>(
      `${CREDIT_NOTES} WHERE invoice_id = $1 ORDER BY issued_on, id LIMIT 500`,
      [id],
    );
    const row = await sql.first<Row>(
      `SELECT (SELECT ${REF} FROM billing.invoice other WHERE other.id = invoice.corrects_id) AS corrects,
         (SELECT ${REF} FROM billing.invoice other WHERE other.corrects_id = invoice.id) AS "correctedBy",
         (SELECT ${REF} FROM billing.invoice other WHERE other.customer_id = invoice.customer_id AND other.kind = invoice.kind AND other.status = 'issued'
             AND (other.issued_on, other.id) < (invoice.issued_on, invoice.id) ORDER BY other.issued_on DESC, other.id DESC LIMIT 1) AS previous
       FROM billing.invoice WHERE invoice.id = $1`,
      [id],
    );
    return { creditNotes, corrects: null, correctedBy: null, previous: null, ...row };
  }
}
