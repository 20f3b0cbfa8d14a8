import { isUtf8 } from 'node:buffer';
import { checkMessageAuthenticator } from './codec/authenticators.js';
import { Attr, FRAMED_PPP } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { normalMac } from './codec/mac.js';
import type { Packet } from './codec/packet.js';
import { checkPassword, methodOf, msChapError, type CredentialCheck } from './credentials.js';
import {
  type Accept,
  type AuthDecision,
  type AuthMethod,
  type Drop,
  refusal,
  type Refusal,
  REJECT_MESSAGES,
  type Reject,
  type StaffAttempt,
} from './decision.js';
import { isDeviceLogin, staffLevelOn } from './device-login.js';
import { type LineBy, lineOf } from './line-marks.js';
import { type Garden, gardenAttributes, openAttributes, staffReply } from './reply.js';
import type { AccessEntry, AccessSnapshot, NasEntry, OnlineSessions } from './snapshot.js';

export interface AuthContext {
  readonly nas: NasEntry;
  readonly snapshot: AccessSnapshot;
  readonly online: OnlineSessions;
  readonly nowMs: number;
  /** This NAS has signed a request before, so under the `auto` policy it must go on doing so. */
  readonly signedBefore: boolean;
}

/**
 * The decision on an Access-Request; pure. Closed by default: only a known login with the right password, in an open
 * state, on an allowed device gets full access. The password is tried before the state is looked at, so that
 * "blocked" is said to the customer and not to whoever guesses logins.
 */
export function authenticate(request: Packet, context: AuthContext): AuthDecision {
  const drop = unprotected(request, context);
  if (drop) return drop;
  if (isDeviceLogin(request)) return authenticateStaff(request, context);
  const found = findEntry(request, context);
  const { entry } = found;
  const method = found.by === 'login' ? methodOf(request) : found.by;
  const attempt: Attempt = { request, context, entry, method };
  if (!entry) return refuse(attempt, refusal(method === 'none' ? 'unsupported_method' : 'unknown_user'));
  const check = checkCredential(attempt, entry);
  if (!check.matches) {
    if (method === 'mac') return refuse(attempt, refusal('wrong_mac'));
    if (method === 'none') return refuse(attempt, refusal('unsupported_method'));
    return refuse(attempt, refusal('wrong_password'), check);
  }
  const reason = closedReason(attempt, entry);
  if (reason) return refuse(attempt, reason, check);
  const attributes = openAttributes(entry, context.nas, context.snapshot.templates, context.nowMs);
  attributes.push(...check.attributes);
  return { kind: 'accept', entry, method, attributes };
}

/** Message-Authenticator of Access-Request and of Status-Server alike; undefined when the packet may be answered. */
export function unprotected(
  request: Packet,
  { nas, signedBefore }: Pick<AuthContext, 'nas' | 'signedBefore'>,
): Drop | undefined {
  switch (checkMessageAuthenticator(request, nas.secret)) {
    case 'valid':
      return undefined;
    case 'wrong':
      return { kind: 'drop', reason: 'message_authenticator_wrong' };
    case 'repeated':
      return { kind: 'drop', reason: 'message_authenticator_repeated' };
    case 'absent':
      break;
  }
  const policy = nas.isOverTls === true ? 'protected' : nas.messageAuthenticator;
  // RFC 3579 §3.1: EAP without it is dropped whatever the policy.
  if (policy === 'require' || (policy === 'auto' && signedBefore) || request.has(Attr.EapMessage))
    return { kind: 'drop', reason: 'message_authenticator_missing' };
  // Proxy-State is echoed in the reply, and that is where the collision blocks of Blast-RADIUS are put. No router sends it.
  if (policy !== 'protected' && request.has(Attr.ProxyState))
    return { kind: 'drop', reason: 'proxy_state_unprotected' };
  return undefined;
}

interface Attempt {
  readonly request: Packet;
  readonly context: AuthContext;
  readonly entry: AccessEntry | undefined;
  readonly method: AuthMethod;
}

/** The device that asks. Read only where something hangs on it, for most logins are good from any. */
function callingMac(request: Packet): string | undefined {
  return normalMac(request.text(Attr.CallingStationId) ?? '');
}

/** Whom a request is about, and by what it was recognised. */
interface Found {
  readonly entry: AccessEntry | undefined;
  readonly by: 'login' | 'line' | 'mac';
}

/**
 * A login with a password goes before all else: whoever proves themselves is who they are, on whatever line. Then the line, which
 * is wired and cannot be taken along; then the device. A router may say that only one of these counts.
 */
function findEntry(request: Packet, { snapshot, nas }: AuthContext): Found {
  const { lineBy } = nas.options;
  const login = nameOf(request);
  const named = login !== undefined && takesLogins(lineBy) ? snapshot.entryByLogin(login) : undefined;
  if (named?.credential.kind === 'password') return { entry: named, by: 'login' };
  if (lineBy === 'login') return { entry: undefined, by: 'login' };
  const line = lineOf(request, nas);
  const onLine = line && snapshot.entryByLine(nas.id, line);
  if (onLine) return { entry: onLine, by: 'line' };
  const device = deviceNamed(request, login, nas);
  const known = device === undefined ? undefined : snapshot.entryByMac(device);
  if (known && (named === undefined || named === known)) return { entry: known, by: 'mac' };
  if (named) return { entry: named, by: 'mac' };
  return { entry: undefined, by: line && methodOf(request) === 'none' ? 'line' : 'login' };
}

