import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { invalid } from '@demarc/kernel';
import { bitsOf, prefixAround } from '../../domain/prefix.js';
import { prefixText, readPrefix } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export interface HistoryLine {
  readonly key: string;
  readonly kind: 'static' | 'wan' | 'route' | 'delegated' | 'reserved' | 'device' | 'quarantine' | 'session';
  readonly held: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  readonly login: string | null;
  readonly label: string;
  readonly since: Date;
  readonly until: Date | null;
}

/** Who held an address or a prefix when, newest first: what was given or kept, and what sessions had. */
@Injectable()
export class AddressHistory extends Query<{ readonly address: string }, HistoryLine[]> {
  readonly rule: Rule = {
    name: 'networking.addressHistory',
    sentence: 'See who held an address when',
    permission: NetworkingPermissions['pool.view'],
  };

  async answer({ address }: { readonly address: string }, { sql, actor }: Asking): Promise<HistoryLine[]> {
    const prefix = readPrefix(address);
    if (!prefix)
      throw invalid('BAD_ADDRESS', 'This is not an address.', [
        { field: 'address', message: 'must be such as 203.0.113.7' },
      ]);
    const around = Array.from({ length: bitsOf(prefix.family) }, (_, index) =>
      prefixText(prefixAround(prefix.family, prefix.first, index + 1)),
    );
    return sql.query<HistoryLine>(HISTORY, [prefixText(prefix), reachOf(actor), around]);
  }
}

const sessions = (table: string, ended: string): string => `
  SELECT session.key, 'session', coalesce(host(session.framed_ipv4), session.framed_ipv6::text), session.customer_id, session.service_id, session.login, '',
    session.started_at, ${ended} FROM networking.${table} session
   WHERE (session.framed_ipv4 = $1::inet OR session.framed_ipv6 = ANY ($3::cidr[]) OR session.delegated_prefix = ANY ($3::cidr[]))
     AND (session.customer_id IS NULL OR ${reached('session', 2)})`;

const HISTORY = `
  SELECT one.id::text AS key, one.kind, one.held::text, one.customer_id AS "customerId", one.service_id AS "serviceId", access.login, one.label,
    lower(one.during) AS since, upper(one.during) AS until
  FROM networking.address_holding one LEFT JOIN networking.access access USING (service_id)
   WHERE one.held && $1::inet AND (one.customer_id IS NULL OR ${reached('one', 2)})
  UNION ALL ${sessions('session_open', 'NULL::timestamptz')}
  UNION ALL ${sessions('session_closed', 'session.ended_at')}
  ORDER BY since DESC LIMIT 100`;
