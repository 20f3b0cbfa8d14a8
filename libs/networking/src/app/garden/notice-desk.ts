import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Checkouts, FindWaysToPay, LookAhead, MakePromise, Policies, type WhatHappensNext } from '@demarc/billing';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import {
  addDays,
  Clock,
  currencyCode,
  IdSource,
  type LocalDate,
  money,
  Refusal,
  toDecimalString,
} from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type Notice, noticePage } from '../../domain/garden/notice-page.js';
import { type NoticeReason, noticeReason } from '../../domain/garden/notice-reason.js';
import { noticeLanguage } from '../../domain/garden/notice-texts.js';
import type { GardenListNumber } from '../../domain/garden/garden-recipe.js';
import { GardenBook } from './garden-book.js';
import { type Visitor, Visitors } from './visitors.js';

/** Who asks for a page, as far as the connection tells. */
export interface Visit {
  readonly address: string;
  /** The list that the router put the session on, told by the port that it led to. */
  readonly list?: GardenListNumber | undefined;
  readonly acceptLanguage?: string | undefined;
}

export const NOTICE_ACTS = ['pay', 'promise', 'paid'] as const;
export type NoticeAct = (typeof NOTICE_ACTS)[number];

interface Seen {
  readonly visitor: Visitor | undefined;
  readonly reason: NoticeReason;
  readonly language: Notice['language'];
  readonly notice: Notice;
  readonly promiseUntil: LocalDate | undefined;
}

/** Answers people in a walled garden: what is the matter, what it costs, and the three things that they can do about it. */
@Injectable()
export class NoticeDesk {
  constructor(
    private readonly database: Database,
    private readonly visitors: Visitors,
    private readonly book: GardenBook,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly checkouts: Checkouts,
    private readonly policies: Policies,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async page(visit: Visit): Promise<string> {
    return noticePage((await this.see(visit)).notice);
  }

  /** Where the pressed button leads, or the page that says what came of it. */
  async act(what: NoticeAct, visit: Visit): Promise<{ readonly goTo: string } | { readonly html: string }> {
    const seen = await this.see(visit);
    const { visitor } = seen;
    if (visitor?.access !== 'balance') return { html: noticePage(seen.notice) };
    try {
      if (what === 'pay')
        return { goTo: (await this.checkouts.start({ customerId: visitor.customerId }, this.call())).url };
      const answer = what === 'promise' ? await this.promise(seen, visitor) : await this.lookForPayment(visitor);
      return { html: noticePage({ ...(await this.see(visit)).notice, answer }) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { html: noticePage({ ...seen.notice, answer: { refusal: error.message } }) };
    }
  }

  /** RFC 8908 §5. Who is nobody of ours is not held captive by us. */
  async captivePortal(visit: Visit): Promise<Readonly<Record<string, unknown>>> {
    const visitor = await this.database.read(EVERYTHING, (sql) => this.visitors.find(sql, visit.address));
    const captive = visitor !== undefined && visitor.access !== 'open';
    return {
      captive,
      'user-portal-url': `${this.book.publicUrl}/notice`,
      'venue-info-url': `${this.book.publicUrl}/portal/`,
    };
  }

  /** The notice of a reason as the operator's customers would see it, with everything that can stand on it. */
  async sample(reason: NoticeReason, acceptLanguage: string | undefined): Promise<string> {
    const { brand, currency } = await this.database.read(EVERYTHING, async (sql) => ({
      brand: await this.visitors.operator(sql),
      currency: (await this.visitors.currency(sql)) ?? 'EUR',
    }));
    const language = noticeLanguage([acceptLanguage, brand.language]);
    return noticePage({
      reason,
      language,
      brand,
      due: moneyText('48.90', currency, language),
      canPayOnline: true,
      promiseBy: dayText(addDays(this.clock.todayIn('UTC'), 5), language),
      accountUrl: `${this.book.publicUrl}/portal/`,
    });
  }

  private async promise({ promiseUntil }: Seen, { customerId }: Visitor): Promise<Notice['answer']> {
    if (promiseUntil === undefined)
      throw new Refusal(
        'conflict',
        'NO_PROMISE_LEFT',
        'No promise is left. Pay now, or ask us to find a way together.',
      );
    await this.commands.run(MakePromise, { customerId, until: promiseUntil }, this.call());
    return 'promised';
  }

  private async lookForPayment({ customerId }: Visitor): Promise<Notice['answer']> {
    return (await this.checkouts.lookSoon(customerId, this.call())) ? 'payment_on_its_way' : 'nothing_received';
  }

  private async see({ address, list, acceptLanguage }: Visit): Promise<Seen> {
    const { visitor, brand } = await this.database.read(EVERYTHING, async (sql) => {
      const found = await this.visitors.find(sql, address);
      return { visitor: found, brand: found?.brand ?? (await this.visitors.operator(sql)) };
    });
    const reason = noticeReason(list, visitor?.access);
    const language = noticeLanguage([visitor?.language, acceptLanguage, brand.language]);
    const money = visitor && reason === 'balance' ? await this.moneyOf(visitor, language) : undefined;
    const notice = { reason, language, brand, accountUrl: `${this.book.publicUrl}/portal/`, ...money?.parts };
    return { visitor, reason, language, notice, promiseUntil: money?.promiseUntil };
  }

  private async moneyOf(
    visitor: Visitor,
    language: Notice['language'],
  ): Promise<{ parts: Partial<Notice>; promiseUntil: LocalDate | undefined }> {
    const { customerId } = visitor;
    const call = this.call();
    const [next, ways] = await Promise.all([
      this.queries.ask(LookAhead, { customerId }, call),
      this.queries.ask(FindWaysToPay, { customerId }, call),
    ]);
    const promiseUntil = next && next.promisesLeft > 0 ? await this.promiseDay(visitor, next) : undefined;
    const bank = ways?.bankAccount
      ? { payee: ways.payee, account: ways.bankAccount, reference: visitor.number }
      : undefined;
    const parts = {
      due: next ? amountText(next, language) : undefined,
      canPayOnline: ways?.online ?? false,
      promiseBy: promiseUntil && dayText(promiseUntil, language),
      bank,
    };
    return { parts, promiseUntil };
  }

  private async promiseDay({ partnerId }: Visitor, { promiseDays }: WhatHappensNext): Promise<LocalDate> {
    const { zone } = await this.database.read(EVERYTHING, (sql) => this.policies.terms(sql, partnerId));
    return addDays(this.clock.todayIn(zone), promiseDays);
  }

  private call(): Call {
    return { actor: systemActor('notice page'), requestId: this.ids.next() };
  }
}

/** What opens access when it is paid today. */
function amountText({ toRestoreMinor, currency }: WhatHappensNext, language: string): string {
  return moneyText(toDecimalString(money(toRestoreMinor, currencyCode(currency))), currency, language);
}

/** Intl takes a decimal as text and rounds nothing on the way. */
function moneyText(exact: string, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(exact as `${number}`);
}

function dayText(day: LocalDate, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
