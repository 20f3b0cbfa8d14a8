import { conflict, type FieldFault, invalid, notFound, type Refusal } from '@demarc/kernel';
import { type Sql, violatedConstraint } from '@demarc/persistence';
import { plainIpv4, plainIpv6Prefix, plainPrefix } from '../addresses/address-plan.js';
import { normalMac, plainLineId } from '../../radius/index.js';
import type { AccessDetailsInput } from './access.input.js';

export interface PlainDetails {
  readonly ipv4?: string | null;
  readonly routes?: readonly string[];
  readonly ipv6Prefix?: string | null;
  readonly delegatedPrefix?: string | null;
  readonly macs?: readonly string[];
  readonly circuitId?: string | null;
  readonly remoteId?: string | null;
}

const LINE_ID = 'must be text such as Gi0/1:100, or 0x and hexadecimal digits';

/** Addresses, prefixes, MACs and ids of lines in the one spelling that is stored, or every fault at once. */
export function plainDetails(input: AccessDetailsInput): PlainDetails {
  const faults: FieldFault[] = [];
  const one = (
    field: 'ipv4' | 'ipv6Prefix' | 'delegatedPrefix' | 'circuitId' | 'remoteId',
    read: (text: string) => string | undefined,
    message: string,
  ) => {
    const given = input[field];
    if (given === undefined) return {};
    if (given === null) return { [field]: null };
    const plain = read(given);
    if (plain === undefined) faults.push({ field, message });
    return { [field]: plain };
  };
  const many = (field: 'routes' | 'macs', read: (text: string) => string | undefined, message: string) => {
    const given = input[field];
    if (given === undefined) return {};
    const plain = given.map((text, index) => {
      const value = read(text);
      if (value === undefined) faults.push({ field: `${field}.${index}`, message });
      return value ?? text;
    });
    return { [field]: [...new Set(plain)] };
  };
  const details = {
    ...one('ipv4', plainIpv4, 'must be an IPv4 address such as 203.0.113.7'),
    ...one('ipv6Prefix', plainIpv6Prefix, 'must be an IPv6 prefix such as 2001:db8:1::/64'),
    ...one('delegatedPrefix', plainIpv6Prefix, 'must be an IPv6 prefix such as 2001:db8:7::/56'),
    ...one('circuitId', plainLineId, LINE_ID),
    ...one('remoteId', plainLineId, LINE_ID),
    ...many('routes', plainPrefix, 'must be a network such as 203.0.113.8/29'),
    ...many('macs', normalMac, 'must be a MAC address such as 02:00:00:00:00:01'),
  };
  if (faults.length > 0)
    throw invalid('BAD_ADDRESS', 'Some addresses or ids are not right. Correct them and try again.', faults);
  return details;
}

/** Two at once: the unique index has decided. */
export function accessFault(error: unknown, tried: { login: string | null; ipv4: string | null }): Refusal | undefined {
  switch (violatedConstraint(error)) {
    case 'access_login':
      return conflict(
        'LOGIN_TAKEN',
        `The login "${tried.login ?? ''}" belongs to another service. Choose another one.`,
      );
    case 'access_line':
      return conflict('LINE_TAKEN', 'Another service is on this line. Choose another circuit or remote id.');
    case 'access_ipv4':
      return conflict(
        'ADDRESS_TAKEN',
        `The address ${tried.ipv4 ?? ''} belongs to another service. Choose another one.`,
      );
    case 'address_holding_apart':
      return conflict(
        'ADDRESS_TAKEN',
        'One of these addresses, networks or prefixes is held or reserved already. Choose another one.',
      );
    case 'access_router_id_fkey':
      return notFound('router');
    default:
      return undefined;
  }
}

