import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TaxRateId } from '../ids.js';

/** One part of a combined rate, for reports. */
export interface TaxPart {
  readonly name: string;
  readonly percent: string;
}

@Entity({ schema: 'billing', name: 'tax_rate' })
export class TaxRateEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: TaxRateId;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'numeric', precision: 9, scale: 4 })
  percent: string;

  @Column({ type: 'jsonb', default: () => "'[]'" })
  parts: readonly TaxPart[];

  @Column({ type: 'boolean', default: false })
  archived: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
