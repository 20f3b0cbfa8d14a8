import { Injectable } from '@nestjs/common';
import {
  PlanChanged,
  type PlanChangedPayload,
  ServiceAdded,
  ServiceChanged,
  type ServiceEventPayload,
  ServiceStarted,
} from '@demarc/billing';
import { type Act, Acts } from '@demarc/commands';
import { AccessDecider, type Cause } from './access-decider.js';
import { AccessSubscriber } from './access-subscriber.js';
import { QUICK } from './on-customer-status-changed.js';

@Injectable()
export class OnServiceAdded extends AccessSubscriber<ServiceEventPayload> {
  readonly name = 'networking.on-service-added';
  readonly event = ServiceAdded;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  protected decide({ serviceId }: ServiceEventPayload, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForServices(act, [serviceId], cause);
  }
}

@Injectable()
export class OnServiceStarted extends AccessSubscriber<ServiceEventPayload> {
  readonly name = 'networking.on-service-started';
  readonly event = ServiceStarted;
  override readonly options = QUICK;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  protected decide({ serviceId }: ServiceEventPayload, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForServices(act, [serviceId], cause);
  }
}

@Injectable()
export class OnServiceChanged extends AccessSubscriber<ServiceEventPayload> {
  readonly name = 'networking.on-service-changed';
  readonly event = ServiceChanged;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  protected decide({ serviceId }: ServiceEventPayload, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForServices(act, [serviceId], cause);
  }
}

@Injectable()
export class OnPlanChanged extends AccessSubscriber<PlanChangedPayload> {
  readonly name = 'networking.on-plan-changed';
  readonly event = PlanChanged;

  constructor(
    acts: Acts,
    private readonly decider: AccessDecider,
  ) {
    super(acts);
  }

  protected decide({ oldServiceId, newServiceId }: PlanChangedPayload, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForServices(act, [oldServiceId, newServiceId], cause);
  }
}
