import { POLICY_VARIABLES } from './policy-variables.js';
import type { Reader, Variable } from './variable.js';

/** RFC 2869 §5.16: not below a minute. */
const SHORTEST_INTERIM_SECONDS = 60;

const SERVICE: readonly Variable[] = [
  { path: 'service.id', sentence: 'Names the service.', read: ({ entry }) => entry?.serviceId },
  { path: 'service.login', sentence: 'The network login.', read: ({ entry }) => entry?.login },
  { path: 'service.mac', sentence: 'The first of the allowed devices.', read: ({ entry }) => entry?.macs?.[0] },
  { path: 'service.macs', sentence: 'All allowed devices.', read: ({ entry }) => entry?.macs },
  {
    path: 'service.simultaneous_use',
    sentence: 'Sessions at once; empty: no limit.',
    read: ({ entry }) => entry?.simultaneousUse,
  },
  { path: 'customer.id', sentence: 'Names the customer.', read: ({ entry }) => entry?.customerId },
  { path: 'plan.id', sentence: 'Names the plan.', read: ({ entry }) => entry?.policy.id },
];

const ADDRESSES: readonly Variable[] = [
  { path: 'addresses.ipv4', sentence: 'The fixed IPv4 address.', read: ({ entry }) => entry?.address },
  {
    path: 'addresses.pool',
    sentence:
      'The pool of IPv4 addresses; empty where the address is fixed. In a rejected login: the pool of its list.',
    read: ({ entry, garden, reject }) => {
      if (entry?.address !== undefined) return undefined;
      return reject ? garden?.pool : entry?.pool;
    },
  },
  {
    path: 'addresses.routes',
    sentence: 'Further networks, one line each: network, gateway, metric.',
    read: ({ entry }) => entry?.routes?.map((route) => `${route} ${entry.address ?? '0.0.0.0'} 1`),
  },
  {
    path: 'addresses.networks',
    sentence: 'Further networks alone, one line each.',
    read: ({ entry }) => entry?.routes,
  },
  {
    path: 'addresses.ipv6_prefix',
    sentence: 'The IPv6 prefix of the line.',
    read: ({ entry }) => entry?.framedIpv6Prefix,
  },
  {
    path: 'addresses.delegated_prefix',
    sentence: 'The IPv6 prefix delegated to the customer’s router.',
    read: ({ entry }) => entry?.delegatedIpv6Prefix,
  },
  {
    path: 'addresses.delegated_pool',
    sentence: 'The pool that delegated IPv6 prefixes come from.',
    read: ({ entry }) => entry?.delegatedIpv6Pool,
  },
];

const DEVICE: readonly Variable[] = [
  { path: 'nas.id', sentence: 'Names the router.', read: ({ nas }) => nas.id },
  { path: 'nas.name', sentence: 'What staff call the router.', read: ({ nas }) => nas.name },
  { path: 'nas.type', sentence: 'Its NAS type.', read: ({ nas }) => nas.vendor },
  {
    path: 'nas.interim_seconds',
    sentence: 'How often its sessions report.',
    read: ({ nas }) =>
      nas.options.interimSeconds === undefined
        ? undefined
        : Math.max(nas.options.interimSeconds, SHORTEST_INTERIM_SECONDS),
  },
  {
    path: 'nas.idle_seconds',
    sentence: 'Sessions without traffic end after so many seconds.',
    read: ({ nas }) => nas.options.idleTimeoutSeconds,
  },
  { path: 'nas.active_list', sentence: 'The list of open sessions.', read: ({ nas }) => nas.options.activeAddressList },
  {
    path: 'nas.blocked_list',
    sentence: 'The list of blocked sessions.',
    read: ({ nas }) => nas.options.blockedAddressList,
  },
  {
    path: 'session.seconds',
    sentence: 'The session ends after so many seconds: by the router’s setting, or when the access runs out.',
    read: ({ sessionSeconds }) => sessionSeconds,
  },
  {
    path: 'garden.list',
    sentence: 'The list of reduced access for this kind of rejected login.',
    read: ({ garden }) => garden?.addressList,
  },
  {
    path: 'garden.pool',
    sentence: 'The pool of that list, for those with a fixed address too.',
    read: ({ garden }) => garden?.pool,
  },
  { path: 'reject.code', sentence: 'Why the login was rejected: wrong_password.', read: ({ reject }) => reject?.code },
  { path: 'reject.list', sentence: 'Its number, 0 to 4.', read: ({ reject }) => reject?.list },
  { path: 'reject.message', sentence: 'Why, in words.', read: ({ reject }) => reject?.message },
  { path: 'staff.login', sentence: 'The login of the member of staff.', read: ({ staff }) => staff?.login },
  { path: 'staff.name', sentence: 'The name of the member of staff.', read: ({ staff }) => staff?.name },
];

/** Facts that are read from the database only where a template names them. */
export const FACTS = [
  { path: 'customer.number', sentence: 'The customer’s number.' },
  { path: 'customer.name', sentence: 'The customer’s name.' },
  { path: 'customer.email', sentence: 'The customer’s first e-mail address.' },
  { path: 'customer.phone', sentence: 'The customer’s first phone number.' },
  { path: 'customer.category', sentence: 'The customer’s category.' },
  { path: 'customer.city', sentence: 'The city of the customer’s address.' },
  { path: 'customer.zip', sentence: 'The post code of the customer’s address.' },
  { path: 'customer.partner', sentence: 'The name of the customer’s partner.' },
  { path: 'customer.location', sentence: 'The name of the customer’s location.' },
  { path: 'service.number', sentence: 'The number of the service.' },
  { path: 'service.description', sentence: 'The description of the service.' },
  { path: 'plan.name', sentence: 'The name of the plan.' },
] as const;

/** Whose custom fields a template may name: `customer.fields.vlan`. */
export const FIELD_OWNERS = ['customer', 'service', 'plan'] as const;

export const VARIABLES: readonly Variable[] = [
  ...SERVICE,
  ...POLICY_VARIABLES,
  ...ADDRESSES,
  ...DEVICE,
  ...FACTS.map(({ path, sentence }) => ({ path, sentence, read: factReader(path) })),
];

const readers = new Map(VARIABLES.map(({ path, read }) => [path, read]));
const factPaths = new Set<string>(FACTS.map(({ path }) => path));
const FIELD = /^(customer|service|plan)\.fields\.[^.]+$/;

/** Undefined for a variable that there is not. */
export function readerOf(path: string): Reader | undefined {
  return readers.get(path) ?? (FIELD.test(path) ? factReader(path) : undefined);
}

/** Read from the database, where a template names it. */
export function isFact(path: string): boolean {
  return factPaths.has(path) || FIELD.test(path);
}

export function isCustomField(path: string): boolean {
  return FIELD.test(path);
}

function factReader(path: string): Reader {
  return ({ entry }) => entry?.facts?.[path];
}
