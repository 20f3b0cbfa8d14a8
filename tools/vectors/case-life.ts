import {
  AddService,
  AddServiceDiscount,
  ApproveRun,
  IssueOneTimeInvoice,
  IssueRun,
  PreviewRun,
  RecordPayment,
  TurnServices,
  WatchStanding,
} from '@demarc/billing';
import { addDays, addMonths, type LocalDate, localDate, maxDate, startOfMonth } from '@demarc/kernel';
import { dayBegins } from '../stage/day-begins.ts';
import type { Stage } from '../stage/stage.ts';
import { type Cycle, periodAt } from './calendar.ts';
import { ACTS } from './case-acts.ts';
import { CaseShop } from './case-shop.ts';
import { type Facts, readFacts } from './facts.ts';
import type { Given, PeriodName, Vector } from './format.ts';
import { unknownIn } from './known-words.ts';
import { cycleOf, inLocalDays, type Step, type Timeline, timelineOf, Unsupported } from './timeline.ts';

/** What a step left behind: the facts after it. */
export interface Moment {
  readonly on: LocalDate;
  readonly did: string;
  readonly facts: Facts;
}

const SECOND = 1000;

/** One case lived through in the product: a partner of its own, one customer, and the commands that people use. */
export class CaseLife {
  readonly moments: Moment[] = [];
  readonly timeline: Timeline;
  readonly stage: Stage;
  readonly vector: Vector;
  readonly given: Given;
  readonly shop: CaseShop;
  /** The money that a cancel gives back in hand: what of its credit was really paid. */
  refundDueMinor = 0n;
  planId = '';
  cycle: Cycle;
  /** The first day that is charged. */
  chargedFrom: LocalDate;
  /** When the provider bills next by itself. */
  nextRunOn: LocalDate;
  private serviceId: string | null = null;
  today: LocalDate;
  private isPaid = false;
  private lastRunOn: LocalDate | null = null;
  private readonly zone: string;

  private constructor(stage: Stage, vector: Vector, at: { zone: string; timeline: Timeline; shop: CaseShop }) {
    const { given } = vector;
    const { startsOn, opensOn } = at.timeline;
    this.stage = stage;
    this.vector = vector;
    this.given = given;
    this.zone = at.zone;
    this.timeline = at.timeline;
    this.shop = at.shop;
    this.today = opensOn;
    const from = startsOn ?? opensOn;
    const trial = given.trial_until === undefined ? from : localDate(given.trial_until);
    this.chargedFrom = maxDate(from, trial);
    this.nextRunOn = this.chargedFrom;
    this.cycle = cycleOf(given, from);
  }

  static async through(stage: Stage, written: Vector, zone: string): Promise<CaseLife> {
    const unknown = unknownIn(written);
    if (unknown !== null) throw new Unsupported(unknown);
    const vector = inLocalDays(written, zone);
    const timeline = timelineOf(vector, zone);
    stage.clock.set(dayBegins(zone, timeline.opensOn));
    const life = new CaseLife(stage, vector, { zone, timeline, shop: await CaseShop.open(stage, vector) });
    await life.live();
    return life;
  }

  /** The first day of a whole period, where the same service is paid by another one. */
  async firstWhole(period: PeriodName): Promise<Facts> {
    const given = { ...this.given, plan_period: period };
    const vector = { ...this.vector, id: `${this.vector.id}-${period}`, given };
    const other = await CaseLife.through(this.stage, vector, this.zone);
    const { from, to } = periodAt(other.cycle, other.chargedFrom);
    await other.billUntil(from === other.chargedFrom ? from : to);
    return other.facts();
  }

  private async live(): Promise<void> {
    const { startsOn, steps } = this.timeline;
    const beginsByEvent = steps.some(({ event }) => event.do === 'start_service');
    if (startsOn && !beginsByEvent) await this.startService(startsOn);
    if (this.given.lines) await this.oneTimeInvoice();
    for (const step of steps) await this.take(step);
    if (this.serviceId && !steps.some(({ event }) => event.do === 'bill_run')) await this.billUntil(this.lastBillOn());
  }

  /** In arrears what was used by the last day is billed when its period is over. */
  private lastBillOn(): LocalDate {
    const last = maxDate(this.lastDay(), this.chargedFrom);
    return this.given.billing_mode === 'arrears' ? periodAt(this.cycle, last).to : last;
  }

  /** A second run on the day that the life has come to: it must make nothing. Answers the documents that it made. */
  async runAgain(): Promise<number> {
    if (this.lastRunOn !== this.today) await this.run(this.today);
    const before = await this.facts();
    await this.run(this.today);
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
    const act = ACTS[step.event.do];
    if (!act) throw new Unsupported(`nobody here can "${step.event.do}"`);
    if (act.billsFirst) await this.billBefore(act.billsFirst(this, step.on), step.on);
    await this.moveTo(step.on, step.at);
    await act.take(this, step);
    await this.stage.settle();
    await this.remember(step.event.do);
  }

  /** Later than everything before, on that day, and at that instant where it is said. */
  async moveTo(on: LocalDate, at: Date | null = null): Promise<void> {
    const { clock, app, settle } = this.stage;
    const wanted = (at ?? dayBegins(this.zone, on)).getTime();
    clock.set(new Date(on < this.today ? wanted : Math.max(wanted, clock.now().getTime() + SECOND)));
    this.today = on;
    await app.get(TurnServices).run();
    await settle();
  }

  private async remember(did: string): Promise<void> {
    this.moments.push({ on: this.today, did, facts: await this.facts() });
  }

  private lastDay(): LocalDate {
    const { startsOn, steps, opensOn } = this.timeline;
    return steps.reduce((latest, step) => maxDate(latest, step.on), startsOn ?? opensOn);
  }

