export type Rhythm =
  | { readonly kind: 'minute' }
  | { readonly kind: 'minutes'; readonly count: number }
  | { readonly kind: 'hour'; readonly at: string }
  | { readonly kind: 'day'; readonly at: string };

/** The rhythms in use, read from their cron lines; null for one that has no words here. */
export function rhythmOf(cron: string): Rhythm | null {
  const [minute = '', hour = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length !== 3 || rest.some((part) => part !== '*')) return null;
  const every = /^\*\/(\d+)$/.exec(minute);
  if (hour === '*' && minute === '*') return { kind: 'minute' };
  if (hour === '*' && every) return { kind: 'minutes', count: Number(every[1]) };
  if (!/^\d+$/.test(minute)) return null;
  if (hour === '*') return { kind: 'hour', at: `:${minute.padStart(2, '0')}` };
  return /^\d+$/.test(hour) ? { kind: 'day', at: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` } : null;
}
