import { pingTimeMs, probeArguments } from './probe-target.js';
import { runProgram } from './run-program.js';

export type PingAnswer =
  | { readonly kind: 'answered'; readonly rttMs: number }
  | { readonly kind: 'silent' }
  /** There is no program for it on this server. */
  | { readonly kind: 'missing' };

/** Asks a host a few times with Debian's ping; the shortest round trip counts. */
export async function pingHost(host: string, count: number, signal?: AbortSignal): Promise<PingAnswer> {
  const times: number[] = [];
  const end = await runProgram('ping', probeArguments('ping', host, count), {
    timeoutMs: 1_000 * count + 3_000,
    signal,
    onLine: (line) => {
      const time = pingTimeMs(line);
      if (time !== undefined) times.push(time);
    },
  });
  if (end.kind === 'missing') return { kind: 'missing' };
  return times.length > 0 ? { kind: 'answered', rttMs: Math.min(...times) } : { kind: 'silent' };
}
