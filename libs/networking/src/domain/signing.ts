import type { MessageAuthenticatorPolicy } from './router-options.js';

/** What a router has shown of its signatures (Message-Authenticator), and how it is heard. */
export interface SigningShown {
  readonly policy: MessageAuthenticatorPolicy;
  readonly hasSecret: boolean;
  readonly isTlsOnly: boolean;
  readonly lastSeenAt: Date | null;
  /** Since when all of its requests by UDP were signed. */
  readonly signedSince: Date | null;
  readonly unsignedSeenAt: Date | null;
  readonly unsignedRefusedAt: Date | null;
}

export type SigningOutlook = 'safe' | 'required' | 'protected' | 'unsigned' | 'too_short' | 'quiet' | 'never_heard';

const DAY_MS = 86_400_000;

/** Whether requiring signatures would shut anybody out, judged by the last days. */
export function signingOutlook(shown: SigningShown, days: number, now: Date): SigningOutlook {
  const { policy, isTlsOnly, lastSeenAt, signedSince, unsignedSeenAt, unsignedRefusedAt } = shown;
  if (isTlsOnly) return 'protected';
  if (policy === 'require') return 'required';
  if (lastSeenAt === null) return 'never_heard';
  const from = now.getTime() - days * DAY_MS;
  const within = (at: Date | null): boolean => at !== null && at.getTime() > from;
  if (!within(lastSeenAt)) return 'quiet';
  if (signedSince === null || within(unsignedSeenAt) || within(unsignedRefusedAt)) return 'unsigned';
  return signedSince.getTime() <= from ? 'safe' : 'too_short';
}

const WORDS: Readonly<Record<SigningOutlook, string>> = {
  safe: 'It has signed everything for long enough: requiring it shuts nobody out.',
  required: 'Signatures are required already.',
  protected: 'It is heard over TLS alone, where nothing needs a signature.',
  unsigned: 'It has sent unsigned requests: they would get no answer.',
  too_short: 'It signs, but has not done so for long enough.',
  quiet: 'It was not heard lately, so nothing is known about what it does.',
  never_heard: 'It was never heard.',
};

export function outlookInWords(outlook: SigningOutlook): string {
  return WORDS[outlook];
}
