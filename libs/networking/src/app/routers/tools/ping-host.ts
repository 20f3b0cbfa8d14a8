import { pingTimeMs, probeArguments } from './probe-target.js';
import { runProgram } from './run-program.js';

export type PingAnswer =
  | { readonly kind: 'answered'; readonly rttMs: number }
  | { readonly kind: 'silent' }
  /** There is no program for it on this server. */
  | { readonly kind: 'missing' };

/** Asks a host with Debian's ping until it answers, at most so many times. */
export async function pingHost(host: string, count: number, signal?: AbortSignal): Promise<PingAnswer> {
  const answered = new AbortController();
  let rttMs: number | undefined;
  const end = await runProgram('ping', probeArguments('ping', host, count), {
    timeoutMs: 1_000 * count + 3_000,
    signal: signal ? AbortSignal.any([signal, answered.signal]) : answered.signal,
    onLine: (line) => {
      rttMs ??= pingTimeMs(line);
      if (rttMs !== undefined) answered.abort();
    },
  });
  if (end.kind === 'missing') return { kind: 'missing' };
  return rttMs === undefined ? { kind: 'silent' } : { kind: 'answered', rttMs };
}
