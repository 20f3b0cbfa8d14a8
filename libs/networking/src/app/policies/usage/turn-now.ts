import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts, CommandBus } from '@demarc/commands';
import type { Id } from '@demarc/kernel';
import { AccessReconciler } from '../../convergence/access-reconciler.js';
import { BuyAutomaticTopUp } from './buy-top-up.js';
import { AutomaticBuyer, PolicyTurner } from './late-bound.js';
import { PolicyCycle } from './policy-cycle.js';

@Injectable()
export class PolicyTurnerNow extends PolicyTurner {
  constructor(
    private readonly acts: Acts,
    private readonly cycle: PolicyCycle,
    private readonly reconciler: AccessReconciler,
  ) {
    super();
  }

  async turnNow(planId: string, requestId: string, signal: AbortSignal): Promise<void> {
    const call = { actor: systemActor('networking.reevaluate-policies'), requestId };
    const { isMany } = await this.acts.perform(call, 'networking.reevaluatePolicies', (act) =>
      this.cycle.turnPlan(act, planId),
    );
    if (isMany) await this.reconciler.reconcile(signal);
  }
}

/** In a transaction of its own: what cannot be sold keeps nobody else from being worked out. */
@Injectable()
export class AutomaticBuyerNow extends AutomaticBuyer {
  constructor(private readonly commands: CommandBus) {
    super();
  }

  async buyFor(serviceId: Id<'Service'>, requestId: string): Promise<void> {
    const call = { actor: systemActor('networking.buy-automatically'), requestId };
    await this.commands.run(BuyAutomaticTopUp, { serviceId }, call);
  }
}
