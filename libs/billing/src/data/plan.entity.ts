import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomValues } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import type { ContractAtEnd, PlanKind } from '../domain/index.js';
import type { PlanId, TaxRateId } from '../ids.js';

@Entity({ schema: 'billing', name: 'plan' })
export class PlanEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: PlanId;

  /** Null: offered to the customers of every partner, unless partners are listed. */
  @Column({ name: 'partner_id', type: 'uuid', nullable: true })
  partnerId: Id<'Partner'> | null;

  @Column({ type: 'text' })
  kind: PlanKind;

  @Column({ type: 'text' })
  title: string;

  @Column({ name: 'service_description', type: 'text' })
  serviceDescription: string;

  @Column({ name: 'unit_price', type: 'numeric', precision: 18, scale: 4 })
  unitPrice: string;

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

  @Column({ name: 'contract_months', type: 'smallint', nullable: true })
  contractMonths: number | null;

  @Column({ name: 'bundled_plan_ids', type: 'uuid', array: true, default: () => "'{}'" })
  bundledPlanIds: PlanId[];

  @Column({ name: 'activation_fee', type: 'numeric', precision: 18, scale: 4, nullable: true })
  activationFee: string | null;

  @Column({ name: 'activation_fee_when', type: 'text', default: 'first_billing' })
  activationFeeWhen: 'first_billing' | 'on_creation';

  /** For the end of a service … */
  @Column({ name: 'end_fee', type: 'numeric', precision: 18, scale: 4, nullable: true })
  endFee: string | null;

  /** … and for one before the end of its contract. */
  @Column({ name: 'early_end_fee', type: 'numeric', precision: 18, scale: 4, nullable: true })
  earlyEndFee: string | null;

  /** For a change to another plan, in place of the fee of the settings. */
  @Column({ name: 'change_fee', type: 'numeric', precision: 18, scale: 4, nullable: true })
  changeFee: string | null;

  @Column({ name: 'contract_renews', type: 'boolean', default: false })
  contractRenews: boolean;

  /** What the end of a contract does that does not renew itself. */
  @Column({ name: 'contract_at_end', type: 'text', default: 'list_price' })
  contractAtEnd: ContractAtEnd;

  /** Of a bundle: it comes back by itself when access opens again; else staff reactivate it. */
  @Column({ name: 'auto_reactivate', type: 'boolean', default: true })
  autoReactivate: boolean;

  /** A discount for so many months from the start of a service. */
  @Column({ name: 'first_months', type: 'smallint', nullable: true })
  firstMonths: number | null;

  @Column({ name: 'first_months_kind', type: 'text', nullable: true })
  firstMonthsKind: 'percent' | 'fixed' | null;

  @Column({ name: 'first_months_value', type: 'numeric', precision: 18, scale: 4, nullable: true })
  firstMonthsValue: string | null;

  /** Plans that customers may change to by themselves. */
  @Column({ name: 'self_change_plan_ids', type: 'uuid', array: true, default: () => "'{}'" })
  selfChangePlanIds: PlanId[];

  /** Days that a prepaid period lasts; null: a month. */
  @Column({ name: 'prepaid_days', type: 'smallint', nullable: true })
  prepaidDays: number | null;

  /** Which accounts may have it; all when empty, as with the two below. */
  @Column({ name: 'billing_types', type: 'text', array: true, default: () => "'{}'" })
  billingTypes: string[];

  @Column({ name: 'customer_categories', type: 'text', array: true, default: () => "'{}'" })
  customerCategories: string[];

  @Column({ name: 'location_ids', type: 'uuid', array: true, default: () => "'{}'" })
  locationIds: Id<'Location'>[];

  /** Of voice plans. */
  @Column({ name: 'voice_kind', type: 'text', nullable: true })
  voiceKind: 'voip' | 'fixed' | 'mobile' | null;

  @Column({ name: 'custom_fields', type: 'jsonb', default: () => "'{}'" })
  customFields: CustomValues;

  /** False: archived. */
  @Column({ type: 'boolean', default: true })
  active: boolean;

  /** May new services take it? */
  @Column({ type: 'boolean', default: true })
  available: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'int', default: 1 })
  revision: number;
}
