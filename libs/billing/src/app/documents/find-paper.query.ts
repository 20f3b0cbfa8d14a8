import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import {
  type CustomerBrief,
  Customers,
  Operators,
  partnersOf,
  Partners,
  type PartnerBrief,
  reachesOnlyAddedBy,
} from '@demarc/crm';
import { isId, type LocalDate, notFound, type Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  invoicePaper,
  type PaperBuyer,
  type PaperDocument,
  type PaperLine,
  type PaperSeller,
  type PlainPaper,
} from '../../documents/invoice-paper.js';
import { receiptPaper } from '../../documents/receipt-paper.js';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';

export type PaperKind = 'invoice' | 'credit_note' | 'receipt';

/** A document of the actor's, with the bytes that were drawn of it, or what to draw. */
export interface FoundPaper {
  readonly kind: PaperKind;
  readonly id: string;
  readonly number: string;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly bytes: Buffer | null;
  readonly paper: PlainPaper | null;
}

interface Head {
  id: string;
  number: string;
  customerId: Id<'Customer'>;
  partnerId: Id<'Partner'>;
}

type DocumentRow = Head &
  Omit<PaperDocument, 'kind' | 'lines' | 'netMinor' | 'taxMinor' | 'grossMinor' | 'madeAt' | 'period'> & {
    net: string;
    tax: string;
    gross: string;
    madeAt: Date;
    periodFrom: LocalDate | null;
    periodTo: LocalDate | null;
    taxExempt: boolean | null;
  };
type LineRow = Omit<PaperLine, 'covers' | 'netMinor' | 'taxMinor' | 'grossMinor'> & {
  coversFrom: LocalDate | null;
  coversTo: LocalDate | null;
  net: string;
  tax: string;
  gross: string;
};
type ReceiptRow = Head & { receivedOn: LocalDate; method: string; amount: string; currency: string; madeAt: Date };

const NAME: Readonly<Record<PaperKind, string>> = {
  invoice: 'invoice',
  credit_note: 'credit note',
  receipt: 'receipt',
};
const TABLE: Readonly<Record<PaperKind, string>> = {
  invoice: 'invoice',
  credit_note: 'credit_note',
  receipt: 'payment',
};

/** What is foreign, unknown or no id at all is answered alike. */
abstract class FindPaper extends Query<{ id: string }, FoundPaper> {
  protected abstract readonly kind: PaperKind;
  protected abstract draw(sql: Sql, head: Head): Promise<PlainPaper>;

