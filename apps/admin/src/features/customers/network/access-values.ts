import type { ResultOf, VariablesOf } from '@demarc/web-api';
import type { ChangeAccessDocument, ProvisionAccessDocument, ServiceAccessDocument } from './network.graphql';

export type ProvisionInput = VariablesOf<typeof ProvisionAccessDocument>['input'];

export type ChangeInput = VariablesOf<typeof ChangeAccessDocument>['input'];
export type Access = NonNullable<ResultOf<typeof ServiceAccessDocument>['service']['access']>;

export const accessMethods = ['PPPOE', 'IPOE', 'HOTSPOT', 'STATIC', 'MAC'] as const;
export const deviceRules = ['LEARN', 'ALERT', 'PIN'] as const;
export const addressSources = ['NONE', 'POOL', 'PERMANENT'] as const;

export interface AccessValues {
  readonly method: string;
  readonly netLogin: string;
  readonly netPassword: string;
  readonly ipv4Assignment: string;
  readonly poolId: string | null;
  readonly ipv4: string;
  readonly routerId: string | null;
  /** Networks that the next free prefix or further network is taken from; null: none. */
  readonly ipv6PoolId: string | null;
  readonly delegationPoolId: string | null;
  readonly routePoolId: string | null;
  readonly macs: readonly string[];
  /** IPoE: what the access node says of the line. */
  readonly circuitId: string;
  readonly remoteId: string;
  readonly deviceRule: string;
  /** Hotspot: devices need no password. */
  readonly macLogin: boolean;
}

export const emptyAccess: AccessValues = {
  method: 'PPPOE',
  netLogin: '',
  netPassword: '',
  ipv4Assignment: 'NONE',
  poolId: null,
  ipv4: '',
  routerId: null,
  ipv6PoolId: null,
  delegationPoolId: null,
  routePoolId: null,
  macs: [],
  circuitId: '',
  remoteId: '',
  deviceRule: 'LEARN',
  macLogin: false,
};

/** What was left empty is made by the server: login, password, next free address. */
export function provisionInput(serviceId: string, values: AccessValues): ProvisionInput {
  const login = values.netLogin.trim();
  const ipv4 = values.ipv4.trim();
  const source = addressSources.find((one) => one === values.ipv4Assignment) ?? 'NONE';
  return {
    serviceId,
    method: accessMethods.find((one) => one === values.method) ?? 'PPPOE',
    ipv4Assignment: source,
    ...(login === '' ? {} : { login }),
    ...(values.netPassword === '' ? {} : { password: values.netPassword }),
    ...(source === 'NONE' || values.poolId === null ? {} : { poolId: values.poolId }),
    ...(source === 'PERMANENT' && ipv4 !== '' ? { ipv4 } : {}),
    ...(values.routerId === null ? {} : { routerId: values.routerId }),
    ...prefixPools(values),
    ...(values.macs.length === 0 ? {} : { macs: [...values.macs] }),
    ...newLine(values),
  };
}

/** What stands now, to be changed. The password is never shown: left empty, it stays. */
export function accessValues(access: Access): AccessValues {
  return {
    method: access.method,
    netLogin: access.login ?? '',
    netPassword: '',
    ipv4Assignment: access.ipv4Assignment,
    poolId: access.poolId,
    ipv4: access.ipv4 ?? '',
    routerId: access.routerId,
    ipv6PoolId: null,
    delegationPoolId: null,
    routePoolId: null,
    macs: access.macs,
    circuitId: access.circuitId ?? '',
    remoteId: access.remoteId ?? '',
    deviceRule: access.deviceRule,
    macLogin: access.macLogin,
  };
}

/** Only what differs from the access as it was read; null when nothing does. */
export function changeInput(access: Access, values: AccessValues): ChangeInput | null {
  const before = accessValues(access);
  const method = accessMethods.find((one) => one === values.method) ?? access.method;
  const source = addressSources.find((one) => one === values.ipv4Assignment) ?? access.ipv4Assignment;
  const login = values.netLogin.trim();
  const ipv4 = values.ipv4.trim();
  const addressed = source !== access.ipv4Assignment || values.poolId !== before.poolId || ipv4 !== before.ipv4;
  const changes = {
    ...(method === access.method ? {} : { method }),
    ...(login === before.netLogin || login === '' ? {} : { login }),
    ...(values.netPassword === '' ? {} : { password: values.netPassword }),
    ...(addressed ? addressChange(source, values.poolId, ipv4, before.ipv4) : {}),
    ...(values.routerId === before.routerId ? {} : { routerId: values.routerId }),
    ...prefixPools(values),
    ...(same(values.macs, before.macs) ? {} : { macs: [...values.macs] }),
    ...lineChange(access, method, values),
  };
  return Object.keys(changes).length === 0
    ? null
    : { serviceId: access.serviceId, revision: access.revision, ...changes };
}

function prefixPools({ ipv6PoolId, delegationPoolId, routePoolId }: AccessValues) {
  return {
    ...(ipv6PoolId === null ? {} : { ipv6PoolId }),
    ...(delegationPoolId === null ? {} : { delegationPoolId }),
    ...(routePoolId === null ? {} : { routePoolId }),
  };
}

/** Without an address of its own, a permanent one is the next free of the pool; an address that was there goes with it. */
function addressChange(source: Access['ipv4Assignment'], poolId: string | null, ipv4: string, before: string) {
  if (source === 'NONE') return { ipv4Assignment: source };
  if (source === 'POOL') return { ipv4Assignment: source, poolId };
  return { ipv4Assignment: source, poolId, ...(ipv4 === '' ? (before === '' ? {} : { ipv4: null }) : { ipv4 }) };
}

/** Lines are of IPoE, devices without a password of hotspots: what belongs to another way in is left out. */
function newLine({ method, circuitId, remoteId, deviceRule, macLogin }: AccessValues) {
  if (method === 'HOTSPOT') return macLogin ? { macLogin } : {};
  if (method !== 'IPOE') return {};
  return {
    ...(circuitId.trim() === '' ? {} : { circuitId: circuitId.trim() }),
    ...(remoteId.trim() === '' ? {} : { remoteId: remoteId.trim() }),
    ...(deviceRule === 'LEARN' ? {} : { deviceRule: ruleOf(deviceRule) }),
  };
}

function lineChange(access: Access, method: Access['method'], values: AccessValues) {
  const isLine = method === 'IPOE';
  const circuitId = isLine ? textOrNull(values.circuitId) : null;
  const remoteId = isLine ? textOrNull(values.remoteId) : null;
  const deviceRule = isLine ? ruleOf(values.deviceRule) : access.deviceRule;
  const macLogin = method === 'HOTSPOT' ? values.macLogin : access.macLogin;
  return {
    ...(circuitId === access.circuitId ? {} : { circuitId }),
    ...(remoteId === access.remoteId ? {} : { remoteId }),
    ...(deviceRule === access.deviceRule ? {} : { deviceRule }),
    ...(macLogin === access.macLogin ? {} : { macLogin }),
  };
}

function ruleOf(text: string): Access['deviceRule'] {
  return deviceRules.find((one) => one === text) ?? 'LEARN';
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
