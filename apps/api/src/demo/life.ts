import {
  ApproveRun,
  ChangePolicy,
  IssueRun,
  LiftHold,
  PlaceHold,
  PreviewRun,
  RecordPayment,
  TurnServices,
  WatchStanding,
} from '@demarc/billing';
import { addDays, dayOf, type LocalDate } from '@demarc/kernel';
import type { Catalogue } from './catalogue.js';
import { correct } from './corrections.js';
import { type Newcomer, type Payer, type Person, welcome } from './people.js';
import { firstUnpaid, promise } from './promises.js';
import type { Stage } from './stage.js';

interface Owed {
  customer_id: string;
  owed_minor: string;
}

/** Lives the provider's days one by one: people join, are billed on the first, pay as they are, and standing follows. */
export async function live(
  stage: Stage,
  shop: Catalogue,
  newcomers: readonly Newcomer[],
  from: LocalDate,
  today: LocalDate,
): Promise<Person[]> {
  const people: Person[] = [];
  const payments = new Map<LocalDate, Set<string>>();
  for (let day = from; day <= today; day = addDays(day, 1)) {
    stage.at(day, '08:00:00');
    const joining = newcomers.filter((newcomer) => newcomer.joinsOn === day);
    people.push(...(await welcome(stage, shop, joining)));
    if (dayOf(day) === 1) await billingDay(stage, people, day, today, payments);
    await pay(stage, shop, people, day, payments.get(day));
    await correct(stage, shop, people, day);
    await promise(stage, people, day, today);
    stage.at(day, '10:00:00');
    if (day === today) await leaveSuspensionsToPeople(stage);
    await stage.app.get(WatchStanding).run();
    await stage.app.get(TurnServices).run();
    await stage.settle();
    if (dayOf(day) === 1) stage.tell(`lived to ${day}: ${people.length} customers`);
  }
  await holdSomebody(stage, people);
  return people;
}

/** While the past was played, nobody had to be asked; what is due today waits for a person. */
async function leaveSuspensionsToPeople(stage: Stage): Promise<void> {
  await stage.run(ChangePolicy, {
    suspendWithoutApproval: null,
    brakePercent: null,
    secondPersonAbove: null,
    suspendFirst: null,
  });
}

async function billingDay(
  stage: Stage,
  people: readonly Person[],
  day: LocalDate,
  today: LocalDate,
  payments: Map<LocalDate, Set<string>>,
): Promise<void> {
  const { runId } = await stage.run(PreviewRun, { forDate: day });
  await stage.settle();
  const [preview] = await stage.rows<{ plan_hash: string }>('SELECT plan_hash FROM billing.billing_run WHERE id = $1', [
    runId,
  ]);
  await stage.run(ApproveRun, { runId, planHash: preview?.plan_hash });
  await stage.run(IssueRun, { runId, planHash: preview?.plan_hash });
  await stage.settle();
  const pays = people.filter(({ payer }) => payer !== 'promised' || day < firstUnpaid(today));
  for (const person of pays) {
    for (const after of daysUntilPaid(stage, person.payer)) {
      const on = addDays(day, after);
      payments.set(on, (payments.get(on) ?? new Set()).add(person.id));
    }
  }
}

/** Days after the billing day on which somebody pays; who pays in parts pays the rest only after being blocked. */
function daysUntilPaid(stage: Stage, payer: Payer): readonly number[] {
  switch (payer) {
    case 'prompt':
    case 'promised':
      return [stage.between(2, 13)];
    case 'partial':
      return [stage.between(8, 13), stage.between(18, 24)];
    case 'late':
      return [stage.between(18, 24)];
    case 'never':
      return [];
  }
}

async function pay(
  stage: Stage,
  shop: Catalogue,
  people: readonly Person[],
  day: LocalDate,
  who: ReadonlySet<string> | undefined,
): Promise<void> {
  if (!who || who.size === 0) return;
  const owing = await stage.rows<Owed>(
    'SELECT customer_id, -balance_minor AS owed_minor FROM billing.account WHERE balance_minor < 0 AND customer_id = ANY ($1::uuid[]) ORDER BY customer_id',
    [[...who]],
  );
  const byId = new Map(people.map((person) => [person.id, person]));
  const payments = owing.flatMap(({ customer_id: customerId, owed_minor: owed }) => {
    const minor = BigInt(owed);
    const amount = byId.get(customerId)?.payer === 'partial' && dayOf(day) <= 14 ? (minor * 3n) / 5n : minor;
    if (amount <= 0n) return [];
    const methodId = stage.chance(85) ? shop.methods[0] : (shop.methods[1] ?? shop.methods[0]);
    return [{ customerId, methodId, amount: decimal(amount), receivedOn: day }];
  });
  await stage.severalAtOnce(payments, (payment) => stage.run(RecordPayment, payment));
}

function decimal(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}

/** Two holds by staff, one of them lifted again: what payment does not touch. */
async function holdSomebody(stage: Stage, people: readonly Person[]): Promise<void> {
  const [first, second] = people.filter((person) => person.payer === 'prompt').slice(20, 22);
  if (!first || !second) return;
  await stage.run(PlaceHold, { customerId: first.id, reason: 'Equipment not returned after the last visit' });
  const { holdId } = await stage.run(PlaceHold, { customerId: second.id, reason: 'Address in dispute' });
  await stage.run(LiftHold, { holdId });
  await stage.settle();
}
