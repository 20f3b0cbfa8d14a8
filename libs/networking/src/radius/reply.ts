import { classText } from './class-token.js';
import { Attr } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { REJECT_MESSAGES, type Refusal } from './decision.js';
import type { AccessEntry, NasEntry, WalledGardenList } from './snapshot.js';
import type { ReplyAccess } from './templates/reply-subject.js';
import type { ReplyEvent } from './templates/reply-template.js';
import type { Reply, ReplyTemplates } from './templates/reply-templates.js';

/** Reply items of an open access. */
export function openAttributes(
  entry: AccessEntry,
  nas: NasEntry,
  templates: ReplyTemplates,
  nowMs: number,
): Attribute[] {
  const attributes = [...openReply(entry, nas, templates, nowMs).attributes];
  addClass(attributes, entry, nowMs);
  return attributes;
}

/** The same with where each line comes from. */
export function openReply(entry: AccessEntry, nas: NasEntry, templates: ReplyTemplates, nowMs: number): Reply {
  return templates.reply('accept', { nas, entry, sessionSeconds: sessionSeconds(entry, nas, nowMs) });
}

/** Reduced access in place of a reject: the address stays where it is fixed, the list or pool says what is let through. */
export interface Garden {
  readonly nas: NasEntry;
  readonly list: WalledGardenList;
  readonly seconds: number;
  readonly reason: Refusal;
}

/**
 * Reply items of reduced access. Undefined when the template says nothing that reduces it: an Accept without a list, a pool
 * or a filter would be full access, so it has to be a reject.
 */
export function gardenAttributes(
  entry: AccessEntry | undefined,
  garden: Garden,
  templates: ReplyTemplates,
  nowMs: number,
): Attribute[] | undefined {
  const reply = gardenReply(entry, garden, templates);
  if (!reducesAccess(reply)) return undefined;
  const attributes = [...reply.attributes];
  if (entry) addClass(attributes, entry, nowMs);
  return attributes;
}

export function gardenReply(
  entry: AccessEntry | undefined,
  { nas, list, seconds, reason }: Garden,
  templates: ReplyTemplates,
): Reply {
  const reject = { ...reason, message: REJECT_MESSAGES[reason.code] };
  const event = rejectEvent(reason.list);
  return templates.reply(event, { nas, entry, sessionSeconds: seconds, garden: list, reject });
}

export function rejectEvent(list: Refusal['list']): ReplyEvent {
  return `reject_${list}`;
}

/** Attributes by which a device is told what to let through: a list, a pool, a filter, another network. */
const RESTRICTING =
  /^(Framed-(IPv6-)?Pool|Filter-Id|NAS-Filter-Rule|Tunnel-Private-Group-Id|Mikrotik-(Address-List|Group|Mark-Id|Switching-Filter|Wireless-VLANID)|Cisco-(AVPair|(IPv6-)?(In|Out)-ACL|Sub-Activate-Service|Sub-PBR-Policy-In|Service-Name|Account-Info)|WISPr-Redirection-URL|Huawei-(Data-Filter|HTTP-Redirect-URL|Framed-Pool(-Group)?|Policy-Name|User-Class|Portal-Mode|PortalURL|VPN-Instance|Domain-Name|ISP-ID)|ERX-(Virtual-Router-Name|Redirect-VR-Name|Service-Activate|Service-Bundle|Address-Pool-Name)|Juniper-(Firewall-filter-name|Switching-Filter|CWA-Redirect|Ip-Pool-Name)|Cambium-(Walled-Garden-State|VLAN-Pool-Id|ePMP-Data-VLAN-Id)|RP-HURL)(:\d+)?$/i;
/** The shaper of accel-ppp takes speeds by Filter-Id, and Cisco by AV pairs: those shut nothing. */
const SPEED = /^\d+\/\d*$|rate-limit|sub-qos-policy/;

export function reducesAccess({ lines }: Pick<Reply, 'lines'>): boolean {
  return lines.some(({ name, value }) => value !== '' && RESTRICTING.test(name) && !SPEED.test(value));
}

/** Events of a running session. */
export type ChangeEvent = Extract<ReplyEvent, 'block' | 'restore' | 'fair_use' | 'fair_use_restore'>;

/**
 * What a CoA-Request carries to bring a running session there: rate and list. Addresses are not in it, for devices change
 * them only with a new session.
 */
export function changeReply(event: ChangeEvent, entry: ReplyAccess, nas: NasEntry, templates: ReplyTemplates): Reply {
  return templates.reply(event, { nas, entry });
}

/** Staff who log in to the device itself. */
export function staffReply(
  level: 'read' | 'write' | 'full',
  staff: { readonly login: string; readonly name: string },
  nas: NasEntry,
  templates: ReplyTemplates,
): Reply {
  return templates.reply(`staff_${level}`, { nas, staff });
}

function addClass(attributes: Attribute[], entry: AccessEntry, nowMs: number): void {
  const { serviceId, policyVersion } = entry;
  attributes.push({ vendor: 0, type: Attr.Class, value: classText({ serviceId, policyVersion, loginAtMs: nowMs }) });
}

function sessionSeconds(entry: AccessEntry, nas: NasEntry, nowMs: number): number | undefined {
  const limit = nas.options.sessionTimeoutSeconds;
  if (entry.endsAtMs === undefined) return limit;
  const left = Math.max(1, Math.floor((entry.endsAtMs - nowMs) / 1000));
  return limit === undefined ? Math.min(left, 0xffffffff) : Math.min(left, limit);
}
