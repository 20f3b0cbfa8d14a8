import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '@demarc/kernel';
import type { HoldId } from '../ids.js';

@Entity({ schema: 'billing', name: 'hold' })
export class HoldEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: HoldId;

  @Column({ name: 'customer_id', type: 'uuid' })
  customerId: Id<'Customer'>;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: Id<'Partner'>;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'placed_by', type: 'text' })
  placedBy: string;

  @Column({ name: 'placed_at', type: 'timestamptz' })
  placedAt: Date;

  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt: Date | null;

  @Column({ name: 'lifted_by', type: 'text', nullable: true })
  liftedBy: string | null;
}
