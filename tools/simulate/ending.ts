import { isGroundFault } from '../stage/ground-fault.ts';
import { Violation } from './life.ts';

/** Why a life was not lived to its end: what is said of it, and the exit code that scripts go by. */
export interface Ending {
  readonly word: 'violation' | 'fault' | 'ground';
  /** EX_SOFTWARE and EX_TEMPFAIL are those of sysexits(3head). */
  readonly code: 1 | 70 | 75;
  readonly what: string;
  readonly hint: string;
}

const AGAIN = 'the same seed leads here again';

export function endingOf(error: unknown): Ending {
  if (error instanceof Violation) return { word: 'violation', code: 1, what: error.message, hint: AGAIN };
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (isGroundFault(error))
    return { word: 'ground', code: 75, what, hint: 'the ground gave way, no promise was broken; run it again' };
  return { word: 'fault', code: 70, what, hint: AGAIN };
}
