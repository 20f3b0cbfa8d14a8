import type { SecretBox } from '@demarc/secrets';
import { type RouterOptions, USUAL_BLOCKED_LIST, writesQueues } from '../../domain/router-options.js';
import {
  type AccessEntry,
  type AccessPolicy,
  type AccessState,
  type BlockReason,
  type Credential,
  type NasEntry,
  type NasOptions,
  type NasTls,
  RADSEC_SECRET,
} from '../../radius/index.js';
import { EFFECTIVE, EFFECTIVE_JOIN, type EffectiveRow } from '../policies/effective-policies.js';

/** Where an access password is bound to, for the secret box. */
export function passwordBinding(serviceId: string): string {
  return `access:${serviceId}:password`;
}

export function radiusSecretBinding(routerId: string): string {
  return `router:${routerId}:radius_secret`;
}

export interface AccessRow {
  service_id: string;
  customer_id: string;
  partner_id: string;
  plan_id: string;
  login: string | null;
  method: string;
  password: Buffer | null;
  ipv4: string | null;
  pool_name: string | null;
  routes: string[];
  ipv6_prefix: string | null;
  delegated_prefix: string | null;
  macs: string[];
  circuit_id: string | null;
  remote_id: string | null;
  device_rule: DeviceRule;
  line_mac: string | null;
  mac_login: boolean;
  router_id: string | null;
  simultaneous_use: number | null;
  desired: 'open' | 'blocked' | 'closed';
  desired_reason: string | null;
  desired_version: number;
  effective: EffectiveRow | null;
  has_queue: boolean;
}

export const ACCESS_ROWS = `
  SELECT access.service_id, access.customer_id, access.partner_id, access.plan_id, access.login, access.method, access.password, host(access.ipv4) AS ipv4,
    coalesce(pool.router_pool_name, pool.name) AS pool_name, access.routes::text[] AS routes, access.ipv6_prefix::text,
    access.delegated_prefix::text, access.macs::text[] AS macs, access.circuit_id, access.remote_id, access.device_rule,
    access.line_mac::text, access.mac_login, access.router_id, access.simultaneous_use, access.desired,
    access.desired_reason, access.desired_version, ${EFFECTIVE}, place.service_id IS NOT NULL AS has_queue
  FROM networking.access access
  ${EFFECTIVE_JOIN}
  LEFT JOIN networking.network pool ON pool.id = access.pool_id
  LEFT JOIN networking.speed_place place ON place.service_id = access.service_id AND place.router_id = access.router_id AND place.kept_by = 'queue'
  WHERE access.live AND (access.login IS NOT NULL OR access.method IN ('mac', 'ipoe'))`;

/** What happens when another device comes up on a line: it is kept, kept and shown to staff, or refused. */
export type DeviceRule = 'learn' | 'alert' | 'pin';

export interface RouterRow {
  id: string;
  name: string;
  vendor: NasEntry['vendor'];
  sources: string[];
  /** Null: it is heard over TLS alone. */
  radius_secret: Buffer | null;
  message_authenticator: NasEntry['messageAuthenticator'];
  coa_port: number;
  address: string | null;
  interim_seconds: number;
  options: NasOptions & Pick<RouterOptions, 'api'>;
  partner_id: string | null;
  /** Absent where it was not asked for: then nothing is said about it. */
  tls?: NasTls | null;
  signed_seen_at?: Date | null;
}

/** How a router is known over TLS, for a select from `networking.router`. */
export const ROUTER_TLS = `(SELECT jsonb_build_object('changes', tls.changes, 'only', tls.is_only,
    'fingerprints', coalesce(jsonb_agg(mark.value) FILTER (WHERE mark.kind = 'fingerprint'), '[]'),
    'names', coalesce(jsonb_agg(mark.value) FILTER (WHERE mark.kind = 'name'), '[]'))
  FROM networking.router_tls tls LEFT JOIN networking.router_tls_mark mark USING (router_id) WHERE tls.router_id = router.id GROUP BY tls.router_id) AS tls`;

/** Routers that get answers, for a select from `networking.router`: under a secret, or by a certificate. */
export const IS_HEARD =
  '(radius_secret IS NOT NULL OR EXISTS (SELECT FROM networking.router_tls tls WHERE tls.router_id = router.id))';

