/**
 * A rate of both directions in bit/s, as RouterOS orders them: of a queue's target or a PPP customer, **upload first**
 * (what the router receives), then download.
 */
export interface RatePair {
  readonly uploadBps: number;
  readonly downloadBps: number;
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** Bit/s of `10M`, `512k`, `1.5M`, `1000000`; 0 is no limit. Undefined for anything else. */
export function parseRate(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(text.trim());
  if (!match) return undefined;
  const bps = Number(match[1]) * (FACTORS[(match[2] ?? '').toLowerCase()] ?? 1);
  return Number.isSafeInteger(Math.round(bps)) ? Math.round(bps) : undefined;
}

/** Where only one rate is given it holds for both directions. */
export function parseRatePair(text: string): RatePair | undefined {
  const parts = text.split('/');
  if (parts.length > 2) return undefined;
  const uploadBps = parseRate(parts[0] ?? '');
  const downloadBps = parts.length === 2 ? parseRate(parts[1] ?? '') : uploadBps;
  return uploadBps === undefined || downloadBps === undefined ? undefined : { uploadBps, downloadBps };
}

/** The shortest exact form: `10M`, `1536k`, `999`. RouterOS 6 does not take fractions, so none is made. */
export function formatRate(bps: number): string {
  if (bps === 0) return '0';
  if (bps % 1e9 === 0) return `${bps / 1e9}G`;
  if (bps % 1e6 === 0) return `${bps / 1e6}M`;
  return bps % 1e3 === 0 ? `${bps / 1e3}k` : String(bps);
}

export function formatRatePair({ uploadBps, downloadBps }: RatePair): string {
  return `${formatRate(uploadBps)}/${formatRate(downloadBps)}`;
}

/** The rates of Mikrotik-Rate-Limit, of a PPP profile and of a lease: `rate [burst [threshold [time [priority [guaranteed]]]]]`. */
export interface RateLimit {
  readonly rate: RatePair;
  readonly burst?: RatePair;
  readonly threshold?: RatePair;
  readonly burstSeconds?: { readonly upload: number; readonly download: number };
  readonly priority?: number;
  readonly guaranteed?: RatePair;
}

export function parseRateLimit(text: string): RateLimit | undefined {
  const words = text.trim().split(/\s+/);
  const [rateText = '', burstText, thresholdText, timeText, priorityText, guaranteedText] = words;
  const rate = parseRatePair(rateText);
  if (!rate || words.length > 6) return undefined;
  const limit: RateLimit = {
    rate,
    ...part('burst', burstText, parseRatePair),
    ...part('threshold', thresholdText, parseRatePair),
    ...part('burstSeconds', timeText, parseSeconds),
    ...part('priority', priorityText, (word) => (/^[1-8]$/.test(word) ? Number(word) : undefined)),
    ...part('guaranteed', guaranteedText, parseRatePair),
  };
  return Object.keys(limit).length === words.length ? limit : undefined;
}

/** Written out to the last part that is there; what is missing before it is 0, which RouterOS takes as "none". */
export function formatRateLimit(limit: RateLimit): string {
  const none = { uploadBps: 0, downloadBps: 0 };
  const { upload, download } = limit.burstSeconds ?? { upload: 0, download: 0 };
  const parts: (readonly [string, boolean])[] = [
    [formatRatePair(limit.rate), true],
    [formatRatePair(limit.burst ?? none), limit.burst !== undefined],
    [formatRatePair(limit.threshold ?? none), limit.threshold !== undefined],
    [`${upload}/${download}`, limit.burstSeconds !== undefined],
    [String(limit.priority ?? 8), limit.priority !== undefined],
    [formatRatePair(limit.guaranteed ?? none), limit.guaranteed !== undefined],
  ];
  const last = parts.findLastIndex(([, there]) => there);
  return parts
    .slice(0, last + 1)
    .map(([word]) => word)
    .join(' ');
}

/** A word that is not understood gives no part, which the caller sees by the count. */
function part<K extends string, T>(
  name: K,
  word: string | undefined,
  parse: (word: string) => T | undefined,
): { [key in K]?: T } {
  const value = word === undefined ? undefined : parse(word);
  return value === undefined ? {} : ({ [name]: value } as { [key in K]?: T });
}

function parseSeconds(word: string): { upload: number; download: number } | undefined {
  const match = /^(\d+)s?(?:\/(\d+)s?)?$/.exec(word);
  return match ? { upload: Number(match[1]), download: Number(match[2] ?? match[1]) } : undefined;
}
