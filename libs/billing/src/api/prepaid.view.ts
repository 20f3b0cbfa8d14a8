import { Field, Int, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { FoundPrepaid } from '../app/prepaid/find-prepaid.query.js';
import { PrepaidDocumentEnum } from '../app/settings/cycle-enums.js';

@ObjectType('PrepaidService', { description: 'How far one prepaid service is paid for.' })
export class PrepaidServiceView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => String, { description: 'What it is.' })
  description: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day of expiry: the next charge is due then.' })
  expiresOn: LocalDate | null;

  @Field(() => Boolean, { description: 'Is access open for it today?' })
  isServed: boolean;
}

@ObjectType('Prepaid', { description: 'How far the money of a prepaid customer reaches, if nothing is paid in.' })
export class PrepaidView {
  @Field(() => MoneyView, { description: 'The next charge of all services together.' })
  cost: MoneyView;

  @Field(() => Int, { description: 'Whole charges that the balance still covers.' })
  periodsLeft: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The next day of expiry.' })
  expiresOn: LocalDate | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of access that is paid for, now or by the balance.',
  })
  lastsThrough: LocalDate | null;

  @Field(() => Int, { description: 'Days of access from today on.' })
  daysLeft: number;

  @Field(() => MoneyView, { description: 'What must be paid in for the next charge; zero when the balance covers it.' })
  missing: MoneyView;

  @Field(() => Boolean, { description: 'Does access last through the day of expiry?' })
  expiryDayServed: boolean;

  @Field(() => Boolean, { description: 'Is access closed because nothing is paid?' })
  isBlocked: boolean;

  @Field(() => PrepaidDocumentEnum, { description: 'Which document charges of this account make.' })
  invoice: FoundPrepaid['invoice'];

  @Field(() => MoneyView, { description: 'Charged already, and to stand on an invoice that is yet to come.' })
  toBeInvoiced: MoneyView;

  @Field(() => [PrepaidServiceView], { description: 'The services.' })
  services: PrepaidServiceView[];
}

export function prepaidView(found: FoundPrepaid): PrepaidView {
  const { currency } = found;
  return {
    ...found,
    cost: moneyViewOf(found.costMinor, currency),
    toBeInvoiced: moneyViewOf(found.toBeInvoicedMinor, currency),
    missing: moneyViewOf(found.missingMinor, currency),
    lastsThrough: found.lastsUntil === null ? null : addDays(found.lastsUntil, -1),
    services: found.services.map((service) => ({ ...service, expiresOn: service.paidUntil })),
  };
}
