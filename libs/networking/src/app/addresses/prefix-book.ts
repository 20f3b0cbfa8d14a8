import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { AddressBook, type Recipient } from './address-book.js';

interface Pools {
  readonly ipv6PoolId?: string | undefined;
  readonly delegationPoolId?: string | undefined;
  readonly routePoolId?: string | undefined;
}

export interface GivenPrefixes {
  readonly routes?: readonly string[] | undefined;
  readonly ipv6Prefix?: string | null | undefined;
  readonly delegatedPrefix?: string | null | undefined;
}

/** Networks and prefixes of a service: those that somebody named, checked, and the next free ones of the pools that were named. */
@Injectable()
export class PrefixBook {
  constructor(private readonly addresses: AddressBook) {}

  /** What is undefined in the answer stays as it is. */
  async of(act: Act, pools: Pools, given: GivenPrefixes, to: Recipient): Promise<GivenPrefixes> {
    for (const named of [...(given.routes ?? []), given.ipv6Prefix, given.delegatedPrefix])
      if (named) await this.addresses.requireGivable(act, named, to);
    const { ipv6PoolId, delegationPoolId, routePoolId } = pools;
    return {
      routes: routePoolId
        ? [...(given.routes ?? []), await this.addresses.nextFree(act, routePoolId, 'route', to)]
        : given.routes,
      ipv6Prefix: ipv6PoolId ? await this.addresses.nextFree(act, ipv6PoolId, 'ipv6_prefix', to) : given.ipv6Prefix,
      delegatedPrefix: delegationPoolId
        ? await this.addresses.nextFree(act, delegationPoolId, 'delegated_prefix', to)
        : given.delegatedPrefix,
    };
  }
}