/** Undefined when there is nothing that a device could be recognised by. */
export function entryOf(row: AccessRow, policy: AccessPolicy, password: string | undefined): AccessEntry | undefined {
  const credential = credentialOf(row, password);
  const macs = allowedDevices(row, credential);
  // No login has a blank in it, so nobody can type this one.
  const login = row.login ?? row.macs[0] ?? (credential?.kind === 'line' ? `line ${row.service_id}` : undefined);
  if (login === undefined || !credential) return undefined;
  return {
    serviceId: row.service_id,
    customerId: row.customer_id,
    partnerId: row.partner_id,
    login,
    credential,
    state: stateOf(row),
    policy,
    policyVersion: row.desired_version,
    ...(row.ipv4 === null ? {} : { address: row.ipv4 }),
    ...(row.pool_name === null ? {} : { pool: row.pool_name }),
    ...(row.routes.length === 0 ? {} : { routes: row.routes }),
    ...(row.ipv6_prefix === null ? {} : { framedIpv6Prefix: row.ipv6_prefix }),
    ...(row.delegated_prefix === null ? {} : { delegatedIpv6Prefix: row.delegated_prefix }),
    ...(macs.length === 0 ? {} : { macs }),
    ...(row.method === 'hotspot' && row.mac_login ? { macLogin: true } : {}),
    ...(credential.kind !== 'line' || row.line_mac === null ? {} : { lineDevice: row.line_mac }),
    ...(row.simultaneous_use === null ? {} : { simultaneousUse: row.simultaneous_use }),
    ...(row.router_id === null ? {} : { nasId: row.router_id }),
    ...(row.has_queue ? { hasQueue: true } : {}),
  };
}

function credentialOf(row: AccessRow, password: string | undefined): Credential | undefined {
  const { circuit_id: circuitId, remote_id: remoteId } = row;
  if (row.method === 'ipoe' && (circuitId !== null || remoteId !== null))
    return {
      kind: 'line',
      ...(circuitId === null ? {} : { circuitId }),
      ...(remoteId === null ? {} : { remoteId }),
    };
  if (row.method === 'mac' || row.method === 'ipoe') return { kind: 'mac' };
  return password === undefined ? undefined : { kind: 'password', password };
}

/** A line that is bound to its device allows that one, once it is known. */
function allowedDevices(row: AccessRow, credential: Credential | undefined): readonly string[] {
  const { line_mac: device, device_rule: rule, macs } = row;
  return credential?.kind === 'line' && rule === 'pin' && device !== null && macs.length === 0 ? [device] : macs;
}

/** One for all who have it. */
const OPEN: AccessState = { kind: 'open' };

function stateOf(row: AccessRow): AccessState {
  switch (row.desired) {
    case 'open':
      return OPEN;
    case 'blocked':
      return { kind: 'blocked', reason: blockReason(row.desired_reason) };
    case 'closed':
      return { kind: 'not_active' };
  }
}

function blockReason(reason: string | null): BlockReason {
  return reason === 'hold' || reason === 'quota' ? reason : 'balance';
}

/** A router without a secret of its own is heard over TLS alone. The box is ready. */
export function nasOf(row: RouterRow, secrets: SecretBox): NasEntry {
  const { radius_secret: sealed } = row;
  const secret = sealed === null ? undefined : secrets.openNow('radius_secret', sealed, radiusSecretBinding(row.id));
  return {
    id: row.id,
    name: row.name,
    addresses: secret === undefined ? [] : row.sources,
    secret: secret === undefined ? RADSEC_SECRET : Buffer.from(secret),
    messageAuthenticator: row.message_authenticator,
    vendor: row.vendor,
    ...(row.partner_id === null ? {} : { partnerId: row.partner_id }),
    ...(row.address === null ? {} : { coaAddress: row.address }),
    coaPort: row.coa_port,
    ...(row.tls ? { tls: row.tls } : {}),
    ...(row.signed_seen_at ? { hasSigned: true } : {}),
    options: {
      ...row.options,
      blockedAddressList: row.options.blockedAddressList ?? USUAL_BLOCKED_LIST,
      interimSeconds: row.interim_seconds,
      ...(writesQueues(row.options) ? { writesQueues: true } : {}),
    },
  };
}
