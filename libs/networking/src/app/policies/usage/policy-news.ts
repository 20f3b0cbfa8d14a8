import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { EffectivePolicyChanged } from '../../../events.js';
import type { PolicyAdjustment } from '../../../radius/snapshot.js';
import { AllowanceNotices } from './allowance-notices.js';
import { BuyAutomatically } from './buy-automatically.job.js';
import type { WorkedOut } from './work-out.js';

/** What follows from a policy that was worked out besides the network: the event, the customer's mail, what is bought by itself. */
@Injectable()
export class PolicyNews {
  constructor(private readonly notices: AllowanceNotices) {}

  async spread(act: Act, worked: readonly WorkedOut[]): Promise<void> {
    for (const one of worked) say(act, one);
    await this.notices.post(act, worked);
    for (const { automatic, facts } of worked)
      if (automatic) act.enqueue(BuyAutomatically, { serviceId: facts.serviceId }, { singletonKey: facts.serviceId });
  }
}

/** What the clock brings round each day is no news; what usage brought is. */
function say(act: Act, { facts, effective, kept, isChanged }: WorkedOut): void {
  const { known, customerId, partnerId, serviceId } = facts;
  const now = newsOf(effective.blockedBy ?? effective.adjusted);
  const before = known?.plan_id === facts.planId ? newsOf(known.blocked_by ?? known.adjusted) : null;
  if (!isChanged || (now?.by === before?.by && now?.name === before?.name)) return;
  act.emit(
    EffectivePolicyChanged,
    {
      customerId,
      partnerId,
      serviceId,
      by: now?.by ?? null,
      name: now?.name ?? null,
      isBlocked: effective.blockedBy !== null,
      downloadKbps: Math.round(kept.download_bps / 1_000),
      uploadKbps: Math.round(kept.upload_bps / 1_000),
    },
    { customerId, partnerId },
  );
}

function newsOf(reason: PolicyAdjustment | null): PolicyAdjustment | null {
  return reason === null || reason.by === 'hours' ? null : reason;
}
