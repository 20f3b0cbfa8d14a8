import { isIP, isIPv4 } from 'node:net';

export type ProbeTool = 'ping' | 'traceroute';

/** An address that one may ask for an answer: one host, not a group, not "this network". */
export function isProbeTarget(target: string): boolean {
  if (isIP(target) === 0 || target.includes('%')) return false;
  if (isIPv4(target)) {
    const first = Number(target.split('.')[0]);
    return first > 0 && first < 224;
  }
  return !/^ff/i.test(target) && target !== '::';
}

/** The arguments of Debian's ping (iputils) and traceroute. Nothing but numbers and an address that was checked gets in. */
export function probeArguments(tool: ProbeTool, target: string, count: number): string[] {
  if (!isProbeTarget(target)) throw new RangeError('no address to probe');
  const family = isIPv4(target) ? '-4' : '-6';
  return tool === 'ping'
    ? [family, '-n', '-c', String(count), '-i', '0.5', '-W', '2', target]
    : [family, '-n', '-q', '1', '-w', '2', '-m', '30', target];
}

/** Round trip in `64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.042 ms`. */
export function pingTimeMs(line: string): number | undefined {
  const found = /\btime[=<]([\d.]+) ?ms/.exec(line);
  return found ? Number(found[1]) : undefined;
}
