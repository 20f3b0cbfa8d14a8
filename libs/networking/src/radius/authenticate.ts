import { isUtf8 } from 'node:buffer';
import { checkMessageAuthenticator } from './codec/authenticators.js';
import { Attr } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { normalMac } from './codec/mac.js';
import type { Packet } from './codec/packet.js';
import { checkPassword, methodOf, msChapError, type CredentialCheck } from './credentials.js';
import { refusal, REJECT_MESSAGES, type AuthDecision, type AuthMethod, type Drop, type Refusal } from './decision.js';
import { type Garden, gardenAttributes, openAttributes } from './reply.js';
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
  const entry = findEntry(request, context.snapshot);
  const method = entry?.credential.kind === 'mac' ? 'mac' : methodOf(request);
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
  const policy = nas.messageAuthenticator;
  // RFC 3579 §3.1: EAP without it is dropped whatever the policy.
  if (policy === 'require' || (policy === 'auto' && signedBefore) || request.has(Attr.EapMessage))
    return { kind: 'drop', reason: 'message_authenticator_missing' };
  // Proxy-State is echoed in the reply, and that is where the collision blocks of Blast-RADIUS are put.
  if (policy === 'auto' && request.has(Attr.ProxyState)) return { kind: 'drop', reason: 'proxy_state_unprotected' };
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

function findEntry(request: Packet, snapshot: AccessSnapshot): AccessEntry | undefined {
  const name = request.first(Attr.UserName);
  // Names that are no text would collapse into one another when decoded; no login is such a name.
  if (!name || name.length === 0 || !isUtf8(name) || request.count(Attr.UserName) !== 1) return undefined;
  const login = name.toString('utf8');
  const entry = snapshot.entryByLogin(login);
  if (entry) return entry;
  const named = normalMac(login);
  return named !== undefined && named === callingMac(request) ? snapshot.entryByMac(named) : undefined;
}

function checkCredential({ request, context, method }: Attempt, entry: AccessEntry): CredentialCheck {
  if (entry.credential.kind === 'password')
    return checkPassword(request, method, entry.credential.password, context.nas.secret);
  return { matches: isOneOf(entry.macs ?? [], request), attributes: [] };
}

function closedReason({ request, context }: Attempt, entry: AccessEntry): Refusal | undefined {
  const { state, macs, nasId, endsAtMs, simultaneousUse } = entry;
  if (state.kind === 'not_active') return refusal('not_active');
  if (endsAtMs !== undefined && endsAtMs <= context.nowMs) return refusal('not_active');
  if (state.kind === 'blocked') return refusal('blocked', state);
  if (macs && macs.length > 0 && !isOneOf(macs, request)) return refusal('wrong_mac');
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
  const { request, context, entry, method } = attempt;
  const garden = gardenOf(context.nas, reason);
  if (garden && mayBeAccepted(attempt, reason, check)) {
    const attributes = gardenAttributes(entry, garden, context.snapshot.templates, context.nowMs);
    if (attributes) {
      attributes.push(...(check?.attributes ?? []));
      return { kind: 'accept', entry, method, instead: reason, attributes };
    }
  }
  const { explainRejects } = context.nas.options;
  const attributes: Attribute[] = [];
  if (explainRejects !== false)
    attributes.push({ vendor: 0, type: Attr.ReplyMessage, value: REJECT_MESSAGES[reason.code] });
  if (method === 'mschap2') attributes.push(...msChapError(request));
  const suspected = check?.secretSuspected === true ? { secretSuspected: true } : {};
  return { kind: 'reject', ...reason, entry, method, attributes, ...suspected };
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
  return method === 'pap' || method === 'chap' || method === 'mac' || check?.matches === true;
}
