import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomFieldEntityKind, CustomFieldType, PortalUse } from '../domain/custom-fields.js';
import type { CustomerCategory } from '../domain/customer-lifecycle.js';
import type { CustomFieldId } from '../domain/ids.js';

@Entity({ schema: 'crm', name: 'custom_field' })
export class CustomFieldEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: CustomFieldId;

  @Column({ type: 'text' })
  entity: CustomFieldEntityKind;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  type: CustomFieldType;

  @Column({ type: 'jsonb' })
  options: readonly string[];

  @Column({ type: 'text', nullable: true })
  category: CustomerCategory | null;

  @Column({ type: 'boolean' })
  required: boolean;

  @Column({ name: 'default_value', type: 'text', nullable: true })
  defaultValue: string | null;

  @Column({ type: 'text' })
  portal: PortalUse;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'boolean' })
  archived: boolean;
}
