import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, type Id, invalid, notFound, Refusal } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { NetworkingPermissions } from '../../permissions.js';
import { accessFault, plainDetails, refuseTakenLogin } from './access-checks.js';
import { AccessDecider } from './access-decider.js';
import { announceAccess } from '../aaa/access-feed.js';
import { type KnownLine, lineColumns } from './access-line.js';
import { ChangeAccessInput } from './access.input.js';
import { passwordBinding } from './access-row.js';
import { AddressBook } from '../addresses/address-book.js';
import { PrefixBook } from '../addresses/prefix-book.js';
import { ConvergeAccess } from '../convergence/converge-access.job.js';

export interface LockedAccess extends KnownLine {
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly login: string | null;
  readonly ipv4: string | null;
  readonly ipv4Assignment: 'none' | 'permanent' | 'pool';
  readonly poolId: string | null;
  readonly routes: readonly string[];
  readonly revision: number;
}

/** Changes login, addresses or devices; sessions that do not fit any more are told after the commit. */
@Injectable()
export class ChangeAccess extends Command<
  ChangeAccessInput,
  { serviceId: string; revision: number; ipv4: string | null }
> {
  readonly rule: CommandRule = {
    name: 'networking.changeAccess',
    sentence: 'Change the network access of a service',
    permission: NetworkingPermissions['access.manage'],
    risk: 'normal',
  };
  readonly input = ChangeAccessInput;

  constructor(
    private readonly secrets: SecretBox,
    private readonly addresses: AddressBook,
    private readonly prefixes: PrefixBook,
    private readonly decider: AccessDecider,
  ) {
    super();
  }

  async handle(
    input: ChangeAccessInput,
    act: Act,
  ): Promise<{ serviceId: string; revision: number; ipv4: string | null }> {
    const access = await lockAccess(act, input.serviceId);
    if (access.revision !== input.revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'This access was changed by somebody else. Load it again.');
    if (input.login !== undefined) await refuseTakenLogin(act.sql, input.login, access.serviceId);
    const columns = await this.columns(input, access, act);
    const names = Object.keys(columns);
    if (names.length === 0) throw invalid('NOTHING_TO_CHANGE', 'Nothing was given to change.');
    try {
      await act.sql.execute(
        `UPDATE networking.access SET ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')}, revision = revision + 1,
           desired_version = desired_version + 1, desired_at = $2, desired_because = NULL, cause = 'changed by hand', caused_at = $2, cause_payment_id = NULL,
           purpose = CASE desired WHEN 'open' THEN 'change' WHEN 'blocked' THEN 'block' ELSE 'close' END, converge_attempts = 0,
           next_attempt_at = $2, imported = CASE WHEN $${names.length + 3} THEN NULL ELSE imported END WHERE service_id = $1`,
        [access.serviceId, act.at, ...Object.values(columns), 'ipv4' in columns],
      );
    } catch (error) {
      throw accessFault(error, { login: input.login ?? access.login, ipv4: String(columns['ipv4'] ?? '') }) ?? error;
    }
    const { serviceId, customerId, partnerId } = access;
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, 'Network access changed', { fields: names });
    await announceAccess(act.sql, serviceId);
    act.enqueue(ConvergeAccess, { serviceId }, { singletonKey: serviceId });
    // A login that is free now may open what was closed for want of one.
    await this.decider.decideForServices(act, [serviceId], {
      name: 'changed by hand',
      eventId: null,
      at: act.at,
      paymentId: null,
      isBraked: false,
    });
    const ipv4 = 'ipv4' in columns ? (columns['ipv4'] as string | null) : access.ipv4;
    return { serviceId, revision: access.revision + 1, ipv4 };
  }

  private async columns(input: ChangeAccessInput, access: LockedAccess, act: Act): Promise<Record<string, unknown>> {
    const plain = plainDetails(input);
    await this.addresses.requireReached(act, input);
    const columns: Record<string, unknown> = {};
    if (input.method !== undefined) columns['method'] = input.method;
    if (input.login !== undefined) columns['login'] = input.login;
    if (input.password !== undefined)
      columns['password'] = await this.secrets.seal(
        'access_password',
        input.password,
        passwordBinding(access.serviceId),
      );
    if (input.routerId !== undefined) columns['router_id'] = input.routerId;
    const given = input.routePoolId && plain.routes === undefined ? { ...plain, routes: access.routes } : plain;
    const prefixes = await this.prefixes.of(act, input, given, access);
    if (prefixes.routes !== undefined) columns['routes'] = prefixes.routes;
    if (prefixes.ipv6Prefix !== undefined) columns['ipv6_prefix'] = prefixes.ipv6Prefix;
    if (prefixes.delegatedPrefix !== undefined) columns['delegated_prefix'] = prefixes.delegatedPrefix;
    if (plain.macs !== undefined) columns['macs'] = plain.macs;
    if (input.simultaneousUse !== undefined) columns['simultaneous_use'] = input.simultaneousUse;
    Object.assign(columns, await lineColumns(act.sql, input, plain, access));
    if (input.ipv4Assignment !== undefined || plain.ipv4 !== undefined || input.poolId !== undefined)
      Object.assign(columns, await this.addressing(input, plain.ipv4, access, act));
    return columns;
  }

  private async addressing(
    input: ChangeAccessInput,
    ipv4: string | null | undefined,
    access: LockedAccess,
    act: Act,
  ): Promise<Record<string, unknown>> {
    const assignment = input.ipv4Assignment ?? (ipv4 ? 'permanent' : ipv4 === null ? 'none' : access.ipv4Assignment);
    const poolId = input.poolId === undefined ? access.poolId : input.poolId;
    switch (assignment) {
      case 'none':
        return { ipv4_assignment: 'none', ipv4: null, pool_id: null };
      case 'pool':
        await this.addresses.requireRouterPool(act, poolId);
        return { ipv4_assignment: 'pool', ipv4: null, pool_id: poolId };
      case 'permanent': {
        if (ipv4) {
          await this.addresses.requireGivable(act, ipv4, access);
          return { ipv4_assignment: 'permanent', ipv4, pool_id: poolId };
        }
        if (!poolId)
          throw conflict(
            'NO_ADDRESS',
            'A permanent address needs the address itself, or a pool to take the next free one from.',
          );
        return {
          ipv4_assignment: 'permanent',
          ipv4: await this.addresses.nextFree(act, poolId, 'ipv4', access),
          pool_id: poolId,
        };
      }
    }
  }
}

export async function lockAccess(act: Act, serviceId: string): Promise<LockedAccess> {
  const access = await act.sql.first<LockedAccess>(
    `SELECT service_id AS "serviceId", customer_id AS "customerId", partner_id AS "partnerId", method, login, host(ipv4) AS ipv4,
       ipv4_assignment AS "ipv4Assignment", pool_id AS "poolId", routes::text[] AS routes, router_id AS "routerId", circuit_id AS "circuitId",
       remote_id AS "remoteId", device_rule AS "deviceRule", macs::text[] AS macs, mac_login AS "macLogin", revision FROM networking.access WHERE service_id = $1 AND live FOR UPDATE`,
    [serviceId],
  );
  if (!access) throw notFound('network access');
  return access;
}
