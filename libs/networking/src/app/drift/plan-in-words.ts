import { inverseOf } from '../../routeros/objects/router-steps.js';
import { stepInWords } from '../../routeros/objects/step-words.js';
import type { FoundStep } from './drift-queries.js';

/** A step as it would be typed on the router, and what undoes it. */
export function commandsOf(step: FoundStep): { readonly command: string; readonly inverse: string } {
  const inverse = inverseOf({ ...step, serviceId: null, endsSession: null, leaves: 0 });
  return { command: stepInWords(step), inverse: stepInWords(inverse) };
}
