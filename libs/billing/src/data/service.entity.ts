import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomValues } from '@demarc/crm';
import { bigintColumn } from '@demarc/persistence';
import type { Id, LocalDate } from '@demarc/kernel';
import type { ContractAtEnd, PlanKind, ServiceStatus, VoiceDirection } from '../domain/index.js';
import type { PlanId, ServiceId, TaxRateId } from '../ids.js';

@Entity({ schema: 'billing', name: 'service' })
export class ServiceEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: ServiceId;

  @Column({ name: 'customer_id', type: 'uuid' })
  customerId: Id<'Customer'>;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: Id<'Partner'>;

  @Column({ name: 'plan_id', type: 'uuid' })
  planId: PlanId;

  @Column({ type: 'bigint', transformer: bigintColumn, insert: false, update: false })
  number: bigint;

  @Column({ type: 'text' })
  kind: PlanKind;

  @Column({ type: 'text' })
  status: ServiceStatus;

  @Column({ type: 'text' })
  description: string;

  @Column({ type: 'numeric', precision: 18, scale: 4, default: 1 })
  quantity: string;

  @Column({ type: 'text', default: '' })
  unit: string;

  @Column({ name: 'unit_price', type: 'numeric', precision: 18, scale: 4, nullable: true })
  unitPrice: string | null;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ name: 'tax_inclusive', type: 'boolean' })
  taxInclusive: boolean;

  @Column({ name: 'tax_rate_id', type: 'uuid', nullable: true })
  taxRateId: TaxRateId | null;

  @Column({ name: 'period_months', type: 'smallint', nullable: true })
  periodMonths: number | null;

  @Column({ name: 'period_weeks', type: 'smallint', nullable: true })
  periodWeeks: number | null;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn: LocalDate;

  /** The last day of service, itself included. */
  @Column({ name: 'ends_on', type: 'date', nullable: true })
  endsOn: LocalDate | null;

  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy: 'end_date' | 'deactivation' | null;

  /** Taken over from another system: nothing before this day is charged here. */
  @Column({ name: 'charged_from', type: 'date', nullable: true })
  chargedFrom: LocalDate | null;

  @Column({ name: 'bundle_service_id', type: 'uuid', nullable: true })
  bundleServiceId: ServiceId | null;

  @Column({ name: 'previous_service_id', type: 'uuid', nullable: true })
  previousServiceId: ServiceId | null;

  @Column({ name: 'continues_service_id', type: 'uuid', nullable: true })
  continuesServiceId: ServiceId | null;

  @Column({ name: 'prepaid_days', type: 'smallint', nullable: true })
  prepaidDays: number | null;

  /** Since when a prepaid service rests because nothing paid for it. */
  @Column({ name: 'lapsed_on', type: 'date', nullable: true })
  lapsedOn: LocalDate | null;

  @Column({ name: 'contract_ends_on', type: 'date', nullable: true })
  contractEndsOn: LocalDate | null;

  /** What its end does; null: what the plan says. */
  @Column({ name: 'contract_at_end', type: 'text', nullable: true })
  contractAtEnd: ContractAtEnd | null;

  /** What of it was entered ahead of its day. */
  @Column({ name: 'contract_entered', type: 'text', nullable: true })
  contractEntered: 'end' | 'price' | 'nothing' | null;

  @Column({ name: 'contract_price_from', type: 'date', nullable: true })
  contractPriceFrom: LocalDate | null;

  /** The last day of a contract that is over. */
  @Column({ name: 'contract_ended_on', type: 'date', nullable: true })
  contractEndedOn: LocalDate | null;

  /** The first day of access, where it is another one than the first day that is charged. */
  @Column({ name: 'activates_on', type: 'date', nullable: true })
  activatesOn: LocalDate | null;

  /** The day that anniversaries count from, where it is another one than the first day that is charged. */
  @Column({ name: 'anchor_on', type: 'date', nullable: true })
  anchorOn: LocalDate | null;

  /** Kind of connection, in the words of the regulator. */
  @Column({ name: 'connection_type', type: 'text', default: '' })
  connectionType: string;

  /** Where it is, as `latitude,longitude`, where that is not at the customer's address. */
  @Column({ type: 'text', nullable: true })
  gps: string | null;

  @Column({ name: 'custom_fields', type: 'jsonb', default: () => "'{}'" })
  customFields: CustomValues;

  /** Of voice services; with the two below, or none of them. */
  @Column({ name: 'voice_number', type: 'text', nullable: true })
  voiceNumber: string | null;

  @Column({ name: 'voice_direction', type: 'text', nullable: true })
  voiceDirection: VoiceDirection | null;

  @Column({ name: 'voice_device', type: 'text', nullable: true })
  voiceDevice: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'int', default: 1 })
  revision: number;
}
