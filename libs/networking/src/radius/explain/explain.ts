import { type AuthContext, authenticate, gardenOf } from '../authenticate.js';
import { Attr } from '../codec/codes.js';
import { normalMac } from '../codec/mac.js';
import type { Packet } from '../codec/packet.js';
import { methodOf } from '../credentials.js';
import type { AuthDecision, AuthMethod, DropReason, RejectCode, StaffAttempt } from '../decision.js';
import { lineOf, lineText } from '../line-marks.js';
import { gardenReply, openReply, reducesAccess, staffReply } from '../reply.js';
import type { AccessEntry, NasEntry, RejectList, StaffLogin } from '../snapshot.js';
import { speedPlace } from '../speed-place.js';
import type { Reply } from '../templates/reply-templates.js';
import { type Check, checksOf } from './checks.js';
import { type ShownAttribute, shownAttribute } from './shown-attribute.js';

/** What a request is answered, and why. */
export interface Explanation {
  readonly decision: AuthDecision;
  /** `none`: no answer at all. */
  readonly outcome: 'accept' | 'garden' | 'reject' | 'none';
  readonly code: RejectCode | DropReason | undefined;
  readonly list: RejectList | undefined;
  readonly method: AuthMethod;
  readonly entry: AccessEntry | undefined;
  /** Who of the staff logs in to the device itself. */
  readonly staff: StaffLogin | undefined;
  readonly checks: readonly Check[];
  /** Why a rejected login is, or is not, given reduced access; undefined where nothing was rejected. */
  readonly garden: string | undefined;
  /** Which template said what, and what it left out; undefined where none was asked. */
  readonly reply: Reply | undefined;
  /** Where the speed stands, and why; undefined where nobody was let in. */
  readonly speed: string | undefined;
  readonly attributes: readonly ExplainedAttribute[];
}

export interface ExplainedAttribute extends ShownAttribute {
  /** The line of the template; undefined for what the server adds itself. */
  readonly line: number | undefined;
}

/** Decides as `authenticate` does, by asking it, and says why. Pure: nothing is counted, remembered or written. */
export function explain(request: Packet, context: AuthContext): Explanation {
  const decision = authenticate(request, context);
  const code = codeOf(decision);
  const list =
    decision.kind === 'reject' ? decision.list : decision.kind === 'accept' ? decision.instead?.list : undefined;
  const entry = decision.kind === 'drop' ? undefined : decision.entry;
  const staff = decision.kind === 'drop' ? undefined : decision.staff;
  const method = decision.kind === 'drop' ? methodOf(request) : decision.method;
  const checks = checksOf({
    code,
    list,
    method,
    isKnown: entry !== undefined || staff?.who !== undefined,
    isSigned: request.has(Attr.MessageAuthenticator),
    isSecretSuspected: decision.kind === 'reject' && decision.secretSuspected === true,
    ...(staff ? { staff: { level: staff.level } } : {}),
    ...(entry ? { asked: askedBy(entry, request, context) } : {}),
  });
  const { reply, garden } = replyOf(decision, context);
  return {
    decision,
    outcome: outcomeOf(decision),
    code,
    list,
    method,
    entry,
    staff: staff?.who,
    checks,
    garden,
    reply,
    speed: decision.kind === 'accept' && entry ? speedOf(entry, context.nas) : undefined,
    attributes: attributesOf(decision, reply),
  };
}

function speedOf(entry: AccessEntry, nas: NasEntry): string {
  if (speedPlace(entry, nas) === 'queue')
    return 'Left out of the answer: the queue that was read on the router has the speed.';
  if (nas.options.writesQueues !== true) return 'In the answer.';
  return entry.address === undefined
    ? 'In the answer: queues on this router are for addresses that stay, and this one is lent.'
    : 'In the answer: no queue that has all of its addresses was read on the router.';
}

function codeOf(decision: AuthDecision): Explanation['code'] {
  switch (decision.kind) {
    case 'accept':
      return decision.instead?.code;
    case 'reject':
      return decision.code;
    case 'drop':
      return decision.reason;
  }
}

function outcomeOf(decision: AuthDecision): Explanation['outcome'] {
  if (decision.kind === 'drop') return 'none';
  return decision.kind === 'accept' && decision.instead ? 'garden' : decision.kind;
}

function askedBy(
  entry: AccessEntry,
  request: Packet,
  { online, nas }: AuthContext,
): NonNullable<Parameters<typeof checksOf>[0]['asked']> {
  const name = request.text(Attr.UserName) ?? '';
  const mac = normalMac(request.text(Attr.CallingStationId) ?? '');
  return {
    loginWords: loginWords(entry, name, () => lineText(lineOf(request, nas) ?? {})),
    devices: entry.credential.kind === 'mac' || (entry.macLogin !== true && (entry.macs ?? []).length > 0),
    place: entry.nasId !== undefined,
    sessions: entry.simultaneousUse,
    online: online.countOthers(entry.serviceId, mac),
  };
}

function loginWords({ login, credential }: AccessEntry, name: string, line: () => string | undefined): string {
  if (credential.kind === 'line') return `The line belongs to a service: ${line() ?? ''}.`;
  if (login === name) return 'The login belongs to a service.';
  return login.toLowerCase() === name.toLowerCase()
    ? `The login belongs to a service, which writes it “${login}”.`
    : 'The device is named by its MAC address and belongs to a service.';
}

function replyOf(decision: AuthDecision, context: AuthContext): Pick<Explanation, 'reply' | 'garden'> {
  const { nas, snapshot, nowMs } = context;
  if (decision.kind === 'drop') return { reply: undefined, garden: undefined };
  const { entry, staff } = decision;
  if (staff) return staffReplyOf(decision.kind, staff, context);
  if (decision.kind === 'accept' && !decision.instead)
    return { reply: entry && openReply(entry, nas, snapshot.templates, nowMs), garden: undefined };
  const reason = decision.kind === 'accept' ? decision.instead : { code: decision.code, list: decision.list };
  const garden = reason && gardenOf(nas, reason);
  if (!garden) return { reply: undefined, garden: 'This router gives no reduced access for such a login.' };
  const reply = gardenReply(entry, garden, snapshot.templates);
  if (decision.kind === 'accept') return { reply, garden: 'Reduced access is given in place of the reject.' };
  return reducesAccess(reply)
    ? { reply: undefined, garden: 'By this method, or for this reason, a reject can’t be turned into reduced access.' }
    : { reply, garden: 'The template names no list, pool or filter, so reduced access would be full access.' };
}

function staffReplyOf(
  kind: 'accept' | 'reject',
  { who, level }: StaffAttempt,
  { nas, snapshot }: AuthContext,
): Pick<Explanation, 'reply' | 'garden'> {
  const reply = kind === 'accept' && who && level ? staffReply(level, who, nas, snapshot.templates) : undefined;
  return { reply, garden: kind === 'accept' ? undefined : 'There is no reduced access to a device.' };
}

/** Lines that were not left out stand first and in their order; the server adds its own behind them. */
function attributesOf(decision: AuthDecision, reply: Reply | undefined): readonly ExplainedAttribute[] {
  if (decision.kind === 'drop') return [];
  const said = decision.kind === 'accept' ? (reply?.lines.filter(({ value }) => value !== '') ?? []) : [];
  return decision.attributes.map((attribute, index) => ({
    ...shownAttribute(attribute),
    line: said[index]?.line,
  }));
}