/** Names that are no text would collapse into one another when decoded; no login is such a name. */
function nameOf(request: Packet): string | undefined {
  const name = request.first(Attr.UserName);
  if (!name || name.length === 0 || !isUtf8(name) || request.count(Attr.UserName) !== 1) return undefined;
  return name.toString('utf8');
}

function takesLogins(lineBy: LineBy | undefined): boolean {
  return lineBy === undefined || lineBy === 'login';
}

/** The device that a request names. Where devices are all that counts, the router names it by itself; else it is the name, too. */
function deviceNamed(request: Packet, login: string | undefined, { options }: NasEntry): string | undefined {
  if (options.lineBy === 'mac')
    return request.integer(Attr.FramedProtocol) === FRAMED_PPP ? undefined : callingMac(request);
  if (options.lineBy !== undefined || login === undefined) return undefined;
  const device = normalMac(login);
  return device !== undefined && device === callingMac(request) ? device : undefined;
}

function checkCredential({ request, context, method }: Attempt, entry: AccessEntry): CredentialCheck {
  if (method === 'line') return { matches: entry.credential.kind === 'line', attributes: [] };
  if (method === 'mac') return { matches: isOneOf(entry.macs ?? [], request), attributes: [] };
  return entry.credential.kind === 'password'
    ? checkPassword(request, method, entry.credential.password, context.nas.secret)
    : { matches: false, attributes: [] };
}

function closedReason({ request, context }: Attempt, entry: AccessEntry): Refusal | undefined {
  const { state, macs, nasId, endsAtMs, simultaneousUse } = entry;
  if (state.kind === 'not_active') return refusal('not_active');
  if (endsAtMs !== undefined && endsAtMs <= context.nowMs) return refusal('not_active');
  if (state.kind === 'blocked') return refusal('blocked', state);
  if (macs && macs.length > 0 && entry.macLogin !== true && !isOneOf(macs, request)) return refusal('wrong_mac');
  if (nasId !== undefined && nasId !== context.nas.id) return refusal('wrong_nas');
  if (simultaneousUse === undefined) return undefined;
  const others = context.online.countOthers(entry.serviceId, callingMac(request));
  return others >= simultaneousUse ? refusal('already_online') : undefined;
}

function isOneOf(macs: readonly string[], request: Packet): boolean {
  const mac = callingMac(request);
  return mac !== undefined && macs.includes(mac);
}

function refuse(attempt: Attempt, reason: Refusal, check?: CredentialCheck): AuthDecision {
  const { context, entry, method } = attempt;
  const garden = gardenOf(context.nas, reason);
  if (garden && mayBeAccepted(attempt, reason, check)) {
    const attributes = gardenAttributes(entry, garden, context.snapshot.templates, context.nowMs);
    if (attributes) {
      attributes.push(...(check?.attributes ?? []));
      return { kind: 'accept', entry, method, instead: reason, attributes };
    }
  }
  return reject(attempt, reason, check);
}

function reject({ request, context, entry, method }: Attempt, reason: Refusal, check?: CredentialCheck): Reject {
  const { explainRejects } = context.nas.options;
  const attributes: Attribute[] = [];
  if (explainRejects !== false)
    attributes.push({ vendor: 0, type: Attr.ReplyMessage, value: REJECT_MESSAGES[reason.code] });
  if (method === 'mschap2') attributes.push(...msChapError(request));
  const suspected = check?.secretSuspected === true ? { secretSuspected: true } : {};
  return { kind: 'reject', ...reason, entry, method, attributes, ...suspected };
}

/**
 * Staff on the device itself. Customers are not looked at, as staff are not for customers: neither gets what is the other's by any
 * password. There is no reduced access to a device.
 */
function authenticateStaff(request: Packet, context: AuthContext): Accept | Reject {
  const { nas, snapshot } = context;
  const login = nameOf(request);
  const who = login === undefined ? undefined : snapshot.staffByLogin(login);
  const method = methodOf(request);
  const level = who && staffLevelOn(who, nas);
  const staff: StaffAttempt = { who, level };
  const check = who && checkPassword(request, method, who.password, nas.secret);
  if (who && level && check?.matches === true) {
    const { attributes } = staffReply(level, who, nas, snapshot.templates);
    return { kind: 'accept', entry: undefined, staff, method, attributes: [...attributes, ...check.attributes] };
  }
  const code =
    method === 'none' ? 'unsupported_method' : !who ? 'unknown_user' : check?.matches ? 'wrong_nas' : 'wrong_password';
  const attempt: Attempt = { request, context, entry: undefined, method };
  return { ...reject(attempt, refusal(code), check), staff };
}

/** The reduced access that this router gives in place of such a reject; undefined where it gives none. */
export function gardenOf(nas: NasEntry, reason: Refusal): Garden | undefined {
  const { walledGarden } = nas.options;
  const list = walledGarden?.lists[reason.list];
  return walledGarden && list && { nas, list, seconds: walledGarden.sessionTimeoutSeconds, reason };
}

/**
 * MS-CHAPv2 ends with the server proving that it knows the password: without the right one there is nothing to prove,
 * and the device hangs up on a bare Accept. The same login twice, or a method we do not speak, is never let in.
 */
function mayBeAccepted({ method }: Attempt, { code }: Refusal, check: CredentialCheck | undefined): boolean {
  if (code === 'already_online' || code === 'unsupported_method') return false;
  return method === 'pap' || method === 'chap' || method === 'mac' || method === 'line' || check?.matches === true;
}
