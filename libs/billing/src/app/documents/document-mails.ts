import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { type CustomerBrief, Customers, mailAddresses, Operators, type PartnerBrief, Partners } from '@demarc/crm';
import { currencyCode, type Id, type LocalDate } from '@demarc/kernel';
import { type MessageDraft, Messages } from '@demarc/messaging';
import type { Sql } from '@demarc/persistence';
import { documentMail } from '../../documents/mail-texts.js';
import { tongueOf } from './paper-desk.js';

/** Who draws what these mails carry. */
export const DOCUMENTS_SOURCE = 'billing.document';

export type MailedKind = 'invoice' | 'credit_note';

/** Why a document was not mailed that was to be. */
export type UnsentReason = 'no_address' | 'void';

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
  /** Credited in whole: it asks for nothing any more. */
  readonly isVoid: boolean;
}

interface Letter {
  readonly document: DocumentToMail;
  readonly draft: MessageDraft | null;
  /** Null where there is a draft. */
  readonly unsent: UnsentReason | null;
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
         gross_minor AS "grossMinor", status = 'void' AS "isVoid", ${OF_KIND[kind]} FROM billing.${kind} WHERE id = ANY ($1::uuid[]) ORDER BY number, id`,
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
    const letters = await this.letters(act.sql, kind, documents, byItself);
    const drafts = letters.flatMap(({ draft }) => draft ?? []);
    const posted = drafts.length > 0 ? await this.messages.postAll(act, drafts) : [];
    const messageOf = new Map(drafts.map((draft, at) => [draft, posted[at]]));
    await noteMails(
      act,
      kind,
      byItself,
      letters.map((letter) => ({ ...letter, messageId: letter.draft ? messageOf.get(letter.draft) : null })),
    );
    return letters.map(({ draft }) => draft?.to ?? null);
  }

  /** A document was made void while its mail waited: the mail stays, and the document is listed with those that were not mailed. */
  async noteVoid(act: Act, kind: MailedKind, document: DocumentToMail): Promise<void> {
    await noteMails(act, kind, false, [{ document, draft: null, unsent: 'void', messageId: null }]);
  }

  private async letters(
    sql: Sql,
    kind: MailedKind,
    documents: readonly DocumentToMail[],
    byItself: boolean,
  ): Promise<Letter[]> {
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
      if (byItself && document.isVoid) return { document, draft: null, unsent: 'void' };
      const draft = customer ? draftOf(kind, document, customer, partner, operator) : null;
      return { document, draft, unsent: draft ? null : 'no_address' };
    });
  }
}

async function noteMails(
  act: Act,
  kind: MailedKind,
  byItself: boolean,
  mails: readonly (Letter & { readonly messageId: string | null | undefined })[],
): Promise<void> {
  const column = <Value>(of: (mail: (typeof mails)[number]) => Value): Value[] => mails.map(of);
  await act.sql.execute(
    `INSERT INTO billing.document_mail
       (id, kind, document_id, customer_id, partner_id, run_id, by_itself, message_id, recipient, unsent_because, created_at)
     SELECT id, $9, document_id, customer_id, partner_id, run_id, $10, message_id, recipient, unsent_because, $11
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[])
         AS mail (id, document_id, customer_id, partner_id, run_id, message_id, recipient, unsent_because)`,
    [
      column(() => act.newId()),
      column(({ document }) => document.id),
      column(({ document }) => document.customerId),
      column(({ document }) => document.partnerId),
      column(({ document }) => document.runId),
      column(({ messageId }) => messageId ?? null),
      column(({ draft }) => draft?.to ?? null),
      column(({ unsent }) => unsent),
      kind,
      byItself,
      act.at,
    ],
  );
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
    attachment: { source: DOCUMENTS_SOURCE, kind, id: document.id, ...(document.isVoid ? { evenVoid: true } : {}) },
  };
}
