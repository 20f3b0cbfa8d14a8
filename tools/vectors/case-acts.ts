import {
  AddService,
  ChangeBillingSettings,
  ChangePlan,
  ChangePolicy,
  CreditInvoice,
  EndService,
  HandBackMoney,
  IssueCreditNote,
  IssueOneTimeInvoice,
  PauseService,
  ResumeService,
} from '@demarc/billing';
import { addDays, type LocalDate, maxDate } from '@demarc/kernel';
import { periodAt } from './calendar.ts';
import type { CaseLife } from './case-life.ts';
import type { VectorEvent } from './format.ts';
import { WHEN } from './known-words.ts';
import { type Step, Unsupported } from './timeline.ts';

interface CaseAct {
  readonly take: (life: CaseLife, step: Step) => Promise<unknown>;
  /** What the provider has billed before it: everything through this day. */
  readonly billsFirst?: (life: CaseLife, on: LocalDate) => LocalDate;
}

const REASON = 'As the case says';

/** Until the day before: what begins on the day itself is billed as the step leaves it. */
const untilThen = (life: CaseLife, on: LocalDate): LocalDate => (on > life.chargedFrom ? addDays(on, -1) : on);
/** Where the day of the end is still used, its bill was written in the morning. */
const untilEnd = (life: CaseLife, on: LocalDate): LocalDate => (endIsUsed(life) ? on : untilThen(life, on));

/** Money moves in the course of a day; what is due that day was written in the morning. */
const untilToday = (_life: CaseLife, on: LocalDate): LocalDate => on;

/** What happens, by the word for it. */
export const ACTS: Readonly<Record<string, CaseAct>> = {
  start_service: { take: (life, { on, event }) => life.startService(on, event) },
  bill_run: { take: (life, { on }) => life.run(on) },
  change_plan: { take: changePlan, billsFirst: untilThen },
  upgrade: { take: changePlan, billsFirst: untilThen },
  downgrade: { take: changePlan, billsFirst: untilThen },
  change_quantity: { take: changePlan, billsFirst: untilThen },
  cancel_service: { take: cancel, billsFirst: untilEnd },
  pause_service: { take: pause, billsFirst: untilThen },
  resume_service: { take: resume, billsFirst: untilThen },
  change_billing_day: { take: changeBillingDay, billsFirst: untilThen },
  invoice: { take: (life, { event }) => invoice(life, event), billsFirst: untilToday },
  payment: { take: (life, { event }) => life.pay(amountOf(event)), billsFirst: untilToday },
  refund: { take: (life, { event }) => handBack(life, event), billsFirst: untilToday },
  credit: { take: (life, { event }) => credit(life, event), billsFirst: untilToday },
  credit_on_invoice: { take: (life, { event }) => creditInvoice(life, event), billsFirst: untilToday },
  credit_note: { take: (life, { event }) => creditInvoice(life, event), billsFirst: untilToday },
  credit_line: { take: (life, { event }) => creditInvoice(life, event), billsFirst: untilToday },
};

/** Half-open periods, and the rules that begin "as by-day-period", end where the next thing begins; else that day is used. */
function endIsUsed({ vector }: CaseLife): boolean {
  return !/half.open|by-day-period/i.test(vector.convention);
}

async function changePlan(life: CaseLife, { on, event }: Step): Promise<void> {
  const { stage, shop, given } = life;
  const refund = event.refund_unused ?? given.refund_unused ?? true;
  const isSame = event.price === undefined && event.plan_period === undefined;
  const period = event.plan_period ?? life.cycle.period;
  const planId = isSame ? life.planId : await shop.plan(event.price ?? shop.price, period);
  const isLater = (event.when === undefined ? event.do === 'downgrade' : WHEN[event.when] === 'period_end') && !isSame;
  const changeOn = isLater ? await endOfCharged(life, on) : on;
  const changed = await stage.run(ChangePlan, {
    serviceId: life.required(),
    planId,
    changeOn,
    ...(event.quantity === undefined ? {} : { quantity: String(event.quantity) }),
    ...(given.discounts === undefined ? {} : { keepDiscounts: true }),
    options: {
      refund: refund ? 'unused' : 'none',
      ...(isLater && given.invoice_after_change === undefined ? { invoice: 'next_run' } : {}),
    },
  });
  const anchorOn = given.alignment === 'anniversary' ? life.cycle.anchorOn : changeOn;
  life.replaced(changed.newServiceId, planId, { ...life.cycle, period, anchorOn }, on);
}

/** The first day that nothing is charged for: in arrears, and where nothing is, when the period ends. */
async function endOfCharged(life: CaseLife, on: LocalDate): Promise<LocalDate> {
  const { charges } = await life.facts();
  const charged = charges.reduce((latest, line) => (line.to === null ? latest : maxDate(latest, line.to)), on);
  if (charged > on) return charged;
  const { from, to } = periodAt(life.cycle, on);
  return from === on ? on : to;
}

