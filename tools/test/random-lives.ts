import fc from 'fast-check';
import { vi } from 'vitest';

/** How often a law is tried that does not say it; `LIVES=2000` is a long run. */
const USUAL_TRIES = 200;
const LONG_RUN_MS = 600_000;

const wanted = Number(process.env['LIVES'] ?? 0);
fc.configureGlobal({ numRuns: Math.max(USUAL_TRIES, wanted) });
if (wanted > USUAL_TRIES) vi.setConfig({ testTimeout: LONG_RUN_MS });