/** Before writing, so that a refusal names the field; the unique index decides between two at once. */
export async function refuseTakenLogin(sql: Sql, login: string, serviceId: string): Promise<void> {
  const holder = await sql.first<{ service_id: string }>(
    `SELECT service_id FROM networking.access WHERE login_key = lower($1) AND live AND desired <> 'closed' AND service_id <> $2`,
    [login, serviceId],
  );
  if (holder)
    throw conflict('LOGIN_TAKEN', `The login "${login}" belongs to another service. Choose another one.`, {
      serviceId: holder.service_id,
    });
  if (await sql.first('SELECT 1 FROM networking.device_login WHERE login_key = lower($1)', [login]))
    throw conflict('LOGIN_OF_STAFF', `Staff log in to devices as "${login}". Choose another login.`);
}

export interface LineOfAccess {
  readonly serviceId: string;
  readonly method: string;
  readonly routerId: string | null;
  readonly circuitId: string | null;
  readonly remoteId: string | null;
}

/** Only DHCP lines are known by what the access node says, and each by one service: the refusal says whose it is. */
export async function refuseTakenLine(sql: Sql, line: LineOfAccess): Promise<void> {
  const { serviceId, method, routerId, circuitId, remoteId } = line;
  if (circuitId === null && remoteId === null) return;
  if (method !== 'ipoe')
    throw conflict(
      'LINE_NEEDS_IPOE',
      'Only a device that gets its address by DHCP (IPoE) is known by circuit and remote id. Choose IPoE, or take the ids out.',
    );
  const holder = await sql.first<{ service_id: string; customer: string }>(
    `SELECT access.service_id, customer.number || ' ' || customer.name AS customer
       FROM networking.access access JOIN crm.customer customer ON customer.id = access.customer_id
      WHERE access.live AND access.desired <> 'closed' AND access.service_id <> $1
        AND ${circuitId === null ? 'access.remote_id = $4' : 'access.circuit_id = $3'}
        AND (access.router_id, access.circuit_id, access.remote_id) IS NOT DISTINCT FROM ($2::uuid, $3::text, $4::text)`,
    [serviceId, routerId, circuitId, remoteId],
  );
  if (holder)
    throw conflict('LINE_TAKEN', `${holder.customer} is on this line already. Choose another circuit or remote id.`, {
      serviceId: holder.service_id,
    });
}

export interface DevicesOfAccess extends Omit<LineOfAccess, 'routerId'> {
  readonly macs: readonly string[];
  readonly macLogin: boolean;
}

/** As `entryOf` has it: whom a device logs in by its address alone. Elsewhere addresses only bind a login, and may be on several. */
const IS_KNOWN_BY_DEVICE = `(access.method = 'mac' OR (access.method = 'ipoe' AND num_nonnulls(access.circuit_id, access.remote_id) = 0)
  OR (access.method = 'hotspot' AND access.mac_login))`;

/** A device that is a login of its own is one service's: of two, one would be answered as the other. */
export async function refuseTakenDevices(sql: Sql, access: DevicesOfAccess): Promise<void> {
  const { serviceId, method, macs, macLogin, circuitId, remoteId } = access;
  const isKnownByDevice =
    method === 'mac' ||
    (method === 'ipoe' && circuitId === null && remoteId === null) ||
    (method === 'hotspot' && macLogin);
  if (!isKnownByDevice || macs.length === 0) return;
  await sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('networking.access.devices', 0))`);
  const holder = await sql.first<{ service_id: string; customer: string; mac: string }>(
    `SELECT access.service_id, customer.number || ' ' || customer.name AS customer, mac::text
       FROM networking.access access JOIN crm.customer customer ON customer.id = access.customer_id, unnest(access.macs) mac
      WHERE access.service_id IN (SELECT networking.services_with_devices($2::macaddr[]))
        AND access.live AND access.desired <> 'closed' AND access.service_id <> $1 AND mac = ANY ($2::macaddr[]) AND ${IS_KNOWN_BY_DEVICE} LIMIT 1`,
    [serviceId, macs],
  );
  if (holder)
    throw conflict(
      'DEVICE_TAKEN',
      `The device ${holder.mac} is that of ${holder.customer}. Take it away there first.`,
      {
        serviceId: holder.service_id,
      },
    );
}
