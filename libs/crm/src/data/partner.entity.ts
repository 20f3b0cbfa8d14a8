import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartnerId } from '../domain/ids.js';
import type { PartnerLegal } from '../domain/partner-legal.js';

@Entity({ schema: 'crm', name: 'partner' })
export class PartnerEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: PartnerId;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'jsonb' })
  legal: PartnerLegal;

  /** The partner's share of what is collected, exact. */
  @Column({ type: 'numeric', precision: 7, scale: 4 })
  percent: string;

  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'integer' })
  revision: number;
}
