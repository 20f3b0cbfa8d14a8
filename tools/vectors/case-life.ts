import {
  AddService,
  ApproveRun,
  ChangeBillingSettings,
  ChangePlan,
  ChangePolicy,
  CreditInvoice,
  EndService,
  HandBackMoney,
  IssueCreditNote,
  IssueOneTimeInvoice,
  IssueRun,
  PauseService,
  PreviewRun,
  RecordPayment,
  ResumeService,
  TurnServices,
  WatchStanding,
} from '@demarc/billing';
import { addDays, addMonths, type LocalDate, maxDate } from '@demarc/kernel';
import type { Stage } from '../stage/stage.ts';
import { CaseShop } from './case-shop.ts';
import { type Facts, readFacts } from './facts.ts';
import type { Given, PeriodName, Vector, VectorEvent } from './format.ts';
import { type Step, type Timeline, timelineOf, Unsupported } from './timeline.ts';

/** What a step left behind: the facts after it. */
export interface Moment {
  readonly on: LocalDate;
  readonly did: string;
  readonly facts: Facts;
}

/** One case lived through in the product: a partner of its own, one customer, and the commands that people use. */
export class CaseLife {
  readonly moments: Moment[] = [];
  readonly timeline: Timeline;
  readonly stage: Stage;
  readonly vector: Vector;
  /** The money that a cancel gives back in hand: what of its credit was really paid. */
  refundDueMinor = 0n;
  private readonly given: Given;
  private readonly shop: CaseShop;
  private serviceId: string | null = null;
  private planId = '';
  private billedThrough: LocalDate | null = null;
  private readonly zone: string;

  private constructor(stage: Stage, vector: Vector, at: { zone: string; timeline: Timeline; shop: CaseShop }) {
    this.stage = stage;
    this.vector = vector;
    this.given = vector.given;
    this.zone = at.zone;
    this.timeline = at.timeline;
    this.shop = at.shop;
  }

  static async through(stage: Stage, vector: Vector, zone: string): Promise<CaseLife> {
    const timeline = timelineOf(vector, zone);
    stage.at(timeline.opensOn, '00:30:00');
    const life = new CaseLife(stage, vector, { zone, timeline, shop: await CaseShop.open(stage, vector) });
    await life.live();
    return life;
  }

  /** The same life with another pay period, billed until a whole one is. */
  async withPeriod(name: PeriodName): Promise<Facts> {
    const given = { ...this.given, plan_period: name };
    const other = await CaseLife.through(
      this.stage,
      { ...this.vector, id: `${this.vector.id}-${name}`, given },
      this.zone,
    );
    await other.billAsUsual((await other.nextRunAfter(other.lastDay())) ?? other.lastDay());
    return other.facts();
  }

  private async live(): Promise<void> {
    const { startsOn, steps } = this.timeline;
    const beginsByEvent = steps.some(({ event }) => event.do === 'start_service');
    if (startsOn && !beginsByEvent) await this.startService(startsOn);
    if (this.given.lines) await this.oneTimeInvoice();
    for (const step of steps) await this.take(step);
    if (!this.serviceId || steps.some(({ event }) => event.do === 'bill_run')) return;
    await this.billAsUsual(this.given.billing_mode === 'arrears' ? addMonths(this.lastDay(), 1) : this.lastDay());
  }

  /** Another run on the last day: it must make nothing. Answers the documents that it made. */
  async runAgain(): Promise<number> {
    const before = await this.facts();
    await this.run(this.lastDay());
    const after = await this.facts();
    return after.documents.length - before.documents.length;
  }

  facts(): Promise<Facts> {
    return readFacts(this.stage, this.shop.customerId);
  }

  /** The facts after the last step of this kind; undefined when it never came. */
  after(...kinds: readonly string[]): Facts | undefined {
    return this.moments.findLast((moment) => kinds.includes(moment.did))?.facts;
  }

  private async take(step: Step): Promise<void> {
    const { stage } = this;
    if (step.at) stage.clock.set(step.at);
    else stage.at(step.on);
    await stage.app.get(TurnServices).run();
    await stage.settle();
    const act = ACTS[step.event.do];
    if (!act) throw new Unsupported(`nobody here can "${step.event.do}"`);
    await act(this, step);
    await stage.settle();
    await this.remember(step.on, step.event.do);
  }

  private async remember(on: LocalDate, did: string): Promise<void> {
    this.moments.push({ on, did, facts: await this.facts() });
  }

  private lastDay(): LocalDate {
    const { startsOn, steps, opensOn } = this.timeline;
    return steps.reduce((latest, step) => maxDate(latest, step.on), startsOn ?? opensOn);
  }

