import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { conflict, invalid } from '@demarc/kernel';
import { isEndOfNetwork } from '../../domain/free-units.js';
import type { NetworkKind } from '../../domain/network-tree.js';
import { prefixText, shortText } from '../../domain/prefix-text.js';
import { addressSettings } from './address-settings.js';
import { FreeList } from './free-list.js';
import { type Network, networkAround, networkById, requireRouter, storedPrefix, wantedPrefix } from './networks.js';

/** Whom something is given to. */
export interface Recipient {
  readonly serviceId: string;
  readonly customerId: string;
}

/** What a service gets, and the kind of network that it comes from. */
export type Wanted = 'ipv4' | 'ipv6_prefix' | 'delegated_prefix' | 'route';

const GIVEN_FROM: Readonly<
  Record<Wanted, { readonly kind: NetworkKind; readonly family: 4 | 6; readonly sentence: string }>
> = {
  ipv4: { kind: 'static', family: 4, sentence: 'IPv4 networks of the kind STATIC' },
  ipv6_prefix: { kind: 'static', family: 6, sentence: 'IPv6 networks of the kind STATIC' },
  delegated_prefix: { kind: 'delegation', family: 6, sentence: 'IPv6 networks of the kind DELEGATION' },
  route: { kind: 'delegation', family: 4, sentence: 'IPv4 networks of the kind DELEGATION' },
};

/** Gives out addresses and prefixes, and says whether one that somebody names may be given. */
@Injectable()
export class AddressBook {
  constructor(private readonly free: FreeList) {}

  /** What is reserved for the customer, else what they had last while it is free, else the next free one. */
  async nextFree(act: Act, poolId: string, wanted: Wanted, to: Recipient): Promise<string> {
    const network = await networkById(act.sql, poolId);
    const { kind, family, sentence } = GIVEN_FROM[wanted];
    if (network.kind !== kind || network.prefix.family !== family)
      throw invalid(
        kind === 'static' ? 'NOT_A_STATIC_POOL' : 'NOT_A_DELEGATION_POOL',
        `This is given only from ${sentence}; "${network.name}" is none.`,
      );
    const own = await this.ownOf(act, network, to);
    const unit =
      own !== undefined && (await this.free.claim(act, network, own)) ? own : await this.free.take(act, network);
    if (unit === undefined)
      throw conflict('POOL_IS_FULL', `Everything in "${network.name}" is held or reserved. Add another pool.`);
    return wanted === 'ipv4' ? shortText(storedPrefix(unit)) : unit;
  }

  /** A named address or prefix: nobody else's, not kept for another, and from a network that services get theirs from. */
  async requireGivable(act: Act, named: string, to: Recipient): Promise<void> {
    const prefix = wantedPrefix(named);
    const text = prefixText(prefix);
    const holder = await act.sql.first<{ kind: string; label: string }>(
      `SELECT kind, label FROM networking.address_holding WHERE held && $1::inet AND during && tstzrange($2, NULL) AND service_id IS DISTINCT FROM $4
          AND NOT (customer_id IS NOT DISTINCT FROM $3 AND kind IN ('reserved', 'quarantine')) LIMIT 1`,
      [text, act.at, to.customerId, to.serviceId],
    );
    const taken = await act.sql.first<{ it: boolean }>('SELECT networking.is_taken($1, $2, $3, $4) AS it', [
      text,
      act.at,
      to.customerId,
      to.serviceId,
    ]);
    if (taken?.it) throw takenBy(shortText(prefix), holder);
    const network = await networkAround(act.sql, text);
    if (!network) return;
    if (network.kind === 'management' || network.kind === 'cgnat')
      throw conflict(
        'ADDRESS_NOT_FOR_SERVICES',
        `"${network.name}" has no addresses for services. Choose another one.`,
      );
    if (network.kind === 'static' && isEndOfNetwork(network.prefix, network.unitLength, prefix))
      throw conflict(
        'ADDRESS_NOT_USABLE',
        `${shortText(prefix)} is the first or last address of "${network.name}", which nobody can have.`,
      );
    if (network.kind === 'pool' && !(await addressSettings(act.sql)).staticFromPools)
      throw conflict(
        'ADDRESS_OF_A_POOL',
        `${shortText(prefix)} lies in "${network.name}", which the router hands out. Choose one of a static network, or allow it in the address settings.`,
      );
  }

  /** A pool by name of which the router hands out addresses. */
  async requireRouterPool(act: Act, poolId: string | null | undefined): Promise<void> {
    if (!poolId)
      throw invalid('NO_POOL', 'An address from a pool needs the pool. Choose one.', [
        { field: 'poolId', message: 'is missing' },
      ]);
    const pool = await networkById(act.sql, poolId);
    if (pool.kind !== 'pool')
      throw invalid(
        'NOT_A_ROUTER_POOL',
        `"${pool.name}" is not handed out by the router. Choose a network of the kind POOL.`,
      );
  }

  /** What a network side refers to has to be within reach: a foreign key alone would take another partner's. */
  async requireReached(
    act: Act,
    named: { poolId?: string | null | undefined; routerId?: string | null | undefined },
  ): Promise<void> {
    if (named.poolId) await networkById(act.sql, named.poolId);
    await requireRouter(act.sql, named.routerId);
  }

  private async ownOf(act: Act, network: Network, to: Recipient): Promise<string | undefined> {
    const row = await act.sql.first<{ unit: string }>(OWN, [
      to.customerId,
      prefixText(network.prefix),
      network.unitLength,
      act.at,
      to.serviceId,
    ]);
    if (!row || isEndOfNetwork(network.prefix, network.unitLength, storedPrefix(row.unit))) return undefined;
    return row.unit;
  }
}

const OWN = `
  SELECT had.held::text AS unit FROM networking.address_holding had
   WHERE had.customer_id = $1 AND had.held <<= $2::inet AND masklen(had.held) = $3 AND had.kind <> 'device'
     AND CASE had.kind WHEN 'reserved' THEN had.during @> $4::timestamptz
           ELSE (had.kind = 'quarantine' OR upper(had.during) <= $4::timestamptz) AND (SELECT gives_back FROM networking.address_setting) END
     AND NOT networking.is_taken(had.held, $4, $1)
   ORDER BY had.kind = 'reserved' DESC, had.service_id = $5 DESC NULLS LAST, upper(had.during) DESC NULLS LAST LIMIT 1`;

function takenBy(address: string, holder: { kind: string; label: string } | undefined): Error {
  switch (holder?.kind) {
    case 'reserved':
    case 'device':
      return conflict(
        'ADDRESS_RESERVED',
        `${address} is reserved${holder.label === '' ? '' : ` (${holder.label})`}. Choose another one.`,
      );
    case 'quarantine':
      return conflict(
        'ADDRESS_IN_QUARANTINE',
        `${address} is kept for a while for the customer who had it last. Choose another one.`,
      );
    default:
      return conflict('ADDRESS_TAKEN', `${address} belongs to another service. Choose another one.`);
  }
}
