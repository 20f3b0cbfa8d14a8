import type { EffectivePolicy } from './effective-policy.js';
import type { Rates } from './rates.js';

/** Why the speed is what it is, for whoever asks. */
export function whyInWords({ rates, blockedBy, adjusted }: EffectivePolicy): string {
  if (blockedBy?.by === 'quota') return 'The quota is used up: access rests.';
  if (blockedBy) return `Fair use “${blockedBy.name}” holds: access rests.`;
  const speed = `${inMbit(rates)} Mbit/s`;
  switch (adjusted?.by) {
    case 'quota':
      return `The quota is used up: ${speed}.`;
    case 'fair_use':
      return `Fair use “${adjusted.name}” holds: ${speed}.`;
    case 'hours':
      return `It is “${adjusted.name}”: ${speed}.`;
    case undefined:
      return `The speed of the plan: ${speed}.`;
  }
}

function inMbit({ download, upload }: Rates): string {
  const one = (rate: number): string => (rate === 0 ? 'no limit' : String(rate / 1_000_000));
  return `${one(download)} / ${one(upload)}`;
}
