import { Injectable } from '@nestjs/common';
import { Accounts, Services } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '../../permissions.js';
import { addressSettings } from './address-settings.js';

export interface DueRelease {
  readonly serviceId: string;
  readonly customerId: string;
  readonly login: string | null;
  readonly addresses: readonly string[];
  readonly closedAt: Date;
}

const MOST = 1_000;

/** Those that the next night lets go of, longest closed first. */
export async function dueReleases(sql: Sql, services: Services, accounts: Accounts, now: Date): Promise<DueRelease[]> {
  const { releaseAfterMonths } = await addressSettings(sql);
  if (releaseAfterMonths === null) return [];
  const rows = await sql.query<DueRelease>(
    `SELECT service_id AS "serviceId", customer_id AS "customerId", login, desired_at AS "closedAt",
       ARRAY(SELECT held::text FROM networking.address_holding one WHERE one.service_id = access.service_id AND upper_inf(during) ORDER BY held) AS addresses
      FROM networking.access access WHERE live AND desired = 'closed' AND desired_reason = 'service_disabled'
        AND desired_at < $1::timestamptz - make_interval(months => $2) ORDER BY desired_at, service_id LIMIT ${MOST}`,
    [now, releaseAfterMonths],
  );
  const disabled = new Set(
    (
      await services.findMany(
        sql,
        rows.map((row) => row.serviceId),
      )
    )
      .filter(({ status }) => status === 'disabled')
      .map(({ id }) => String(id)),
  );
  const idle = new Set(
    (await accounts.findMany(sql, [...new Set(rows.map((row) => row.customerId))]))
      .filter(({ customerStatus }) => customerStatus !== 'active')
      .map(({ customerId }) => String(customerId)),
  );
  return rows.filter((row) => disabled.has(row.serviceId) && idle.has(row.customerId));
}

@Injectable()
export class ListDueReleases extends Query<Record<string, never>, DueRelease[]> {
  readonly rule: Rule = {
    name: 'networking.listDueReleases',
    sentence: 'See which services the next night lets go of',
    permission: NetworkingPermissions['pool.view'],
  };

  constructor(
    private readonly services: Services,
    private readonly accounts: Accounts,
  ) {
    super();
  }

  answer(_: Record<string, never>, { sql, clock }: Asking): Promise<DueRelease[]> {
    return dueReleases(sql, this.services, this.accounts, clock.now());
  }
}
