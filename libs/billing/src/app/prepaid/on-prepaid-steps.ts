import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import {
  type AboutCustomer,
  CreditNoteIssued,
  PaymentRecorded,
  type PaymentRecordedPayload,
  PaymentReversed,
  PlanChanged,
  ServiceAdded,
  ServiceStarted,
} from '../../events.js';
import type { PaymentId } from '../../ids.js';
import { Accounts } from '../accounts/accounts.js';
import { PrepaidCharging } from './prepaid-charging.js';

/** Looks at a prepaid account again when its money or its services have changed; others are none of its business. */
@Injectable()
abstract class LooksAtPrepaid<Payload extends AboutCustomer> extends Subscriber<Payload> {
  constructor(
    protected readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly charging: PrepaidCharging,
  ) {
    super();
  }

  protected async on(payload: Payload, act: Act): Promise<void> {
    const known = await this.accounts.find(act.sql, payload.customerId);
    if (!known || known.billingType === 'recurring') return;
    await this.charging.lookAgain(act, await this.accounts.lock(act, payload.customerId), this.paymentOf(payload));
  }

  protected paymentOf(_: Payload): PaymentId | null {
    return null;
  }
}

@Injectable()
export class OnPrepaidPayment extends LooksAtPrepaid<PaymentRecordedPayload> {
  readonly name = 'billing.on-prepaid-payment';
  readonly event = PaymentRecorded;

  override concerns({ isPrepaid }: PaymentRecordedPayload): boolean {
    return isPrepaid;
  }

  protected override paymentOf({ paymentId }: PaymentRecordedPayload): PaymentId {
    return paymentId;
  }
}

@Injectable()
export class OnPrepaidCredit extends LooksAtPrepaid<AboutCustomer> {
  readonly name = 'billing.on-prepaid-credit';
  readonly event = CreditNoteIssued;
}

@Injectable()
export class OnPrepaidReversal extends LooksAtPrepaid<AboutCustomer> {
  readonly name = 'billing.on-prepaid-reversal';
  readonly event = PaymentReversed;
}

@Injectable()
export class OnPrepaidServiceAdded extends LooksAtPrepaid<AboutCustomer> {
  readonly name = 'billing.on-prepaid-service-added';
  readonly event = ServiceAdded;
}

@Injectable()
export class OnPrepaidServiceStarted extends LooksAtPrepaid<AboutCustomer> {
  readonly name = 'billing.on-prepaid-service-started';
  readonly event = ServiceStarted;
}

@Injectable()
export class OnPrepaidPlanChanged extends LooksAtPrepaid<AboutCustomer> {
  readonly name = 'billing.on-prepaid-plan-changed';
  readonly event = PlanChanged;
}