  async startService(startsOn: LocalDate): Promise<void> {
    const { given, stage } = this;
    const { customerId } = this.shop;
    this.planId = await this.shop.plan(given.price ?? '100', given.plan_period);
    const endsOn = given.service_end === undefined ? {} : { endsOn: addDays(given.service_end as LocalDate, -1) };
    const chargedFrom =
      given.trial_until !== undefined && given.trial_until > startsOn ? (given.trial_until as LocalDate) : startsOn;
    const quantity = given.quantity === undefined ? {} : { quantity: String(given.quantity) };
    const service = { customerId, planId: this.planId, startsOn: chargedFrom, ...quantity, ...endsOn };
    this.serviceId = (await stage.run(AddService, service)).serviceId;
    for (let other = 0; other < (given.other_services_on_invoice ?? 0); other += 1) {
      const planId = await this.shop.plan(given.other_service_price ?? given.price ?? '100', given.plan_period);
      await stage.run(AddService, { customerId, planId, startsOn: chargedFrom });
    }
  }

  /** A bill run of this customer on the clock's day. */
  async run(forDate: LocalDate): Promise<void> {
    const { stage } = this;
    const { customerId } = this.shop;
    const { runId } = await stage.run(PreviewRun, { forDate, customerIds: [customerId] });
    await stage.settle();
    const [run] = await stage.rows<{ hash: string }>(
      'SELECT plan_hash AS hash FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    const approved = { runId, planHash: run?.hash };
    await stage.run(ApproveRun, approved);
    await stage.run(IssueRun, approved);
    await stage.settle();
  }

  /** What a provider has billed by a day: a run when the service begins and when each of its periods does. */
  private async billAsUsual(through: LocalDate): Promise<void> {
    const { startsOn } = this.timeline;
    if (!startsOn) return;
    for (
      let on: LocalDate | null = this.billedThrough ?? startsOn;
      on !== null && on <= through;
      on = await this.nextRunAfter(on)
    ) {
      this.stage.at(on);
      await this.run(on);
      await this.payAsGiven();
      await this.remember(on, 'usual_run');
    }
  }

  /** The day after what is charged; in arrears, and where nothing is, a month on. */
  private async nextRunAfter(on: LocalDate): Promise<LocalDate | null> {
    const charged = (await this.facts()).charges.flatMap((line) => (line.to === null ? [] : [line.to]));
    const next = charged.reduce((latest, to) => maxDate(latest, to), on);
    this.billedThrough = next > on ? next : addMonths(on, 1);
    return this.billedThrough;
  }

  private async payAsGiven(): Promise<void> {
    const { paid } = this.given;
    const owed = (await this.facts()).owed;
    if (paid === true && owed.minor > 0n) await this.pay(owed.text);
    else if (typeof paid === 'string' || typeof paid === 'number') {
      if (Number(paid) > 0 && !this.moments.some((moment) => moment.did === 'usual_run')) await this.pay(String(paid));
    }
  }

  async pay(amount: string): Promise<void> {
    await this.stage.run(RecordPayment, { customerId: this.shop.customerId, methodId: this.shop.methodId, amount });
    await this.stage.settle();
  }

  /** Before something changes, what was due by then is on documents: unless the case says itself when it is billed. */
  async billBefore(on: LocalDate): Promise<void> {
    const { startsOn, steps } = this.timeline;
    if (!startsOn || on < startsOn || steps.some((step) => step.event.do === 'bill_run' && step.on < on)) return;
    const clock = this.stage.clock.now();
    await this.billAsUsual(on > startsOn ? addDays(on, -1) : on);
    this.stage.clock.set(clock);
  }

  async changePlan({ on, event }: Step): Promise<void> {
    await this.billBefore(on);
    const service = this.required();
    const refund = event.refund_unused ?? this.given.refund_unused;
    if (refund !== undefined)
      await this.stage.run(ChangePolicy, { partnerId: this.shop.partnerId, changeRefund: refund ? 'unused' : 'none' });
    const sameplan = event.price === undefined && event.plan_period === undefined;
    const planId = sameplan
      ? this.planId
      : await this.shop.plan(event.price ?? '0', event.plan_period ?? this.given.plan_period);
    const later = /end|next|period/.test(event.when ?? '') || event.do === 'downgrade';
    const changed = await this.stage.run(ChangePlan, {
      serviceId: service,
      planId,
      changeOn: later ? await this.endOfPeriod(on) : on,
      ...(event.quantity === undefined ? {} : { quantity: String(event.quantity) }),
    });
    this.serviceId = changed.newServiceId;
    this.planId = planId;
  }

  private async endOfPeriod(on: LocalDate): Promise<LocalDate> {
    const { charges } = await this.facts();
    return charges.reduce((latest, line) => (line.to === null ? latest : maxDate(latest, line.to)), on);
  }

  async cancel({ on }: Step): Promise<void> {
    await this.billBefore(on);
    const refund = this.given.refund_unused === false ? 'none' : this.given.refund_paid_first ? 'paid_first' : 'credit';
    const ended: object = await this.stage.run(EndService, { serviceId: this.required(), endsOn: on, refund });
    if ('refundDueMinor' in ended) this.refundDueMinor = BigInt(String(ended.refundDueMinor));
  }

  async pause({ on, event }: Step): Promise<void> {
    await this.billBefore(on);
    await this.stage.run(PauseService, {
      serviceId: this.required(),
      reason: 'As the case says',
      ...(event.refund_unused === undefined ? {} : { credit: event.refund_unused }),
    });
  }

  async resume(): Promise<void> {
    await this.stage.run(ResumeService, { serviceId: this.required() });
  }

  async changeBillingDay({ on, event }: Step): Promise<void> {
    await this.billBefore(on);
    await this.stage.run(ChangeBillingSettings, { customerId: this.shop.customerId, billingDay: event.billing_day });
  }

  /** An invoice that can block comes from a run; any other one is written by hand. */
  async invoice(event: VectorEvent): Promise<void> {
    if (this.given.minimum_balance === undefined) {
      const line = { description: 'As agreed', unitPrice: String(event.amount), quantity: '1' };
      await this.stage.run(IssueOneTimeInvoice, { customerId: this.shop.customerId, lines: [line] });
      return;
    }
    const planId = await this.shop.plan(event.amount ?? '0', 'month');
    const startsOn = this.timeline.opensOn;
    await this.stage.run(AddService, { customerId: this.shop.customerId, planId, startsOn });
    await this.run(startsOn);
  }

  /** Money given back in hand; unless the case says otherwise the invoice that it paid stands, and is owed again. */
  async handBack(event: VectorEvent): Promise<void> {
    if (event.reduce_invoice) await this.creditInvoice(event);
    const { customerId, methodId } = this.shop;
    const [payment] = await this.stage.rows<{ id: string }>(
      'SELECT id FROM billing.payment WHERE customer_id = $1 ORDER BY received_on DESC, id DESC LIMIT 1',
      [customerId],
    );
    const from = event.reduce_invoice || !payment ? { customerId } : { paymentId: payment.id };
    await this.stage.run(HandBackMoney, {
      ...from,
      methodId,
      amount: String(event.amount),
      reason: 'As the case says',
    });
  }

  async credit(event: VectorEvent): Promise<void> {
    const line = { description: 'Goodwill', unitPrice: String(event.amount) };
    await this.stage.run(IssueCreditNote, {
      customerId: this.shop.customerId,
      lines: [line],
      reason: 'As the case says',
    });
  }

  async creditInvoice(event: VectorEvent): Promise<void> {
    const invoice = (await this.facts()).documents.findLast((one) => one.kind === 'invoice');
    if (!invoice) throw new Unsupported('there is no invoice to credit');
    const amount = event.amount === undefined ? {} : { amount: String(event.amount) };
    await this.stage.run(CreditInvoice, { invoiceId: invoice.id, reason: 'As the case says', ...amount });
  }

  private async oneTimeInvoice(): Promise<void> {
    const { given, stage } = this;
    const { customerId } = this.shop;
    const lines = [];
    for (const one of given.lines ?? []) {
      const line = typeof one === 'object' ? one : { net: one };
      const taxRateId = await this.shop.tax(line.tax_percent ?? given.tax_percent ?? given.default_tax_percent);
      lines.push({ description: 'As agreed', unitPrice: String(line.net), ...(taxRateId ? { taxRateId } : {}) });
    }
    const discounts = given.discounts?.map((discount, index) => ({
      kind: discount.percent === undefined ? 'fixed' : 'percent',
      value: String(discount.percent ?? discount.fixed),
      label: `Discount ${index + 1}`,
    }));
    await stage.run(IssueOneTimeInvoice, { customerId, lines, ...(discounts ? { discounts } : {}) });
    await this.remember(this.timeline.opensOn, 'invoice');
  }

  /** Does the list of the day's suspensions close this customer's access? */
  async isBlockedOn(day: number): Promise<boolean> {
    const on = addDays(this.timeline.opensOn, day - 1);
    this.stage.at(on);
    await this.stage.app.get(WatchStanding).run();
    await this.stage.settle();
    const [account] = await this.stage.rows<{ status: string }>(
      'SELECT customer_status AS status FROM billing.account WHERE customer_id = $1',
      [this.shop.customerId],
    );
    return account?.status === 'blocked';
  }

  private required(): string {
    if (this.serviceId === null) throw new Unsupported('there is no service to change');
    return this.serviceId;
  }
}

type TakeStep = (life: CaseLife, step: Step) => Promise<unknown>;

const ACTS: Readonly<Record<string, TakeStep>> = {
  start_service: (life, step) => life.startService(step.on),
  bill_run: (life, step) => life.run(step.on),
  change_plan: (life, step) => life.changePlan(step),
  upgrade: (life, step) => life.changePlan(step),
  downgrade: (life, step) => life.changePlan(step),
  change_quantity: (life, step) => life.changePlan(step),
  cancel_service: (life, step) => life.cancel(step),
  pause_service: (life, step) => life.pause(step),
  resume_service: (life) => life.resume(),
  change_billing_day: (life, step) => life.changeBillingDay(step),
  invoice: (life, { event }) => life.invoice(event),
  payment: (life, { event }) => life.pay(String(event.amount)),
  refund: (life, { event }) => life.handBack(event),
  credit: (life, { event }) => life.credit(event),
  credit_on_invoice: (life, { event }) => life.creditInvoice(event),
  credit_note: (life, { event }) => life.creditInvoice(event),
  credit_line: (life, { event }) => life.creditInvoice(event),
};
