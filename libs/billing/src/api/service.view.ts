import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { CustomValues } from '@demarc/crm';
import {
  BigIntScalar,
  DecimalScalar,
  InstantScalar,
  JsonScalar,
  LocalDateScalar,
  RecordIdScalar,
} from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { DiscountKindEnum, PlanKindEnum, ServiceStatusEnum, VoiceDirectionEnum } from '../app/settings/enums.js';
import type { FoundService } from '../app/services/find-services.query.js';
import { ContractAtEndEnum, ContractOutcomeEnum } from '../app/settings/service-enums.js';
import type {
  ContractAtEnd,
  ContractOutcome,
  PlanKind,
  ServiceStatus,
  VoiceDirection,
  VoiceLine,
} from '../domain/index.js';
import type { PlanId, ServiceId } from '../ids.js';

@ObjectType('Discount', { description: 'Taken off a service before tax.' })
export class DiscountView {
  @Field(() => DiscountKindEnum, { description: 'A percentage, or an amount off each period.' })
  kind: 'percent' | 'fixed';

  @Field(() => DecimalScalar, { description: 'The percentage or the amount.' })
  value: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of service that is cheaper.' })
  from: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service that is cheaper.' })
  through: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'What the customer reads.' })
  text: string | null;
}

@ObjectType('VoiceLine', { description: 'The number of a voice service.' })
export class VoiceLineView {
  @Field(() => String, {
    description: 'Digits, with `+` before a full number; `*` at the end stands for any more digits.',
  })
  number: string;

  @Field(() => VoiceDirectionEnum, { description: 'For which calls.' })
  direction: VoiceDirection;

  @Field(() => String, { description: 'The device that it rings on; empty when nobody said.' })
  device: string;
}

@ObjectType('Service', { description: 'A customer’s instance of a plan: price, dates, status.' })
export class ServiceView {
  @Field(() => RecordIdScalar, { description: 'Names the service.' })
  id: ServiceId;

  @Field(() => BigIntScalar, { description: 'The number that people use, shown as #17.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => PlanKindEnum, { description: 'What it is.' })
  kind: PlanKind;

  @Field(() => ServiceStatusEnum, { description: 'Where it stands.' })
  status: ServiceStatus;

  @Field(() => String, { description: 'What the customer reads on documents.' })
  description: string;

  @Field(() => RecordIdScalar, { description: 'The plan.' })
  planId: PlanId;

  @Field(() => String, { description: 'The plan’s title.' })
  planTitle: string;

  @Field(() => DecimalScalar, { description: 'How many; multiplies the price.' })
  quantity: string;

  @Field(() => String, { description: 'What one unit is; empty when nobody said.' })
  unit: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day of access, where it is another one than the first day that is charged.',
  })
  activatesOn: LocalDate | null;

  @Field(() => String, { description: 'Kind of connection, in the words of the regulator; empty when nobody said.' })
  connectionType: string;

  @Field(() => String, { description: 'Why it ends; empty when nobody said.' })
  endReason: string;

  @Field(() => VoiceLineView, { nullable: true, description: 'The number of a voice service, where it has one.' })
  voice: VoiceLine | null;

  @Field(() => String, {
    nullable: true,
    description: '`latitude,longitude` in degrees, where it is not at the customer’s address.',
  })
  gps: string | null;

  @Field(() => JsonScalar, { description: 'Values of custom fields by name.' })
  customFields: CustomValues;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Price of one unit for one period; null: nobody has set one.',
  })
  unitPrice: string | null;

  @Field(() => String, { description: 'ISO 4217 code of the price.' })
  currency: string;

  @Field(() => Boolean, { description: 'Is tax inside the price?' })
  taxInclusive: boolean;

  @Field(() => String, { nullable: true, description: 'Name of the tax rate.' })
  taxName: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent of the tax rate.' })
  taxPercent: string | null;

  @Field(() => Int, { nullable: true, description: 'Own pay period in months; null follows the account.' })
  periodMonths: number | null;

  @Field(() => Int, { nullable: true, description: 'Own pay period in weeks, in place of months.' })
  periodWeeks: number | null;

  @Field(() => LocalDateScalar, { description: 'First day of service.' })
  startsOn: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service, itself included.' })
  endsOn: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that is on a document.' })
  chargedThrough: LocalDate | null;

  @Field(() => Boolean, { description: 'Switched off, but without a last day: it is still charged.' })
  stillCharged: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The bundle that it belongs to and is charged with.' })
  bundleServiceId: ServiceId | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service whose place it took.' })
  previousServiceId: ServiceId | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the contract.' })
  contractEndsOn: LocalDate | null;

  @Field(() => ContractOutcomeEnum, {
    nullable: true,
    description: 'What the end of the contract does; null: there is none that ends.',
  })
  contractOutcome: ContractOutcome | null;

  @Field(() => ContractAtEndEnum, {
    nullable: true,
    description: 'What was agreed for the end of this contract; null: what the plan says.',
  })
  contractAtEnd: ContractAtEnd | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day of a contract that is over: the service runs without a term since.',
  })
  contractEndedOn: LocalDate | null;

  @Field(() => DiscountView, {
    nullable: true,
    description: 'The main discount: the one of today, else the next or the last one.',
  })
  discount: DiscountView | null;

  @Field(() => InstantScalar, { description: 'When it was added.' })
  createdAt: Date;

  @Field(() => Int, { description: 'Counts changes.' })
  revision: number;
}

export function serviceView(found: FoundService): ServiceView {
  return {
    ...found,
    stillCharged: found.status === 'disabled' && found.endsOn === null && found.bundleServiceId === null,
  };
}
