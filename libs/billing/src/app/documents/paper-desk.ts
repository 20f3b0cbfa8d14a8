import { Injectable } from '@nestjs/common';
import { Customers, Operators, Partners } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PaperData, PaperKind, PaperPeople } from '../../documents/paper-data.js';
import { languageOf } from '../../documents/paper-texts.js';
import type { PaperOrder } from '../../documents/print-order.js';
import { logoAt } from './paper-logo.js';
import { peopleAt } from './paper-people.js';
import { templateAt } from './paper-templates.js';

/** What every paper is about. */
export interface PaperHead {
  id: string;
  number: string;
  customerId: Id<'Customer'>;
  partnerId: Id<'Partner'>;
  madeAt: Date;
}

/** The language of a customer's papers and what they are drawn in: theirs, else the partner's, else the operator's. */
export interface Tongue {
  readonly language: string;
  /** BCP 47: the operator's own where it is of that language, so that dates and amounts read as in the country. */
  readonly locale: string;
}

export function tongueOf({ seller, buyer }: PaperPeople, operatorLocale: string): Tongue {
  const usual = languageOf(operatorLocale);
  const language = buyer.language ?? seller.language ?? usual;
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
    const { partnerId, madeAt } = head;
    const source = await templateAt(sql, { kind, language: tongue.language, partnerId, madeAt });
    const logo = await logoAt(sql, partnerId, madeAt);
    return { source, locale: tongue.locale, data: await load(people, tongue), logo: logo?.bytes };
  }
}
