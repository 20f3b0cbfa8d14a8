import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocationId } from '../domain/ids.js';

@Entity({ schema: 'crm', name: 'location' })
export class LocationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: LocationId;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId: LocationId | null;

  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ type: 'integer' })
  revision: number;
}
