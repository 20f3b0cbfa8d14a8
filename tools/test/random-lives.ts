import fc from 'fast-check';

/** How often a law is tried that does not say it; `LIVES=2000` is a long run. */
const USUAL_TRIES = 200;

fc.configureGlobal({ numRuns: Math.max(USUAL_TRIES, Number(process.env['LIVES'] ?? 0)) });
