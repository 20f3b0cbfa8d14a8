import { Injectable } from '@nestjs/common';
import { PlanEdited } from '@demarc/billing';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import { CustomerChanged, type CustomerChangedPayload } from '@demarc/crm';
import { announceAccess } from '../../aaa/access-feed.js';

/** A template may name what has changed; the radius processes know whether one does. */
@Injectable()
export class OnCustomerFactsChanged extends Subscriber<CustomerChangedPayload> {
  readonly name = 'networking.on-customer-facts-changed';
  readonly event = CustomerChanged;

  constructor(protected readonly acts: Acts) {
    super();
  }

  protected on({ customerId }: CustomerChangedPayload, act: Act): Promise<void> {
    return announceAccess(act.sql, `facts:customer:${customerId}`);
  }
}

@Injectable()
export class OnPlanFactsChanged extends Subscriber<{ readonly planId: string }> {
  readonly name = 'networking.on-plan-facts-changed';
  readonly event = PlanEdited;

  constructor(protected readonly acts: Acts) {
    super();
  }

  protected on({ planId }: { readonly planId: string }, act: Act): Promise<void> {
    return announceAccess(act.sql, `facts:plan:${planId}`);
  }
}