async function cancel(life: CaseLife, { on, event }: Step): Promise<void> {
  const { stage, given, shop } = life;
  const isLater = WHEN[event.when ?? 'now'] === 'period_end';
  const last = isLater ? addDays(await endOfCharged(life, on), -1) : endIsUsed(life) ? on : addDays(on, -1);
  const isNever = last < life.chargedFrom;
  if (isNever) await stage.run(ChangePolicy, { partnerId: shop.partnerId, endOnFirstDay: 'free' });
  const isGivenBack = event.refund_unused ?? given.refund_unused ?? true;
  const ended = await stage.run(EndService, {
    serviceId: life.required(),
    endsOn: isNever ? on : last,
    refund: !isGivenBack ? 'none' : given.refund_paid_first ? 'paid_first' : 'credit',
  });
  life.refundDueMinor = BigInt(ended.refundDueMinor);
}

async function pause(life: CaseLife, { event }: Step): Promise<void> {
  await life.stage.run(PauseService, {
    serviceId: life.required(),
    reason: REASON,
    ...(event.refund_unused === undefined ? {} : { credit: event.refund_unused }),
  });
}

/** What is used from then on and was not charged, or was given back, is due at once. */
async function resume(life: CaseLife, { on }: Step): Promise<void> {
  await life.stage.run(ResumeService, { serviceId: life.required() });
  if (life.given.billing_mode !== 'arrears') life.nextRunOn = on;
}

/** With the unused money back, the service begins anew at its price on the new billing day. */
async function changeBillingDay(life: CaseLife, { on, event }: Step): Promise<void> {
  const { stage, shop, cycle, planId } = life;
  if (event.billing_day === undefined) throw new Unsupported('a new billing day is not said');
  await stage.run(ChangeBillingSettings, { customerId: shop.customerId, billingDay: event.billing_day });
  life.cycle = { ...cycle, billingDay: event.billing_day };
  if (on > life.chargedFrom) life.nextRunOn = on;
  if (!event.refund_unused) return;
  const options = { refund: 'unused', withFee: false };
  const changed = await stage.run(ChangePlan, { serviceId: life.required(), planId, changeOn: on, options });
  life.replaced(changed.newServiceId, planId, { ...life.cycle, anchorOn: on }, addDays(on, -1));
}

/** An invoice that can block comes from a run; any other one is written by hand. */
async function invoice(life: CaseLife, event: VectorEvent): Promise<void> {
  const { stage, shop, given } = life;
  const { customerId } = shop;
  if (given.minimum_balance === undefined && given.payment_due_days === undefined) {
    await stage.run(IssueOneTimeInvoice, { customerId, lines: [await shop.line(amountOf(event))] });
    return;
  }
  const { opensOn } = life.timeline;
  await stage.run(AddService, { customerId, planId: await shop.plan(amountOf(event), 'month'), startsOn: opensOn });
  await life.run(opensOn);
}

/** Money given back in hand; unless the case says otherwise the invoice that it paid stands, and is owed again. */
async function handBack(life: CaseLife, event: VectorEvent): Promise<void> {
  if (event.reduce_invoice) await creditInvoice(life, event);
  const { customerId, methodId } = life.shop;
  const [payment] = await life.stage.rows<{ id: string }>(
    'SELECT id FROM billing.payment WHERE customer_id = $1 ORDER BY received_on DESC, id DESC LIMIT 1',
    [customerId],
  );
  const from = event.reduce_invoice || !payment ? { customerId } : { paymentId: payment.id };
  await life.stage.run(HandBackMoney, { ...from, methodId, amount: amountOf(event), reason: REASON });
}

async function credit(life: CaseLife, event: VectorEvent): Promise<void> {
  const lines = [{ description: 'Goodwill', unitPrice: amountOf(event) }];
  await life.stage.run(IssueCreditNote, { customerId: life.shop.customerId, lines, reason: REASON });
}

async function creditInvoice(life: CaseLife, event: VectorEvent): Promise<void> {
  const last = (await life.facts()).documents.findLast((one) => one.kind === 'invoice');
  if (!last) throw new Unsupported('there is no invoice to credit');
  const amount = event.amount === undefined ? {} : { amount: amountOf(event) };
  await life.stage.run(CreditInvoice, { invoiceId: last.id, reason: REASON, ...amount });
}

/** What happened says whether it is given or taken; the figure is without a sign. */
function amountOf({ do: what, amount }: VectorEvent): string {
  if (amount === undefined) throw new Unsupported(`"${what}" does not say how much`);
  return String(amount).replace(/^-/, '');
}
