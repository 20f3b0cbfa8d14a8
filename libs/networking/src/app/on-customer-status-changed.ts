import { Injectable } from '@nestjs/common';
import { CustomerStatusChanged, type CustomerStatusChangedPayload, HoldLifted, HoldPlaced } from '@demarc/billing';
import { type Act, Acts } from '@demarc/commands';
import type { JobOptions } from '@demarc/jobs';
import { AccessDecider, type Cause } from './access-decider.js';
import { AccessSubscriber } from './access-subscriber.js';

/** Payments open access again: this way has to be quick even when many come at once. */
export const QUICK: JobOptions = { retryLimit: 8, retryDelaySeconds: 1, expireSeconds: 60, concurrency: 8 };

interface OfCustomer {
  readonly customerId: string;
}

@Injectable()
export class OnCustomerStatusChanged extends AccessSubscriber<CustomerStatusChangedPayload> {
  readonly name = 'networking.on-customer-status-changed';
  readonly event = CustomerStatusChanged;
  override readonly options = QUICK;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  protected decide({ customerId }: OfCustomer, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForCustomer(act, customerId, cause);
  }
}

/** A hold on a customer who is blocked already changes no status, but the reason that they are given. */
@Injectable()
export class OnHoldPlaced extends AccessSubscriber<OfCustomer> {
  readonly name = 'networking.on-hold-placed';
  readonly event = HoldPlaced;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  /** A person put it there, one customer at a time. */
  protected decide({ customerId }: OfCustomer, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForCustomer(act, customerId, { ...cause, isBraked: false });
  }
}

@Injectable()
export class OnHoldLifted extends AccessSubscriber<OfCustomer> {
  readonly name = 'networking.on-hold-lifted';
  readonly event = HoldLifted;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  protected decide({ customerId }: OfCustomer, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForCustomer(act, customerId, cause);
  }
}