  constructor(
    private readonly operators: Operators,
    private readonly partners: Partners,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer({ id }: { id: string }, { sql, actor }: Asking): Promise<FoundPaper> {
    const own = actor.kind === 'customer' ? actor.id : null;
    const head = isId(id)
      ? await sql.first<Head>(
          `SELECT id, ${this.kind === 'receipt' ? 'receipt_number' : 'number'} AS number, customer_id AS "customerId", partner_id AS "partnerId" FROM billing.${TABLE[this.kind]}
            WHERE id = $1 AND ($2::uuid IS NULL OR customer_id = $2) AND ($3::uuid[] IS NULL OR partner_id = ANY ($3::uuid[]))
              AND ${reached(TABLE[this.kind], 4)}`,
          [id, own, partnersOf(actor), reachesOnlyAddedBy(actor)],
        )
      : undefined;
    if (!head) throw notFound(NAME[this.kind]);
    const kept = await sql.first<{ bytes: Buffer }>(
      'SELECT bytes FROM billing.document_file WHERE kind = $1 AND document_id = $2',
      [this.kind, id],
    );
    return { kind: this.kind, ...head, bytes: kept?.bytes ?? null, paper: kept ? null : await this.draw(sql, head) };
  }

  protected async people(sql: Sql, head: Head): Promise<{ seller: PaperSeller; buyer: PaperBuyer; locale: string }> {
    const operator = await this.operators.settings(sql);
    const seller = sellerOf(await this.partners.find(sql, head.partnerId), operator.name);
    return { seller, buyer: buyerOf(await this.customers.required(sql, head.customerId)), locale: operator.locale };
  }
}

async function documentPaper(
  sql: Sql,
  kind: 'invoice' | 'credit_note',
  head: Head,
  people: { seller: PaperSeller; buyer: PaperBuyer; locale: string },
): Promise<PlainPaper> {
  const isInvoice = kind === 'invoice';
  const own = isInvoice
    ? `document.due_on AS "dueOn", lower(document.period) AS "periodFrom", upper(document.period) AS "periodTo", NULL AS "correctsNumber"`
    : `NULL AS "dueOn", NULL AS "periodFrom", NULL AS "periodTo", (SELECT number FROM billing.invoice WHERE id = document.invoice_id) AS "correctsNumber"`;
  const row = await sql.first<DocumentRow>(
    `SELECT document.number, document.issued_on AS "issuedOn", document.currency, document.net_minor AS net, document.tax_minor AS tax, document.gross_minor AS gross,
       document.note, document.created_at AS "madeAt", account.tax_exempt AS "taxExempt", ${own}
     FROM billing.${kind} document LEFT JOIN billing.account ON account.customer_id = document.customer_id WHERE document.id = $1`,
    [head.id],
  );
  if (!row) throw notFound(NAME[kind]);
  const lines = await sql.query<LineRow>(
    `SELECT description, lower(covers) AS "coversFrom", upper(covers) AS "coversTo", quantity, unit, unit_price AS "unitPrice", tax_inclusive AS "priceIncludesTax", tax_percent AS "taxPercent",
       tax_rate_id AS "taxRateId", net_minor AS net, tax_minor AS tax, gross_minor AS gross FROM billing.${kind}_line WHERE ${kind}_id = $1 ORDER BY position`,
    [head.id],
  );
  const { net, tax, gross, periodFrom, periodTo, taxExempt, ...said } = row;
  const document: PaperDocument = {
    ...said,
    kind,
    netMinor: BigInt(net),
    taxMinor: BigInt(tax),
    grossMinor: BigInt(gross),
    period: periodFrom && periodTo ? { from: periodFrom, to: periodTo } : null,
    lines: lines.map(lineOf),
  };
  return invoicePaper({ document, ...people, taxExempt: taxExempt === true && document.taxMinor === 0n });
}

function lineOf({ coversFrom, coversTo, net, tax, gross, ...line }: LineRow): PaperLine {
  const covers = coversFrom && coversTo ? { from: coversFrom, to: coversTo } : null;
  return { ...line, covers, netMinor: BigInt(net), taxMinor: BigInt(tax), grossMinor: BigInt(gross) };
}

function sellerOf(partner: PartnerBrief | undefined, operatorName: string): PaperSeller {
  return { ...partner?.legal, name: partner?.legal.legalName ?? partner?.name ?? operatorName };
}

function buyerOf(customer: CustomerBrief): PaperBuyer {
  const { name, number, street, city, zip, country, companyNumber, vatId } = customer;
  return { name, number, street, city, zip, country, companyNumber, vatId };
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

  constructor(operators: Operators, partners: Partners, customers: Customers) {
    super(operators, partners, customers);
  }

  protected async draw(sql: Sql, head: Head): Promise<PlainPaper> {
    return documentPaper(sql, 'invoice', head, await this.people(sql, head));
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

  constructor(operators: Operators, partners: Partners, customers: Customers) {
    super(operators, partners, customers);
  }

  protected async draw(sql: Sql, head: Head): Promise<PlainPaper> {
    return documentPaper(sql, 'credit_note', head, await this.people(sql, head));
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

  constructor(operators: Operators, partners: Partners, customers: Customers) {
    super(operators, partners, customers);
  }

  protected async draw(sql: Sql, head: Head): Promise<PlainPaper> {
    const row = await sql.first<ReceiptRow>(
      `SELECT received_on AS "receivedOn", method.name AS method, amount_minor AS amount, currency, payment.created_at AS "madeAt"
         FROM billing.payment JOIN billing.payment_method method ON method.id = method_id WHERE payment.id = $1`,
      [head.id],
    );
    if (!row) throw notFound(NAME.receipt);
    return receiptPaper({
      ...row,
      number: head.number,
      amountMinor: BigInt(row.amount),
      ...(await this.people(sql, head)),
    });
  }
}
