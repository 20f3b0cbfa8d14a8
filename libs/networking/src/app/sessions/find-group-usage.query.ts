import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { NetworkingPermissions } from '../../permissions.js';
import { requireFullReach } from '../access/reach.js';
import { findPoints, type FoundUsage, type UsageSpan } from './usage-points.js';

export interface GroupUsageAsking extends UsageSpan {
  readonly kind: 'plan' | 'router';
  readonly id: string;
}

/** What was used with a plan or on a router, as it was at the time: a customer who changed the plan since stays in it. */
@Injectable()
export class FindGroupUsage extends Query<GroupUsageAsking, FoundUsage> {
  readonly rule: Rule = {
    name: 'networking.findGroupUsage',
    sentence: 'See what is used with a plan or on a router',
    permission: NetworkingPermissions['session.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(asking: GroupUsageAsking, { sql, actor }: Asking): Promise<FoundUsage> {
    requireFullReach(actor);
    const { kind, id } = asking;
    const owner = {
      condition: 'usage.kind = :1 AND usage.group_id = :2',
      values: [kind, id],
      tiers: 'of groups',
    } as const;
    return findPoints(sql, owner, asking, (await this.operators.settings(sql)).timeZone);
  }
}
