import { Injectable } from '@nestjs/common';
import {
  PlanChanged,
  type PlanChangedPayload,
  PlanChangeUndone,
  ServiceAdded,
  ServiceChanged,
  type ServiceEventPayload,
  ServiceStarted,
} from '@demarc/billing';
import type { Act } from '@demarc/commands';
import { announceAccess } from '../aaa/access-feed.js';
import type { Cause } from './access-cause.js';
import { AccessSubscriber } from './access-subscriber.js';
import { QUICK } from './on-customer-status-changed.js';

abstract class FollowsService extends AccessSubscriber<ServiceEventPayload> {
  protected decide({ serviceId }: ServiceEventPayload, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForServices(act, [serviceId], cause);
  }
}

@Injectable()
export class OnServiceAdded extends FollowsService {
  readonly name = 'networking.on-service-added';
  readonly event = ServiceAdded;
}

@Injectable()
export class OnServiceStarted extends FollowsService {
  readonly name = 'networking.on-service-started';
  readonly event = ServiceStarted;
  override readonly options = QUICK;
}

@Injectable()
export class OnServiceChanged extends FollowsService {
  readonly name = 'networking.on-service-changed';
  readonly event = ServiceChanged;

  protected override async decide(payload: ServiceEventPayload, act: Act, cause: Cause): Promise<void> {
    await super.decide(payload, act, cause);
    await announceAccess(act.sql, `facts:service:${payload.serviceId}`);
  }
}

@Injectable()
export class OnPlanChanged extends AccessSubscriber<PlanChangedPayload> {
  readonly name = 'networking.on-plan-changed';
  readonly event = PlanChanged;

  protected decide({ oldServiceId, newServiceId }: PlanChangedPayload, act: Act, cause: Cause): Promise<void> {
    return this.decider.decideForServices(act, [oldServiceId, newServiceId], cause);
  }
}

@Injectable()
export class OnPlanChangeUndone extends AccessSubscriber<Omit<PlanChangedPayload, 'changeOn'>> {
  readonly name = 'networking.on-plan-change-undone';
  readonly event = PlanChangeUndone;

  protected decide(
    { oldServiceId, newServiceId }: Omit<PlanChangedPayload, 'changeOn'>,
    act: Act,
    cause: Cause,
  ): Promise<void> {
    return this.decider.giveBack(act, newServiceId, oldServiceId, cause);
  }
}
