import { Injectable } from '@nestjs/common';
import { type Act, Acts, type EventDelivery, Subscriber } from '@demarc/commands';
import type { Cause } from './access-cause.js';
import { AccessDecider } from './access-decider.js';

/** Hears news of billing that access follows from. */
@Injectable()
export abstract class AccessSubscriber<Payload extends object> extends Subscriber<Payload> {
  constructor(
    protected readonly acts: Acts,
    protected readonly decider: AccessDecider,
  ) {
    super();
  }

  protected abstract decide(payload: Payload, act: Act, cause: Cause): Promise<void>;

  protected on(payload: Payload, act: Act, delivery: EventDelivery<Payload>): Promise<void> {
    return this.decide(payload, act, {
      name: delivery.name,
      eventId: delivery.eventId,
      at: new Date(delivery.occurredAt),
      paymentId: 'paymentId' in payload && typeof payload.paymentId === 'string' ? payload.paymentId : null,
      isBraked: true,
    });
  }
}
