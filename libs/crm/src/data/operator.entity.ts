import type { RoundingRule } from '@demarc/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The provider that runs this installation: exactly one row. */
@Entity({ schema: 'crm', name: 'operator' })
export class OperatorEntity {
  @PrimaryColumn({ type: 'boolean' })
  id: boolean;

  @Column({ type: 'text' })
  name: string;

  /** IANA name: billing dates are calendar dates in this zone. */
  @Column({ name: 'time_zone', type: 'text' })
  timeZone: string;

  @Column({ type: 'char', length: 3 })
  currency: string;

  /** BCP 47: `es-UY`. */
  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'char', length: 2 })
  country: string;

  @Column({ name: 'line_rounding', type: 'text' })
  lineRounding: RoundingRule;

  /** 1 Monday … 7 Sunday. */
  @Column({ name: 'week_start', type: 'smallint' })
  weekStart: number;

  @Column({ name: 'login_pattern', type: 'text' })
  loginPattern: string;

  @Column({ type: 'integer' })
  revision: number;
}
