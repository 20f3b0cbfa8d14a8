import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { announceAccess } from '../../aaa/access-feed.js';
import { AccessDecider } from '../../access/access-decider.js';
import { ConvergeAccess } from '../../convergence/converge-access.job.js';
import { PolicyEvaluation } from './policy-evaluation.js';
import { PolicyNews } from './policy-news.js';
import { BUMP } from './usage-statements.js';
import type { WorkedOut } from './work-out.js';

/** So many changes are told one by one; more are told together, and carried out by the reconciler's lanes. */
const FEW = 100;

/** How many accesses were changed; `isMany`: they wait for the reconciler. */
export interface CycleOutcome {
  readonly changed: number;
  readonly isMany: boolean;
}

/** Works out what holds, and brings it onto the network: a new version of the access, told to logins and sessions alike. */
@Injectable()
export class PolicyCycle {
  constructor(
    private readonly evaluation: PolicyEvaluation,
    private readonly decider: AccessDecider,
    private readonly news: PolicyNews,
  ) {}

  /** In a transaction of its own, before `turn`: whoever counts something anew waits for as long as it takes. */
  async count(act: Act): Promise<void> {
    await this.evaluation.count(act);
  }

  async turn(act: Act): Promise<CycleOutcome> {
    return this.bring(act, await this.evaluation.evaluateDue(act));
  }

  async turnPlan(act: Act, planId: string): Promise<CycleOutcome> {
    return this.bring(act, await this.evaluation.evaluatePlan(act, planId));
  }

  /** At once: after a top-up, a correction or whatever else concerns single accesses. */
  async turnSome(act: Act, serviceIds: readonly string[]): Promise<CycleOutcome> {
    return this.bring(act, await this.evaluation.evaluateSome(act, serviceIds));
  }

  private async bring(act: Act, worked: readonly WorkedOut[]): Promise<CycleOutcome> {
    const told = worked.filter(({ tells }) => tells);
    const isMany = told.length > FEW;
    if (told.length > 0) await this.tell(act, told, isMany);
    await this.block(act, worked.filter(movesBlock));
    await this.news.spread(act, worked);
    return { changed: told.length, isMany };
  }

  private async tell(act: Act, told: readonly WorkedOut[], isMany: boolean): Promise<void> {
    const ids = told.map(({ facts }) => facts.serviceId);
    await act.sql.execute(BUMP, [ids, told.map(causeOf), act.at]);
    if (isMany)
      for (const planId of new Set(told.map(({ facts }) => facts.planId)))
        await announceAccess(act.sql, `plan:${planId}`);
    else for (const id of ids) act.send(announceAccess(act.sql, id));
    if (!isMany) for (const serviceId of ids) act.enqueue(ConvergeAccess, { serviceId }, { singletonKey: serviceId });
  }

  /** Blocking and the return go the way of all blocking, with its brake. */
  private async block(act: Act, worked: readonly WorkedOut[]): Promise<void> {
    if (worked.length === 0) return;
    const ids = worked.map(({ facts }) => facts.serviceId);
    await this.decider.decideForServices(act, ids, {
      name: 'quota',
      eventId: null,
      at: act.at,
      paymentId: null,
      isBraked: true,
    });
  }
}

function movesBlock({ facts: { known, desired, planId }, effective }: WorkedOut): boolean {
  const was = known?.plan_id === planId && known.blocked_by !== null;
  return was !== (effective.blockedBy !== null) || (desired === 'open' && effective.blockedBy !== null);
}

function causeOf({ effective, facts }: WorkedOut): string {
  return effective.adjusted?.by ?? facts.known?.adjusted?.by ?? 'policy';
}
