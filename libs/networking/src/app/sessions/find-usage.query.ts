import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { invalid } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '../../permissions.js';
import { reachOf } from '../access/reach.js';
import { findPoints, type FoundUsage, type UsageOwner, type UsageSpan } from './usage-points.js';

export interface UsageAsking extends UsageSpan {
  readonly customerId?: string | undefined;
  readonly serviceId?: string | undefined;
}

const REACH = `(:3::uuid IS NULL OR EXISTS (SELECT 1 FROM crm.customer reach WHERE reach.id = usage.customer_id AND reach.added_by = :3))`;

/** What a customer or a service used, hour by hour, by day, by month or by year. */
@Injectable()
export class FindUsage extends Query<UsageAsking, FoundUsage> {
  readonly rule: Rule = {
    name: 'networking.findUsage',
    sentence: 'See usage',
    permission: NetworkingPermissions['session.view'],
    customer: 'own',
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(asking: UsageAsking, { sql, actor }: Asking): Promise<FoundUsage> {
    const customerId = asking.customerId ?? (await customerOf(sql, asking.serviceId));
    const owner: UsageOwner = {
      // The customer comes first in every key of usage, so that what is asked lies in one place.
      condition: `usage.customer_id = :1 AND (:2::uuid IS NULL OR usage.service_id = :2) AND ${REACH}`,
      values: [customerId, asking.serviceId ?? null, reachOf(actor)],
      tiers: 'of services',
    };
    return findPoints(sql, owner, asking, (await this.operators.settings(sql)).timeZone);
  }
}

/** A service without its network side has used nothing, and is nobody's here. */
async function customerOf(sql: Sql, serviceId: string | undefined): Promise<string | null> {
  if (serviceId === undefined) throw invalid('WHOSE_USAGE', 'Say whose usage: of a customer or of a service.');
  const access = await sql.first<{ customer_id: string }>(
    'SELECT customer_id FROM networking.access WHERE service_id = $1',
    [serviceId],
  );
  return access?.customer_id ?? null;
}
