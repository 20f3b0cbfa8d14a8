/** What a router may make us hold. A router that was taken over, or is broken, must not be able to fill our memory. */
export interface WireLimits {
  /** One word. The longest honest ones are scripts and certificates. */
  readonly wordOctets: number;
  readonly sentenceOctets: number;
  readonly sentenceWords: number;
  /** All sentences that answer one command. */
  readonly replyOctets: number;
}

export const DEFAULT_LIMITS: WireLimits = {
  wordOctets: 1 << 20,
  sentenceOctets: 4 << 20,
  sentenceWords: 1_024,
  replyOctets: 64 << 20,
};
