import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MoneyAccount } from '../domain/index.js';
import type { PaymentMethodId } from '../ids.js';

@Entity({ schema: 'billing', name: 'payment_method' })
export class PaymentMethodEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: PaymentMethodId;

  @Column({ type: 'text' })
  name: string;

  /** Where the money lies after it was received. */
  @Column({ name: 'ledger_account', type: 'text', default: 'bank' })
  ledgerAccount: MoneyAccount;

  @Column({ type: 'boolean', default: true })
  active: boolean;
}
