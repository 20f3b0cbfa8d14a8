/** What a change of a running session touches, told from the attributes that ask for it. */
export type ChangePart = 'rate' | 'address_list' | 'pool' | 'session_timeout' | 'address' | 'other';

/** Parts that were asked together, by the alphabet: a router answers them with one word. */
export function changeName(parts: readonly ChangePart[]): string {
  return [...new Set(parts)].sort().join('+');
}

export interface Ability {
  readonly change: string;
  readonly refusedInRow: number;
  readonly errorCause: number | null;
  readonly ineffectiveInRow: number;
  /** When it last refused, or was last seen to do nothing. */
  readonly lastFailedAt: Date | null;
}

/** One refusal may be about one session; two in a row are about the router. */
const BELIEVED_AFTER = 2;
/** A new version may have learnt it. */
const ASKED_AGAIN_AFTER_MS = 24 * 3_600_000;

/** RFC 5176 §3.5: the session is unknown, elsewhere or busy, which tells nothing about what the router can do. */
const ABOUT_THE_SESSION: ReadonlySet<number> = new Set([502, 503, 504, 505, 506, 508]);

/** Whether a refusal tells something about the router. */
export function teaches(errorCause: number | null): boolean {
  return errorCause === null || !ABOUT_THE_SESSION.has(errorCause);
}

/** Whether a change is known not to work: asking for it once more would only lose time before the Disconnect. */
export function isKnownNotToWork(abilities: readonly Ability[], change: string, now: Date): boolean {
  const asked = new Set(change.split('+'));
  return abilities.some((ability) => {
    // What is refused alone is refused among others too.
    const isPartOfIt = ability.change.split('+').every((part) => asked.has(part));
    const failed = ability.refusedInRow >= BELIEVED_AFTER || ability.ineffectiveInRow >= BELIEVED_AFTER;
    const isRecent =
      ability.lastFailedAt !== null && now.getTime() - ability.lastFailedAt.getTime() < ASKED_AGAIN_AFTER_MS;
    return isPartOfIt && failed && isRecent;
  });
}

export type AbilityVerdict = 'works' | 'acknowledged' | 'no_effect' | 'refused' | 'untested';

/** For people: an acknowledgement alone is no proof. */
export function abilityVerdict(ability: {
  readonly acknowledged: number;
  readonly refusedInRow: number;
  readonly effect: 'seen' | 'not_seen' | null;
}): AbilityVerdict {
  if (ability.refusedInRow > 0) return 'refused';
  if (ability.effect === 'seen') return 'works';
  if (ability.effect === 'not_seen') return 'no_effect';
  return ability.acknowledged > 0 ? 'acknowledged' : 'untested';
}

/** What an attribute of a change touches: read from its name, and where one name serves two ends, from its value. */
export function partOf(name: string, value: string): ChangePart {
  if (/address-list$/i.test(name)) return 'address_list';
  if (/^filter-id/i.test(name)) return /^\d+\/\d+/.test(value) ? 'rate' : 'address_list';
  if (/^session-timeout/i.test(name)) return 'session_timeout';
  if (/^framed-(ipv6-)?pool/i.test(name)) return 'pool';
  if (/^framed-ip-address/i.test(name)) return 'address';
  if (/rate|bandwidth|qos|policy-name|burst|service-name/i.test(name) || /qos|rate-limit/i.test(value)) return 'rate';
  return 'other';
}
