import { formatRatePair, type RatePair } from './rate.js';

interface Rates {
  readonly download: number;
  readonly upload: number;
}

/** The speeds of a customer in bit/s, as the customer sees them; 0 is no limit. */
export interface QueueSpeeds {
  readonly rates: Rates;
  readonly burst?: { readonly rate: Rates; readonly threshold: Rates; readonly seconds: number };
  readonly priority?: number;
  readonly guaranteed?: Rates;
}

const NO_PRIORITY = 8;
const NONE: Rates = { download: 0, upload: 0 };

/** The limits of a simple queue, whose pairs are `upload/download` of its target. All are said, so that none is left from before. */
export function queueLimits({
  rates,
  burst,
  priority = NO_PRIORITY,
  guaranteed = NONE,
}: QueueSpeeds): Record<string, string> {
  return {
    'max-limit': queueRates(rates),
    'limit-at': queueRates(guaranteed),
    'burst-limit': queueRates(burst?.rate ?? NONE),
    'burst-threshold': queueRates(burst?.threshold ?? NONE),
    'burst-time': `${burst?.seconds ?? 0}s/${burst?.seconds ?? 0}s`,
    priority: `${priority}/${priority}`,
  };
}

/** Here the customer's download and upload are turned into what a queue calls them. */
export function queueRates({ download, upload }: Rates): string {
  const pair: RatePair = { uploadBps: whole(upload), downloadBps: whole(download) };
  return formatRatePair(pair);
}

function whole(bps: number): number {
  return Math.max(0, Math.round(bps));
}
