import type { Id } from '@demarc/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AddressPoolId } from '../domain/ids.js';

/** `static`: addresses for one service each. `pool`: the router hands them out. `root`: a supernet that holds others. */
export type AddressPoolKind = 'static' | 'pool' | 'management' | 'root';

@Entity({ schema: 'networking', name: 'address_pool' })
export class AddressPoolEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: AddressPoolId;

  @Column({ name: 'partner_id', type: 'uuid', nullable: true })
  partnerId: Id<'Partner'> | null;

  @Column({ name: 'location_id', type: 'uuid', nullable: true })
  locationId: Id<'Location'> | null;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'cidr' })
  prefix: string;

  @Column({ type: 'text' })
  kind: AddressPoolKind;

  @Column({ name: 'router_pool_name', type: 'text', nullable: true })
  routerPoolName: string | null;

  @Column({ type: 'text' })
  comment: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
