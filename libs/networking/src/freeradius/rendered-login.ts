import { hash } from 'node:crypto';
import {
  AdslAttr,
  type AccessEntry,
  type AccessSnapshot,
  Attr,
  type Attribute,
  type AuthDecision,
  authenticate,
  hidePassword,
  type NasEntry,
  Packet,
  PacketCode,
  PacketEncoder,
  REJECT_MESSAGES,
  VendorId,
} from '../radius/index.js';
import { writtenAttribute } from './attribute-text.js';

export type Place = 'check' | 'reply';

/** A row of radcheck or radreply, or of their sisters for groups. */
export interface RenderedLine {
  readonly place: Place;
  readonly attribute: string;
  readonly op: ':=' | '+=' | '=~' | '==';
  readonly value: string;
}

export interface RenderedGroup {
  readonly name: string;
  readonly lines: readonly RenderedLine[];
}

export interface RenderedLogin {
  readonly serviceId: string;
  /** The login, and the names under which a device is looked up by its address. */
  readonly usernames: readonly string[];
  readonly lines: readonly RenderedLine[];
  readonly groups: readonly RenderedGroup[];
}

/** Routers that speak alike: one of them, and the name that the client names of all of them begin with. */
export interface RouterKind {
  readonly key: string;
  readonly nas: NasEntry;
}

export interface Rendering {
  readonly kinds: readonly RouterKind[];
  readonly routers: readonly NasEntry[];
  readonly templates: AccessSnapshot['templates'];
  readonly nowMs: number;
}

const ADDRESSING = new Set([
  'Framed-IP-Address',
  'Framed-IP-Netmask',
  'Framed-Route',
  'Framed-IPv6-Prefix',
  'Framed-IPv6-Address',
  'Framed-IPv6-Route',
  'Delegated-IPv6-Prefix',
]);
const AUTHENTICATOR = Buffer.alloc(16, 1);
const ANY_LINE = Buffer.from('line');
/** The site looks devices, lines and staff up under these. No login has a space in it, so none can be mistaken for one. */
export const DEVICE_PREFIX = 'device ';
export const LINE_PREFIX = 'line ';
export const STAFF_PREFIX = 'staff ';
export const STRANGER_PREFIX = 'stranger ';

const encoder = new PacketEncoder();

export function kindOf(nas: NasEntry): string {
  const words = JSON.stringify([nas.vendor, nas.partnerId, nas.options]);
  return `${nas.vendor}-${hash('sha256', words, 'hex').slice(0, 6)}`;
}

/** Client names tell the kind and the router: `mikrotik-3fa8c1.NAS-01`. */
export function clientName(nas: NasEntry): string {
  return `${kindOf(nas)}.${nas.name.replaceAll(/[^A-Za-z0-9_-]/g, '_')}`;
}

/** One router of each kind. */
export function kindsOf(routers: readonly NasEntry[]): readonly RouterKind[] {
  const kinds = new Map<string, NasEntry>();
  for (const nas of routers) if (!kinds.has(kindOf(nas))) kinds.set(kindOf(nas), nas);
  return [...kinds].map(([key, nas]) => ({ key, nas }));
}

/** A login, and beside it its devices, where these need no password. */
export function renderedLogins(entry: AccessEntry, how: Rendering): readonly RenderedLogin[] {
  const login = renderedLogin(entry, how);
  if (entry.macLogin !== true || entry.credential.kind !== 'password') return [login];
  const { macs = [] } = entry;
  const devices = { ...entry, credential: { kind: 'mac' } } as const;
  return [
    login,
    {
      ...login,
      usernames: macs.map((mac) => `${DEVICE_PREFIX}${mac}`),
      lines: [...checksOf(devices, how.routers), ...repliesOf(login)],
    },
  ];
}

function repliesOf({ lines }: RenderedLogin): readonly RenderedLine[] {
  return lines.filter(({ place }) => place === 'reply');
}

/**
 * A login as rlm_sql reads it. What it is answered is the built-in server's own decision on a right login from a router of each
 * kind; what differs between kinds goes into groups, and equal groups have one name.
 */
export function renderedLogin(entry: AccessEntry, { kinds, routers, templates, nowMs }: Rendering): RenderedLogin {
  const answers = kinds.map((kind) => ({ kind, decision: decided(entry, kind.nas, { templates, nowMs }) }));
  const replies = answers.map(({ decision }) => replyOf(decision));
  const own = addressingOfAll(replies);
  const groups = answers.map(({ kind, decision }, at) =>
    groupOf(
      kind,
      decision,
      (replies[at] ?? []).filter((line) => !own.some((one) => isSame(one, line))),
    ),
  );
  return {
    serviceId: entry.serviceId,
    usernames: usernamesOf(entry),
    lines: [...checksOf(entry, routers), ...own],
    groups,
  };
}

/** What a login that nobody knows is answered by this router, where that is anything but a refusal. */
export function renderedStranger(nas: NasEntry, how: Pick<Rendering, 'templates' | 'nowMs'>): readonly RenderedLine[] {
  const decision = decided(undefined, nas, how);
  return decision.kind === 'accept' ? [check('Auth-Type', 'Accept'), ...replyOf(decision)] : [];
}

/** As radius.recognised puts it together. */
export function lineName({ nasId = '', credential }: AccessEntry): string {
  const { circuitId = '', remoteId = '' } = credential.kind === 'line' ? credential : {};
  return `${LINE_PREFIX}${hash('sha256', `${nasId}\n${circuitId}\n${remoteId}`, 'hex')}`;
}

