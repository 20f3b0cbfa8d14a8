const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** After this many rounds without an answer an access counts as drift, and a person sees it. */
export const DRIFT_AFTER_ATTEMPTS = 3;

/** The pause before a router that did not obey is asked again: 5 s, 15 s, 45 s … an hour. */
export function pauseBeforeMs(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 3 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);
}
