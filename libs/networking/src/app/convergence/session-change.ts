import type { Sql } from '@demarc/persistence';
import type { AccessPolicy, ChangeEvent, ReplyAccess } from '../../radius/index.js';
import { type Facts, readFacts } from '../policies/templates/reply-facts.js';
import { repliesOf, type RouterWithTemplates } from './access-orders.js';

/** What a session is to be changed to, and for what. */
export interface SessionChange {
  readonly event: ChangeEvent;
  readonly access: ReplyAccess;
}

interface ChangedAccess {
  readonly service_id: string;
  readonly customer_id: string;
  readonly partner_id: string;
  readonly plan_id: string;
  readonly login: string | null;
  readonly ipv4: string | null;
  readonly macs: readonly string[];
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly cause: string | null;
}

/** By service: what the templates of its routers need to know, and nothing else. */
export async function wantedOf(
  sql: Sql,
  accesses: readonly ChangedAccess[],
  policies: ReadonlyMap<string, AccessPolicy>,
  routers: ReadonlyMap<string, RouterWithTemplates>,
): Promise<ReadonlyMap<string, SessionChange>> {
  const paths = new Set([...routers.values()].flatMap((router) => [...repliesOf(router).facts]));
  const facts = await readFacts(
    sql,
    accesses.map((access) => access.service_id),
    paths,
  );
  return new Map(
    accesses.map((access) => [
      access.service_id,
      changeOf(access, policies.get(access.service_id), facts.get(access.service_id)),
    ]),
  );
}

function changeOf(access: ChangedAccess, policy: AccessPolicy | undefined, facts: Facts | undefined): SessionChange {
  const holds = policy ?? { id: access.plan_id, rates: { download: 0, upload: 0 } };
  return {
    event: changeEvent(access.desired, holds, access.cause),
    access: {
      serviceId: access.service_id,
      customerId: access.customer_id,
      partnerId: access.partner_id,
      login: access.login ?? access.macs[0] ?? '',
      policy: holds,
      macs: access.macs,
      ...(access.ipv4 === null ? {} : { address: access.ipv4 }),
      ...(facts ? { facts } : {}),
    },
  };
}

/** The hours of a plan are its own speed; fair use and quota are what a customer is put under, and let out of. */
export function changeEvent(
  desired: ChangedAccess['desired'],
  policy: Pick<AccessPolicy, 'adjusted'>,
  cause: string | null,
): ChangeEvent {
  if (desired !== 'open') return 'block';
  if (policy.adjusted && policy.adjusted.by !== 'hours') return 'fair_use';
  return cause === 'fair_use' || cause === 'quota' ? 'fair_use_restore' : 'restore';
}
