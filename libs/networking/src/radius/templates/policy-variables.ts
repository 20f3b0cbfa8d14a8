import { mikrotikRateLimit } from '../rate-limit.js';
import type { AccessPolicy, Rates } from '../snapshot.js';
import type { Reader, Value, Variable } from './variable.js';

const MOST_INTEGER = 0xffffffff;
/** The usual burst of a Cisco policer: what comes in one and a half seconds, and twice that in excess. */
const POLICER_SECONDS = 1.5;

type Direction = keyof Rates;

/** In a 32-bit attribute: above 4.29 Gbit/s the field is full and means as much. Without a limit, nothing. */
function whole(value: number | undefined): number | undefined {
  const rounded = Math.round(value ?? 0);
  return rounded > 0 ? Math.min(rounded, MOST_INTEGER) : undefined;
}

function ofPolicy(read: (policy: AccessPolicy) => Value): Reader {
  return ({ entry }) => entry && read(entry.policy);
}

function rate(
  direction: Direction,
  name: string,
  sentence: string,
  of: (p: AccessPolicy) => number | undefined,
): Variable[] {
  const words = sentence.replace('#', direction);
  return [
    { path: `policy.${name}_kbps`, sentence: `${words}, kbit/s.`, read: ofPolicy((p) => whole((of(p) ?? 0) / 1000)) },
    { path: `policy.${name}_bps`, sentence: `${words}, bit/s.`, read: ofPolicy((p) => whole(of(p))) },
  ];
}

function directed(direction: Direction): readonly Variable[] {
  const peak = (p: AccessPolicy): number => Math.max(p.rates[direction], p.burst?.rate[direction] ?? 0);
  const bytes = (p: AccessPolicy): number => (p.rates[direction] * POLICER_SECONDS) / 8;
  return [
    ...rate(direction, direction, 'The # that holds now', (p) => p.rates[direction]),
    ...rate(direction, `peak_${direction}`, 'The # at most: the burst where there is one', (p) =>
      p.rates[direction] > 0 ? peak(p) : 0,
    ),
    ...rate(direction, `burst_${direction}`, 'The # while bursting', (p) => p.burst?.rate[direction]),
    ...rate(
      direction,
      `threshold_${direction}`,
      'Average # above which bursting stops',
      (p) => p.burst?.threshold[direction],
    ),
    ...rate(direction, `guaranteed_${direction}`, 'The # that is guaranteed', (p) => p.guaranteed?.[direction]),
    {
      path: `policy.${direction}_burst_bytes`,
      sentence: `Bytes that a policer lets through at once: one and a half seconds of ${direction}.`,
      read: ofPolicy((p) => whole(bytes(p))),
    },
    {
      path: `policy.${direction}_excess_bytes`,
      sentence: `Twice that, for the excess burst of a policer of the ${direction}.`,
      read: ofPolicy((p) => whole(bytes(p) * 2)),
    },
    {
      path: `policy.${direction}_profile`,
      sentence: `The name that devices know the ${direction} by.`,
      read: ofPolicy((p) => p[`${direction}Profile`]),
    },
  ];
}

/** Speeds as they hold now: hours, fair use and quota are in them already. */
export const POLICY_VARIABLES: readonly Variable[] = [
  {
    path: 'policy.rate_limit',
    sentence: 'All of it in the words of RouterOS: upload/download, burst, threshold, time, priority, guaranteed.',
    read: ofPolicy(mikrotikRateLimit),
  },
  ...directed('download'),
  ...directed('upload'),
  {
    path: 'policy.burst_seconds',
    sentence: 'Over how many seconds the average is taken.',
    read: ofPolicy((p) => p.burst?.seconds),
  },
  { path: 'policy.priority', sentence: 'Queue priority, 1 (first) to 8.', read: ofPolicy((p) => p.priority) },
  { path: 'policy.contention', sentence: 'How many share the speed.', read: ofPolicy((p) => p.contention) },
  {
    path: 'policy.rule',
    sentence: 'The rule of hours, fair use or quota that has changed the speed; empty where none has.',
    read: ofPolicy((p) => p.adjusted?.name),
  },
];
