import { Injectable } from '@nestjs/common';
import { CustomerStatusChanged, HoldLifted, HoldPlaced } from '@demarc/billing';
import type { Act } from '@demarc/commands';
import type { JobOptions } from '@demarc/jobs';
import type { Cause } from './access-cause.js';
import { AccessSubscriber } from './access-subscriber.js';

/** Payments open access again: this way has to be quick even when many come at once. */
export const QUICK: JobOptions = { retryLimit: 8, retryDelaySeconds: 1, expireSeconds: 60, concurrency: 8 };

interface OfCustomer {
  readonly customerId: string;
}

abstract class FollowsCustomer extends AccessSubscriber<OfCustomer> {
  protected decide({ customerId }: OfCustomer, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForCustomer(act, customerId, cause);
  }
}

@Injectable()
export class OnCustomerStatusChanged extends FollowsCustomer {
  readonly name = 'networking.on-customer-status-changed';
  readonly event = CustomerStatusChanged;
  override readonly options = QUICK;
}

/** A hold on a customer who is blocked already changes no status, but the reason that they are given. */
@Injectable()
export class OnHoldPlaced extends FollowsCustomer {
  readonly name = 'networking.on-hold-placed';
  readonly event = HoldPlaced;

  /** A person put it there, one customer at a time. */
  protected override decide(payload: OfCustomer, act: Act, cause: Cause): Promise<void> {
    return super.decide(payload, act, { ...cause, isBraked: false });
  }
}

@Injectable()
export class OnHoldLifted extends FollowsCustomer {
  readonly name = 'networking.on-hold-lifted';
  readonly event = HoldLifted;
}
