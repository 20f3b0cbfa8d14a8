import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '@demarc/kernel';
import type { PlanKind } from '../domain/index.js';
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

  @Column({ name: 'contract_months', type: 'smallint', nullable: true })
  contractMonths: number | null;

  @Column({ name: 'bundled_plan_ids', type: 'uuid', array: true, default: () => "'{}'" })
  bundledPlanIds: PlanId[];

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
