import { readdirSync, readFileSync } from 'node:fs';

const MICROSECONDS_A_TICK = 10_000;

/** Processor time that a process has used, in microseconds (Linux); 0 for one that is gone. */
export function cpuOf(pid: number): number {
  try {
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_A_TICK;
  } catch {
    return 0;
  }
}

/** Of a server and its children: PostgreSQL works in a process a connection. */
export function cpuOfFamily(pid: number): number {
  let sum = cpuOf(pid);
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && parentOf(name) === pid) sum += cpuOf(Number(name));
  }
  return sum;
}

function parentOf(pid: string): number {
  try {
    return Number((readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ')[1]);
  } catch {
    return 0;
  }
}

/** The most memory that a process has had at once, in megabytes (Linux). */
export function peakMegabytes(pid: number): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(found ?? 0) / 1024;
}