function usernamesOf(entry: AccessEntry): readonly string[] {
  const { login, credential, macs } = entry;
  if (credential.kind === 'line') return entry.state.kind === 'not_active' ? [] : [lineName(entry)];
  return credential.kind === 'mac' ? [login, ...(macs ?? []).map((mac) => `${DEVICE_PREFIX}${mac}`)] : [login];
}

function checksOf(entry: AccessEntry, routers: readonly NasEntry[]): readonly RenderedLine[] {
  const { credential, macs = [], nasId, state, simultaneousUse } = entry;
  const router = routers.find((nas) => nas.id === nasId);
  return [
    credential.kind === 'password' ? check('Cleartext-Password', credential.password) : check('Auth-Type', 'Accept'),
    ...(credential.kind === 'mac' ? [check('Demarc-By-Device', 'yes')] : []),
    ...(credential.kind === 'line' ? [check('Demarc-By-Line', 'yes')] : []),
    ...(entry.macLogin === true && credential.kind === 'password' ? [] : macs).map((mac, at): RenderedLine => ({
      ...check('Demarc-Device', mac),
      op: at === 0 ? ':=' : '+=',
    })),
    ...(nasId === undefined ? [] : [check('Demarc-Router', router ? clientName(router) : 'none')]),
    ...(simultaneousUse === undefined || state.kind !== 'open'
      ? []
      : [check('Simultaneous-Use', String(simultaneousUse))]),
  ];
}

function groupOf({ key }: RouterKind, decision: AuthDecision, reply: readonly RenderedLine[]): RenderedGroup {
  const refused = decision.kind === 'accept' ? decision.instead : decision.kind === 'reject' ? decision : undefined;
  const lines: RenderedLine[] = [
    { place: 'check', attribute: 'Demarc-Client', op: '=~', value: `^${key}\\.` },
    ...(refused ? [check('Demarc-Refusal', REJECT_MESSAGES[refused.code])] : []),
    ...(decision.kind === 'accept' && decision.instead ? [check('Demarc-Garden', 'yes')] : []),
    ...reply,
  ];
  return { name: `${key}:${hash('sha256', JSON.stringify(lines), 'hex').slice(0, 16)}`, lines };
}

/** Addresses that are the same on every kind of router stand with the login, so that logins of one plan share their groups. */
function addressingOfAll(replies: readonly (readonly RenderedLine[])[]): readonly RenderedLine[] {
  const [first, ...others] = replies
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.filter(({ attribute }) => ADDRESSING.has(attribute)));
  const text = JSON.stringify(first);
  return first && others.every((lines) => JSON.stringify(lines) === text) ? first : [];
}

function isSame(a: RenderedLine, b: RenderedLine): boolean {
  return a.attribute === b.attribute && a.op === b.op && a.value === b.value;
}

function replyOf(decision: AuthDecision): readonly RenderedLine[] {
  return decision.kind === 'accept' ? writtenReply(decision.attributes) : [];
}

export function writtenReply(attributes: readonly Attribute[]): readonly RenderedLine[] {
  const seen = new Set<string>();
  return attributes.flatMap((attribute) => {
    const written = isOfOneSession(attribute) ? undefined : writtenAttribute(attribute);
    if (!written) return [];
    const op = seen.has(written.name) ? '+=' : ':=';
    seen.add(written.name);
    return [{ place: 'reply', attribute: written.name, op, value: String(written.value) }];
  });
}

/** Class tells one login from the next; in tables all of them would have the same. */
function isOfOneSession({ vendor, type }: Attribute): boolean {
  return vendor === 0 && type === Attr.Class;
}

export function check(attribute: string, value: string): RenderedLine {
  return { place: 'check', attribute, op: ':=', value };
}

/** The decision on this login with everything about it right: password, device, router, and nobody else online. */
function decided(
  entry: AccessEntry | undefined,
  nas: NasEntry,
  { templates, nowMs }: Pick<Rendering, 'templates' | 'nowMs'>,
): AuthDecision {
  const { lineBy: _lineBy, circuitFrom: _circuitFrom, ...others } = nas.options;
  const snapshot: AccessSnapshot = {
    entryByLogin: () => entry,
    entryByMac: () => entry,
    entryByLine: () => entry,
    staffByLogin: () => undefined,
    nasByAddress: () => nas,
    templates,
  };
  return authenticate(rightRequest(entry, nas), {
    // Recognised it is already, by whatever this router goes by.
    nas: { ...nas, id: entry?.nasId ?? nas.id, options: others },
    snapshot,
    online: { countOthers: () => 0 },
    nowMs,
    signedBefore: false,
  });
}

function rightRequest(entry: AccessEntry | undefined, nas: NasEntry): Packet {
  const password = entry?.credential.kind === 'password' ? entry.credential.password : '-';
  const hidden = hidePassword(Buffer.from(password), nas.secret, AUTHENTICATOR);
  const attributes: Attribute[] = [{ vendor: 0, type: Attr.UserName, value: entry?.login ?? '-' }];
  if (hidden.ok) attributes.push({ vendor: 0, type: Attr.UserPassword, value: hidden.value });
  if (entry?.credential.kind === 'line')
    attributes.push({ vendor: VendorId.Adsl, type: AdslAttr.AgentCircuitId, value: ANY_LINE });
  const mac = entry?.macs?.[0];
  if (mac !== undefined) attributes.push({ vendor: 0, type: Attr.CallingStationId, value: mac });
  const code = PacketCode.AccessRequest;
  const encoded = encoder.request({
    code,
    id: 0,
    secret: nas.secret,
    attributes,
    messageAuthenticator: true,
    authenticator: AUTHENTICATOR,
  });
  if (!encoded.ok) throw new Error(encoded.error);
  return new Packet(encoded.value);
}
