export type VoiceKind = 'voip' | 'fixed' | 'mobile';
export type VoiceDirection = 'incoming' | 'outgoing' | 'both';

/** The number of a voice service, for which calls, and the device that it rings on. */
export interface VoiceLine {
  readonly number: string;
  readonly direction: VoiceDirection;
  /** In the words of staff; empty when nobody said. */
  readonly device: string;
}