  async startService(startsOn: LocalDate, said: Pick<Given, 'price' | 'plan_period' | 'quantity'> = {}): Promise<void> {
    const { given, stage, shop, chargedFrom } = this;
    const price = said.price ?? given.price ?? '100';
    const period = said.plan_period ?? given.plan_period;
    const quantity = said.quantity ?? given.quantity;
    this.planId = await shop.plan(price, period);
    this.cycle = { ...this.cycle, period: period ?? 'month' };
    const service = {
      customerId: shop.customerId,
      planId: this.planId,
      startsOn,
      billingFrom: chargedFrom,
      ...(this.cycle.anchorOn === chargedFrom ? {} : { anchorOn: this.cycle.anchorOn }),
      ...(quantity === undefined ? {} : { quantity: String(quantity) }),
      ...(given.service_end === undefined ? {} : { endsOn: addDays(localDate(given.service_end), -1) }),
    };
    this.serviceId = (await stage.run(AddService, service)).serviceId;
    for (const discount of shop.serviceDiscounts())
      await stage.run(AddServiceDiscount, { serviceId: this.serviceId, ...discount });
    for (let other = 0; other < (given.other_services_on_invoice ?? 0); other += 1) {
      const planId = await shop.plan(given.other_service_price ?? price, period);
      await stage.run(AddService, { customerId: shop.customerId, planId, startsOn: chargedFrom });
    }
  }

  /** A bill run of this customer on the clock's day. */
  async run(forDate: LocalDate): Promise<void> {
    const { stage } = this;
    const { customerId } = this.shop;
    this.lastRunOn = this.today;
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
  async billUntil(through: LocalDate): Promise<void> {
    if (!this.timeline.startsOn) return;
    while (this.nextRunOn <= through) {
      const on = this.nextRunOn;
      await this.moveTo(on);
      await this.run(on);
      if (this.given.paid === true) await this.payAll();
      await this.remember('usual_run');
      this.nextRunOn = periodAt(this.cycle, on).to;
    }
    await this.payStatedAmount();
  }

  /** Before something changes, what was due by then is on documents: unless the case says itself when it is billed. */
  private async billBefore(through: LocalDate, on: LocalDate): Promise<void> {
    const { startsOn, steps } = this.timeline;
    if (!startsOn || on < startsOn || steps.some((step) => step.event.do === 'bill_run' && step.on < on)) return;
    await this.billUntil(through);
    await this.wantBilled();
  }

  /** What a case says is on documents already must be: else something else is meant than what is done here. */
  private async wantBilled(): Promise<void> {
    const { billed } = this.given;
    if (!billed) return;
    const { charges } = await this.facts();
    const isInclusive = billed.inclusive ?? /inclusive/i.test(this.vector.convention);
    const to = isInclusive ? addDays(localDate(billed.to), 1) : billed.to;
    if (!charges.some((line) => line.to === to))
      throw new Unsupported(`no document ends on ${to}, as the billed period of the case does`);
  }

  private async payAll(): Promise<void> {
    const { owed } = await this.facts();
    if (owed.minor > 0n) await this.pay(owed.text);
  }

  /** So much was paid on the document that is there when something happens to the service. */
  private async payStatedAmount(): Promise<void> {
    const { paid } = this.given;
    if (this.isPaid || paid === undefined || typeof paid === 'boolean' || Number(paid) <= 0) return;
    const facts = await this.facts();
    const invoice = facts.documents.findLast((one) => one.kind === 'invoice');
    if (!invoice) return;
    this.isPaid = true;
    const settles = Number(paid) < Number(invoice.open.text) ? String(paid) : invoice.open.text;
    await this.pay(String(paid), [{ invoiceId: invoice.id, amount: settles }]);
  }

  async pay(amount: string, allocations?: readonly object[]): Promise<void> {
    const { customerId, methodId } = this.shop;
    await this.stage.run(RecordPayment, { customerId, methodId, amount, ...(allocations ? { allocations } : {}) });
    await this.stage.settle();
  }

  private async oneTimeInvoice(): Promise<void> {
    const { given, stage, shop } = this;
    const lines = [];
    for (const one of given.lines ?? []) {
      const line = typeof one === 'object' ? one : { net: one };
      lines.push(await shop.line(line.net, line.tax_percent));
    }
    const discounts = given.discounts?.map(({ percent, fixed }, index) => ({
      kind: percent === undefined ? 'fixed' : 'percent',
      value: String(percent ?? fixed),
      label: `Discount ${index + 1}`,
    }));
    await stage.run(IssueOneTimeInvoice, { customerId: shop.customerId, lines, ...(discounts ? { discounts } : {}) });
    await this.remember('invoice');
  }

  /** Is access closed on that day of the month that the life begins in? */
  async isBlockedOn(day: number): Promise<boolean> {
    const inMonth = addDays(startOfMonth(this.timeline.opensOn), day - 1);
    const on = inMonth < this.timeline.opensOn ? addMonths(inMonth, 1) : inMonth;
    await this.moveTo(on);
    await this.stage.app.get(WatchStanding).run();
    await this.stage.settle();
    const [account] = await this.stage.rows<{ status: string }>(
      'SELECT customer_status AS status FROM billing.account WHERE customer_id = $1',
      [this.shop.customerId],
    );
    return account?.status === 'blocked';
  }

  required(): string {
    if (this.serviceId === null) throw new Unsupported('there is no service to change');
    return this.serviceId;
  }

  /** The service that takes the place of the one before, with its periods. */
  replaced(serviceId: string, planId: string, cycle: Cycle, on: LocalDate): void {
    this.serviceId = serviceId;
    this.planId = planId;
    this.cycle = cycle;
    if (this.nextRunOn > on) this.nextRunOn = periodAt(cycle, on).to;
  }
}
