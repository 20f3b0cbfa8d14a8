import { Field, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, LocalDateScalar, MoneyView, moneyViewOf } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { FirstBill } from '../app/services/first-bills.js';
import type { AddServicePreview } from '../app/services/preview-add-service.query.js';
import { words } from '../app/settings/enums.js';
import { plannedLine, PlannedLineView } from './plan-change.view.js';

const FirstBillKindEnum = words('FirstBillKind', 'How a new service comes onto a bill.', {
  run: 'On the invoice of a run.',
  now: 'On an invoice of its own, at once.',
  prepaid: 'Taken from the balance.',
});

@ObjectType('FirstBill', { description: 'A bill that a new service would be on.' })
export class FirstBillView {
  @Field(() => FirstBillKindEnum, { description: 'How it comes onto it.' })
  kind: FirstBill['kind'];

  @Field(() => LocalDateScalar, { description: 'The day of the bill.' })
  on: LocalDate;

  @Field(() => [PlannedLineView], { description: 'What the service brings onto it.' })
  lines: PlannedLineView[];

  @Field(() => MoneyView, { description: 'These lines, with tax.' })
  own: MoneyView;

  @Field(() => MoneyView, { description: 'The whole bill, with what else is on it.' })
  gross: MoneyView;
}

@ObjectType('WaitingItem', { description: 'Something that waits for an invoice which nothing makes by itself.' })
export class WaitingItemView {
  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => DecimalScalar, { description: 'How many.' })
  quantity: string;

  @Field(() => DecimalScalar, { description: 'Price of one.' })
  unitPrice: string;
}

@ObjectType('AddServicePreview', { description: 'What a new service would cost at first. Nothing has been written.' })
export class AddServicePreviewView {
  @Field(() => String, {
    description: 'Names these figures: give it with the service, which is refused when they are others by then.',
  })
  hash: string;

  @Field(() => LocalDateScalar, { description: 'First day with access.' })
  startsOn: LocalDate;

  @Field(() => LocalDateScalar, { description: 'First day that is charged.' })
  billingFrom: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the contract.' })
  contractEndsOn: LocalDate | null;

  @Field(() => Boolean, { description: 'It waits for its first day.' })
  isPending: boolean;

  @Field(() => [String], { description: 'Plans of the services that a bundle brings.' })
  contains: string[];

  @Field(() => [FirstBillView], { description: 'Up to the first that charges the service itself, in their order.' })
  bills: FirstBillView[];

  @Field(() => [WaitingItemView], { description: 'Charged on no bill by itself.' })
  waiting: WaitingItemView[];
}

export function addServiceView(preview: AddServicePreview): AddServicePreviewView {
  const { service, contained, bills, waiting, hash, currency } = preview;
  const { startsOn, billingFrom, contractEndsOn, status } = service;
  return {
    hash,
    startsOn,
    billingFrom,
    contractEndsOn,
    isPending: status === 'pending',
    contains: contained.map(({ plan }) => plan.title),
    bills: bills.map((bill) => billView(bill, currency)),
    waiting: waiting.map(({ description, quantity, unitPrice }) => ({ description, quantity, unitPrice })),
  };
}

function billView({ kind, on, lines, grossMinor }: FirstBill, currency: string): FirstBillView {
  const own = lines.reduce((sum, line) => sum + line.grossMinor, 0n);
  return {
    kind,
    on,
    lines: lines.flatMap((line) => {
      const { explanation } = line;
      const covers = 'covers' in line ? line.covers : null;
      return explanation === null ? [] : [plannedLine({ ...line, explanation }, line.description, covers, currency)];
    }),
    own: moneyViewOf(own, currency),
    gross: moneyViewOf(grossMinor, currency),
  };
}
