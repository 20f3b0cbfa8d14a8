import { Injectable } from '@nestjs/common';
import { type ServiceFacts, Services } from '@demarc/billing';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, notFound, RandomSource } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { NetworkingPermissions } from '../../permissions.js';
import { accessFault, plainDetails, refuseTakenDevices, refuseTakenLine, refuseTakenLogin } from './access-checks.js';
import { AccessDecider } from './access-decider.js';
import { announceAccess } from '../aaa/access-feed.js';
import { ProvisionAccessInput } from './access.input.js';
import { AddressBook, type Recipient } from '../addresses/address-book.js';
import { PrefixBook } from '../addresses/prefix-book.js';
import { passwordBinding } from './access-row.js';

export interface ProvisionedAccess {
  readonly serviceId: string;
  readonly login: string | null;
  readonly ipv4: string | null;
}

/** Without what is easily misread: 0 and o, 1 and l and i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 12;

/** Gives an internet service its network side: login, password, addresses, devices. Open at once when it may be. */
@Injectable()
export class ProvisionAccess extends Command<ProvisionAccessInput, ProvisionedAccess> {
  readonly rule: CommandRule = {
    name: 'networking.provisionAccess',
    sentence: 'Set up the network access of a service',
    permission: NetworkingPermissions['access.manage'],
    risk: 'normal',
  };
  readonly input = ProvisionAccessInput;

  constructor(
    private readonly services: Services,
    private readonly secrets: SecretBox,
    private readonly random: RandomSource,
    private readonly addresses: AddressBook,
    private readonly prefixes: PrefixBook,
    private readonly decider: AccessDecider,
  ) {
    super();
  }

  async handle(input: ProvisionAccessInput, act: Act): Promise<ProvisionedAccess> {
    const service = await this.services.find(act.sql, input.serviceId);
    if (!service) throw notFound('service');
    if (service.kind !== 'internet')
      throw conflict('NOT_INTERNET', 'Only internet services have a network side. Choose another service.');
    if (service.status === 'archived')
      throw conflict('SERVICE_ARCHIVED', 'This service is archived: it gets no network access any more.');
    const { serviceId, login, ipv4 } = await this.write(input, service, act);
    await announceAccess(act.sql, serviceId);
    const { customerId, partnerId } = service;
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, 'Network access set up', {
      login,
      ipv4,
      method: input.method,
    });
    await this.decider.decideForServices(act, [serviceId], {
      name: 'provisioned',
      eventId: null,
      at: act.at,
      paymentId: null,
      isBraked: false,
    });
    return { serviceId, login, ipv4 };
  }

  private async write(input: ProvisionAccessInput, service: ServiceFacts, act: Act): Promise<ProvisionedAccess> {
    const plain = plainDetails(input);
    await this.addresses.requireReached(act, input);
    const needsLogin = input.method === 'pppoe' || input.method === 'hotspot';
    const login = input.login ?? (needsLogin ? await freeLogin(act.sql) : null);
    if (login !== null) await refuseTakenLogin(act.sql, login, service.id);
    const { circuitId = null, remoteId = null } = plain;
    const { method, routerId = null } = input;
    await refuseTakenLine(act.sql, { serviceId: service.id, method, routerId, circuitId, remoteId });
    const { macs = [] } = plain;
    const { macLogin = false } = input;
    await refuseTakenDevices(act.sql, { serviceId: service.id, method, macs, macLogin, circuitId, remoteId });
    const to = { serviceId: service.id, customerId: service.customerId };
    const prefixes = await this.prefixes.of(act, input, plain, to);
    const assignment = input.ipv4Assignment ?? (plain.ipv4 ? 'permanent' : input.poolId ? 'pool' : 'none');
    const ipv4 = assignment === 'permanent' ? await this.address(input, plain.ipv4 ?? null, act, to) : null;
    if (assignment === 'pool') await this.addresses.requireRouterPool(act, input.poolId);
    const password = needsLogin ? (input.password ?? this.password()) : (input.password ?? null);
    try {
      const written = await act.sql.execute(INSERT, [
        service.id,
        service.customerId,
        service.partnerId,
        service.planId,
        input.method,
        login,
        password === null ? null : await this.secrets.seal('access_password', password, passwordBinding(service.id)),
        input.routerId ?? null,
        assignment,
        ipv4,
        input.poolId ?? null,
        prefixes.routes ?? [],
        prefixes.ipv6Prefix ?? null,
        prefixes.delegatedPrefix ?? null,
        macs,
        input.simultaneousUse ?? null,
        act.at,
        circuitId,
        remoteId,
        input.deviceRule ?? 'learn',
        macLogin,
      ]);
      if (written === 0)
        throw conflict('ACCESS_EXISTS', 'This service has its network side already. Change it instead.');
    } catch (error) {
      throw accessFault(error, { login, ipv4 }) ?? error;
    }
    return { serviceId: service.id, login, ipv4 };
  }

  private async address(input: ProvisionAccessInput, given: string | null, act: Act, to: Recipient): Promise<string> {
    if (given !== null) {
      await this.addresses.requireGivable(act, given, to);
      return given;
    }
    if (!input.poolId)
      throw conflict(
        'NO_ADDRESS',
        'A permanent address needs the address itself, or a pool to take the next free one from.',
      );
    return this.addresses.nextFree(act, input.poolId, 'ipv4', to);
  }

  private password(): string {
    return Array.from({ length: PASSWORD_LENGTH }, () => LETTERS[this.random.below(LETTERS.length)]).join('');
  }
}

/** `net100001`: counted, so never given twice; a login that staff typed the same way is refused before this one is used. */
async function freeLogin(sql: Sql): Promise<string> {
  const row = await sql.first<{ login: string }>(`SELECT 'net' || nextval('networking.login_number') AS login`);
  if (!row) throw new Error('the login sequence gave nothing');
  return row.login;
}

const INSERT = `
  INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, password, router_id, ipv4_assignment, ipv4, pool_id,
    routes, ipv6_prefix, delegated_prefix, macs, simultaneous_use, desired, desired_reason, desired_version, desired_at, converged_version,
    circuit_id, remote_id, device_rule, mac_login)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::cidr[], $13, $14, $15::macaddr[], $16, 'closed', 'not_started', 1, $17, 1, $18, $19, $20, $21)
  ON CONFLICT (service_id) DO UPDATE SET (plan_id, method, login, password, router_id, ipv4_assignment, ipv4, pool_id, routes, ipv6_prefix,
      delegated_prefix, macs, circuit_id, remote_id, device_rule, mac_login, line_mac, line_mac_at, line_mac_before, simultaneous_use,
      desired_reason, desired_at, live, imported)
    = (excluded.plan_id, excluded.method, excluded.login, excluded.password, excluded.router_id, excluded.ipv4_assignment, excluded.ipv4,
      excluded.pool_id, excluded.routes, excluded.ipv6_prefix, excluded.delegated_prefix, excluded.macs, excluded.circuit_id,
      excluded.remote_id, excluded.device_rule, excluded.mac_login, NULL, NULL, NULL, excluded.simultaneous_use,
      excluded.desired_reason, excluded.desired_at, true, NULL)
    WHERE NOT access.live`;
