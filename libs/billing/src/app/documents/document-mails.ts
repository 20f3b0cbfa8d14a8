import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { type CustomerBrief, Customers, mailAddresses, Operators, type PartnerBrief, Partners } from '@demarc/crm';
import { currencyCode, type Id, type LocalDate } from '@demarc/kernel';
import { type MessageDraft, Messages } from '@demarc/messaging';
import type { Sql } from '@demarc/persistence';
import { documentMail } from '../../documents/mail-texts.js';
import { DOCUMENTS_SOURCE } from './attached-documents.js';
import { tongueOf } from './paper-desk.js';

export type MailedKind = 'invoice' | 'credit_note';

/** A document as its mail speaks of it. */
export interface DocumentToMail {
  readonly id: string;
  readonly number: string;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly runId: string | null;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly currency: string;
  readonly grossMinor: string;
  readonly openMinor: string;
}

/** Null: the customer has no mail address. */
interface Letter {
  readonly document: DocumentToMail;
  readonly draft: MessageDraft | null;
}

const OF_KIND = {
  invoice: 'run_id AS "runId", due_on AS "dueOn", gross_minor - settled_minor AS "openMinor"',
  credit_note: 'NULL AS "runId", NULL AS "dueOn", 0 AS "openMinor"',
} as const;

/** Writes to customers about their documents: a message each, with the paper attached, and a note that it was written. */
@Injectable()
export class DocumentMails {
  constructor(
    private readonly customers: Customers,
    private readonly partners: Partners,
    private readonly operators: Operators,
    private readonly messages: Messages,
  ) {}

  documents(sql: Sql, kind: MailedKind, ids: readonly string[]): Promise<DocumentToMail[]> {
    return sql.query<DocumentToMail>(
      `SELECT id, number, customer_id AS "customerId", partner_id AS "partnerId", issued_on AS "issuedOn", currency,
         gross_minor AS "grossMinor", ${OF_KIND[kind]} FROM billing.${kind} WHERE id = ANY ($1::uuid[]) ORDER BY number, id`,
      [ids],
    );
  }

  /** What went out by itself before does not again: two at once are refused by the table, and the later one looks again. */
  async postByThemselves(act: Act, kind: MailedKind, documents: readonly DocumentToMail[]): Promise<void> {
    const before = await act.sql.query<{ id: string }>(
      'SELECT document_id AS id FROM billing.document_mail WHERE by_itself AND kind = $1 AND document_id = ANY ($2::uuid[])',
      [kind, documents.map(({ id }) => id)],
    );
    const done = new Set(before.map(({ id }) => id));
    await this.post(
      act,
      kind,
      documents.filter(({ id }) => !done.has(id)),
      true,
    );
  }

  /** Answers where each went to; null where nobody can be written to. */
  async post(
    act: Act,
    kind: MailedKind,
    documents: readonly DocumentToMail[],
    byItself: boolean,
  ): Promise<readonly (string | null)[]> {
    const letters = await this.letters(act.sql, kind, documents);
    const drafts = letters.flatMap(({ draft }) => draft ?? []);
    const posted = drafts.length > 0 ? await this.messages.postAll(act, drafts) : [];
    const messageOf = new Map(drafts.map((draft, at) => [draft, posted[at]]));
    const column = <Value>(of: (letter: Letter) => Value): Value[] => letters.map(of);
    await act.sql.execute(
      `INSERT INTO billing.document_mail (id, kind, document_id, customer_id, partner_id, run_id, by_itself, message_id, recipient, created_at)
       SELECT id, $8, document_id, customer_id, partner_id, run_id, $9, message_id, recipient, $10
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[])
           AS mail (id, document_id, customer_id, partner_id, run_id, message_id, recipient)`,
      [
        column(() => act.newId()),
        column(({ document }) => document.id),
        column(({ document }) => document.customerId),
        column(({ document }) => document.partnerId),
        column(({ document }) => document.runId),
        column(({ draft }) => (draft ? messageOf.get(draft) : null)),
        column(({ draft }) => draft?.to ?? null),
        kind,
        byItself,
        act.at,
      ],
    );
    return column(({ draft }) => draft?.to ?? null);
  }

  private async letters(sql: Sql, kind: MailedKind, documents: readonly DocumentToMail[]): Promise<Letter[]> {
    const operator = await this.operators.settings(sql);
    const customers = await this.customers.findMany(
      sql,
      documents.map(({ customerId }) => customerId),
    );
    const partners = new Map<string, PartnerBrief | undefined>();
    for (const { partnerId } of documents)
      if (!partners.has(partnerId)) partners.set(partnerId, await this.partners.find(sql, partnerId));
    return documents.map((document) => {
      const customer = customers.get(document.customerId);
      const partner = partners.get(document.partnerId);
      return { document, draft: customer ? draftOf(kind, document, customer, partner, operator) : null };
    });
  }
}

function draftOf(
  kind: MailedKind,
  document: DocumentToMail,
  customer: CustomerBrief,
  partner: PartnerBrief | undefined,
  operator: { readonly name: string; readonly locale: string },
): MessageDraft | null {
  const to = mailAddresses(customer, 'finance');
  if (to.length === 0) return null;
  const seller = { ...partner?.legal, name: partner?.legal.legalName ?? partner?.name ?? operator.name };
  const { customerId, partnerId } = document;
  const said = {
    ...document,
    kind,
    currency: currencyCode(document.currency),
    grossMinor: BigInt(document.grossMinor),
    openMinor: BigInt(document.openMinor),
  };
  return {
    ...documentMail(
      said,
      { buyer: customer.name, seller: seller.name },
      tongueOf({ seller, buyer: customer }, operator.locale),
    ),
    to: to.join(', '),
    purpose: kind === 'invoice' ? 'invoice' : 'credit note',
    customerId,
    partnerId,
    attachment: { source: DOCUMENTS_SOURCE, kind, id: document.id },
  };
}
