import { Injectable } from '@nestjs/common';
import { Customers, Operators, Partners } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PaperData, PaperKind, PaperPeople } from '../../documents/paper-data.js';
import type { SettlementParties } from '../../documents/settlement-data.js';
import { languageOf } from '../../documents/paper-texts.js';
import type { PaperOrder } from '../../documents/print-order.js';
import { logoAt } from './paper-logo.js';
import { partnerAt, peopleAt } from './paper-people.js';
import { templateAt } from './paper-templates.js';

/** What every paper is about. */
export interface PaperFacts {
  id: string;
  number: string;
  partnerId: Id<'Partner'>;
  madeAt: Date;
}

/** What a paper for a customer is about. */
export interface PaperHead extends PaperFacts {
  customerId: Id<'Customer'>;
}

/** A document of the actor's, with the bytes that were drawn of it, or what to draw. */
export interface FoundPaper extends Readonly<PaperFacts> {
  readonly kind: PaperKind;
  /** Null: of a partner, and no customer's. */
  readonly customerId: Id<'Customer'> | null;
  readonly bytes: Buffer | null;
  readonly order: PaperOrder | null;
}

/** The language of a customer's papers and what they are drawn in: theirs, else the partner's, else the operator's. */
export interface Tongue {
  readonly language: string;
  /** BCP 47: the operator's own where it is of that language, so that dates and amounts read as in the country. */
  readonly locale: string;
}

export function tongueOf({ seller, buyer }: PaperPeople, operatorLocale: string): Tongue {
  return tongueIn(buyer.language ?? seller.language, operatorLocale);
}

function tongueIn(wanted: string | null | undefined, operatorLocale: string): Tongue {
  const usual = languageOf(operatorLocale);
  const language = wanted ?? usual;
  return { language, locale: language === usual ? operatorLocale : language };
}

/** Puts an order together: people, language and template of the time when the document was made, and its data. */
@Injectable()
export class PaperDesk {
  constructor(
    private readonly operators: Operators,
    private readonly partners: Partners,
    private readonly customers: Customers,
  ) {}

  async order(
    sql: Sql,
    kind: PaperKind,
    head: PaperHead,
    load: (people: PaperPeople, tongue: Tongue) => Promise<PaperData>,
  ): Promise<PaperOrder> {
    const operator = await this.operators.settings(sql);
    const people = await peopleAt(sql, head, operator.name, this.partners, this.customers);
    const tongue = tongueOf(people, operator.locale);
    return put(sql, kind, head, tongue, await load(people, tongue));
  }

  /** A paper of the operator for a partner. */
  async orderForPartner(
    sql: Sql,
    kind: PaperKind,
    facts: PaperFacts,
    load: (parties: SettlementParties) => Promise<PaperData>,
  ): Promise<PaperOrder> {
    const { name, country, locale } = await this.operators.settings(sql);
    const partner = await partnerAt(sql, facts, this.partners);
    const data = await load({ operator: { name, country }, partner });
    return put(sql, kind, facts, tongueIn(partner.language, locale), data);
  }

  /** What was drawn of a document already, else what to draw; afresh, always the latter. */
  async paper(
    sql: Sql,
    about: Omit<FoundPaper, 'bytes' | 'order'>,
    afresh: boolean | undefined,
    order: () => Promise<PaperOrder>,
  ): Promise<FoundPaper> {
    const kept = afresh
      ? undefined
      : await sql.first<{ bytes: Buffer }>(
          'SELECT bytes FROM billing.document_file WHERE kind = $1 AND document_id = $2',
          [about.kind, about.id],
        );
    return { ...about, bytes: kept?.bytes ?? null, order: kept ? null : await order() };
  }
}

/** By the template and with the image of the time when the document was made. */
async function put(
  sql: Sql,
  kind: PaperKind,
  { partnerId, madeAt }: PaperFacts,
  { language, locale }: Tongue,
  data: PaperData,
): Promise<PaperOrder> {
  const source = await templateAt(sql, { kind, language, partnerId, madeAt });
  const logo = await logoAt(sql, partnerId, madeAt);
  return { source, locale, data, logo: logo?.bytes };
}
