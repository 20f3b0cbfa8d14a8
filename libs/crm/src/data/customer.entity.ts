import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '@demarc/persistence';
import type { CustomValues } from '../domain/custom-fields.js';
import type { CustomerCategory, Lifecycle } from '../domain/customer-lifecycle.js';
import type { CustomerId, LocationId, PartnerId } from '../domain/ids.js';

@Entity({ schema: 'crm', name: 'customer' })
export class CustomerEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: CustomerId;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: PartnerId;

  @Column({ name: 'location_id', type: 'uuid', nullable: true })
  locationId: LocationId | null;

  @Column({ type: 'bigint', transformer: bigintColumn })
  number: bigint;

  @Column({ name: 'parent_customer_id', type: 'uuid', nullable: true })
  parentCustomerId: CustomerId | null;

  @Column({ type: 'text' })
  category: CustomerCategory;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'citext', nullable: true })
  login: string | null;

  /** Argon2id. Never selected unless asked for by name. */
  @Column({ name: 'password_hash', type: 'text', nullable: true, select: false })
  passwordHash?: string | null;

  /** One or more, separated by commas. */
  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ name: 'billing_email', type: 'text', nullable: true })
  billingEmail: string | null;

  @Column({ type: 'text', nullable: true })
  phones: string | null;

  @Column({ type: 'text', nullable: true })
  street: string | null;

  @Column({ type: 'text', nullable: true })
  city: string | null;

  @Column({ type: 'text', nullable: true })
  zip: string | null;

  @Column({ type: 'char', length: 2, nullable: true })
  country: string | null;

  /** `latitude,longitude` */
  @Column({ type: 'text', nullable: true })
  gps: string | null;

  @Column({ name: 'contact_person', type: 'text', nullable: true })
  contactPerson: string | null;

  @Column({ name: 'company_number', type: 'text', nullable: true })
  companyNumber: string | null;

  @Column({ name: 'vat_id', type: 'text', nullable: true })
  vatId: string | null;

  /** Of documents and messages; null: as the partner's. */
  @Column({ type: 'text', nullable: true })
  language: string | null;

  @Column({ name: 'born_on', type: 'date', nullable: true })
  bornOn: string | null;

  @Column({ name: 'identity_document', type: 'text', nullable: true })
  identityDocument: string | null;

  @Column({ type: 'text' })
  lifecycle: Lifecycle;

  @Column({ name: 'custom_fields', type: 'jsonb' })
  customFields: CustomValues;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'added_by', type: 'uuid', nullable: true })
  addedBy: string | null;

  @Column({ name: 'added_by_name', type: 'text' })
  addedByName: string;

  @Column({ name: 'converted_at', type: 'timestamptz', nullable: true })
  convertedAt: Date | null;

  @Column({ type: 'integer' })
  revision: number;
}
