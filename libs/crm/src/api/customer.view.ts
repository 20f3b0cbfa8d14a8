import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, JsonScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { CustomerCategoryEnum } from '../app/customer-details.input.js';
import type { CustomValues } from '../domain/custom-fields.js';
import type { CustomerCategory, Lifecycle } from '../domain/customer-lifecycle.js';
import type { CustomerId, LocationId, PartnerId } from '../domain/ids.js';

export const CustomerLifecycleEnum = {
  NEW: 'new',
  ACTIVE: 'active',
  INACTIVE: 'inactive',
  ARCHIVED: 'archived',
} as const;
registerEnumType(CustomerLifecycleEnum, {
  name: 'CustomerLifecycle',
  description:
    'What people did with a customer. The status that is shown follows from it, from the account’s standing and from holds.',
  valuesMap: {
    NEW: { description: 'Not connected yet; not charged.' },
    ACTIVE: { description: 'Takes services.' },
    INACTIVE: { description: 'Takes no services; what is owed stays owed.' },
    ARCHIVED: { description: 'Out of the lists; documents and history stay.' },
  },
});

@ObjectType('PartnerRef', { description: 'A partner by name.' })
export class PartnerRef {
  @Field(() => RecordIdScalar, { description: 'Names the partner.' })
  id: PartnerId;

  @Field(() => String, { description: 'Its name.' })
  name: string;
}

@ObjectType('LocationRef', { description: 'A location by name.' })
export class LocationRef {
  @Field(() => RecordIdScalar, { description: 'Names the location.' })
  id: LocationId;

  @Field(() => String, { description: 'Its name.' })
  name: string;
}

@ObjectType('CustomerRef', { description: 'A customer by number and name.' })
export class CustomerRef {
  @Field(() => RecordIdScalar, { description: 'Names the customer.' })
  id: CustomerId;

  @Field(() => BigIntScalar, { description: 'The number that people use, shown as #6.' })
  number: string;

  @Field(() => String, { description: 'Name of the person or company.' })
  name: string;
}

@ObjectType('Customer', {
  description: 'Who the operator serves: contact data, place, partner. Accounts, services and sessions hang on it.',
})
export class CustomerView extends CustomerRef {
  @Field(() => CustomerCategoryEnum, { description: 'Person or company.' })
  category: CustomerCategory;

  @Field(() => CustomerLifecycleEnum, { description: 'What people did with the customer.' })
  lifecycle: Lifecycle;

  @Field(() => PartnerRef, { description: 'The partner (reseller or brand) that the customer belongs to.' })
  partner: PartnerRef;

  @Field(() => LocationRef, { nullable: true, description: 'The region of the operator where the customer is.' })
  location: LocationRef | null;

  @Field(() => CustomerRef, { nullable: true, description: 'The main account, where this is a sub-account.' })
  parent: CustomerRef | null;

  @Field(() => [CustomerRef], { description: 'The sub-accounts of a main account, by number; at most 200.' })
  subAccounts: CustomerRef[];

  @Field(() => String, { nullable: true, description: 'What the customer signs in to the portal with.' })
  login: string | null;

  @Field(() => Boolean, { description: 'Has a portal password been set?' })
  hasPassword: boolean;

  @Field(() => String, { nullable: true, description: 'E-mail addresses, separated by commas.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Where finance mail goes instead of `email`.' })
  billingEmail: string | null;

  @Field(() => String, { nullable: true, description: 'Phone numbers, separated by commas.' })
  phones: string | null;

  @Field(() => String, { nullable: true, description: 'Street and house number.' })
  street: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  city: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  zip: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 country code.' })
  country: string | null;

  @Field(() => String, { nullable: true, description: '`latitude,longitude` in degrees.' })
  gps: string | null;

  @Field(() => String, { nullable: true, description: 'Whom to ask for at a company.' })
  contactPerson: string | null;

  @Field(() => String, { nullable: true, description: 'Number in the company register.' })
  companyNumber: string | null;

  @Field(() => String, { nullable: true, description: 'VAT identification number.' })
  vatId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of documents and messages, as two letters; the partner’s when there is none.',
  })
  language: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of birth.' })
  bornOn: string | null;

  @Field(() => String, { nullable: true, description: 'Number of an identity card or passport.' })
  identityDocument: string | null;

  @Field(() => JsonScalar, {
    description: 'Values of custom fields by name. Customers see those meant for the portal.',
  })
  customFields: CustomValues;

  @Field(() => InstantScalar, { description: 'When the customer was added.' })
  createdAt: Date;

  @Field(() => String, { nullable: true, description: 'Who added the customer; not told to customers.' })
  addedByName: string | null;

  @Field(() => Int, { description: 'Counts changes: give it back with a change, so that a stale one is noticed.' })
  revision: number;
}
