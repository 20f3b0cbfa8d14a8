import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { isId, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PaperData, PaperPeople } from '../../documents/paper-data.js';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';
import { chargesPaper, receiptPaper } from './load-paper.js';
import { type FoundPaper, PaperDesk, type PaperHead } from './paper-desk.js';

export type { PaperKind } from '../../documents/paper-data.js';
export type { PaperHead } from './paper-desk.js';

const NAME = { invoice: 'invoice', credit_note: 'credit note', receipt: 'receipt', proforma: 'proforma' } as const;
const TABLE = { invoice: 'invoice', credit_note: 'credit_note', receipt: 'payment', proforma: 'proforma' } as const;
type StoredKind = keyof typeof TABLE;

/** What is foreign, unknown or no id at all is answered alike. */
abstract class FindPaper extends Query<{ id: string; afresh?: boolean }, FoundPaper> {
  protected abstract readonly kind: StoredKind;
  protected abstract data(sql: Sql, head: PaperHead, people: PaperPeople): Promise<PaperData>;

  constructor(private readonly desk: PaperDesk) {
    super();
  }

  async answer({ id, afresh }: { id: string; afresh?: boolean }, { sql, actor }: Asking): Promise<FoundPaper> {
    const own = actor.kind === 'customer' ? actor.id : null;
    const head = isId(id)
      ? await sql.first<PaperHead>(
          `SELECT id, ${this.kind === 'receipt' ? 'receipt_number' : 'number'} AS number, customer_id AS "customerId", partner_id AS "partnerId", created_at AS "madeAt"
             FROM billing.${TABLE[this.kind]}
            WHERE id = $1 AND ($2::uuid IS NULL OR customer_id = $2) AND ($3::uuid[] IS NULL OR partner_id = ANY ($3::uuid[]))
              AND ${reached(TABLE[this.kind], 4)}`,
          [id, own, partnersOf(actor), reachesOnlyAddedBy(actor)],
        )
      : undefined;
    if (!head) throw notFound(NAME[this.kind]);
    return this.desk.paper(sql, { kind: this.kind, ...head }, afresh, () =>
      this.desk.order(sql, this.kind, head, (people) => this.data(sql, head, people)),
    );
  }
}

@Injectable()
export class FindInvoicePaper extends FindPaper {
  readonly rule: Rule = {
    name: 'billing.invoicePaper',
    sentence: 'Read the PDF of an invoice',
    permission: BillingPermissions['invoice.view'],
    customer: 'own',
  };
  protected readonly kind = 'invoice';

  constructor(desk: PaperDesk) {
    super(desk);
  }

  protected data(sql: Sql, head: PaperHead, people: PaperPeople): Promise<PaperData> {
    return chargesPaper(sql, 'invoice', head, people);
  }
}

@Injectable()
export class FindCreditNotePaper extends FindPaper {
  readonly rule: Rule = {
    name: 'billing.creditNotePaper',
    sentence: 'Read the PDF of a credit note',
    permission: BillingPermissions['invoice.view'],
    customer: 'own',
  };
  protected readonly kind = 'credit_note';

  constructor(desk: PaperDesk) {
    super(desk);
  }

  protected data(sql: Sql, head: PaperHead, people: PaperPeople): Promise<PaperData> {
    return chargesPaper(sql, 'credit_note', head, people);
  }
}

@Injectable()
export class FindProformaPaper extends FindPaper {
  readonly rule: Rule = {
    name: 'billing.proformaPaper',
    sentence: 'Read the PDF of a proforma',
    permission: BillingPermissions['proforma.view'],
    customer: 'own',
  };
  protected readonly kind = 'proforma';

  constructor(desk: PaperDesk) {
    super(desk);
  }

  protected data(sql: Sql, head: PaperHead, people: PaperPeople): Promise<PaperData> {
    return chargesPaper(sql, 'proforma', head, people);
  }
}

@Injectable()
export class FindReceiptPaper extends FindPaper {
  readonly rule: Rule = {
    name: 'billing.receiptPaper',
    sentence: 'Read the PDF of a receipt',
    permission: BillingPermissions['payment.view'],
    customer: 'own',
  };
  protected readonly kind = 'receipt';

  constructor(desk: PaperDesk) {
    super(desk);
  }

  protected data(sql: Sql, head: PaperHead, people: PaperPeople): Promise<PaperData> {
    return receiptPaper(sql, head, people);
  }
}
