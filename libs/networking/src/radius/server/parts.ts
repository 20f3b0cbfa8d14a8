import type { Clock } from '@demarc/kernel';
import type { AccessSnapshot, OnlineSessions } from '../snapshot.js';
import type { AccountingSink, AuthLog, FaultReporter } from './sinks.js';

export interface RadiusServerParts {
  readonly clock: Clock;
  /** Asked for every packet, so a loader may put a new snapshot in place at any time. */
  readonly snapshot: () => AccessSnapshot;
  readonly online: OnlineSessions;
  readonly accounting: AccountingSink;
  readonly authLog: AuthLog;
  readonly fault: FaultReporter;
}

export interface RadiusServerOptions {
  readonly host: string;
  readonly authPort: number;
  readonly acctPort: number;
  readonly reusePort: boolean;
  /** RFC 5080: 5 to 30 seconds. An answer is remembered for one to two times this. */
  readonly duplicateLifetimeMs: number;
  readonly duplicateLimit: number;
  readonly queueCapacity: number;
  readonly batchSize: number;
  readonly authLogEveryMs: number;
  /** Holds a reject back, so that a device with a wrong password cannot hammer. 0 answers at once. */
  readonly rejectDelayMs: number;
}

export const DEFAULT_RADIUS_OPTIONS: RadiusServerOptions = {
  host: '127.0.0.1',
  authPort: 1812,
  acctPort: 1813,
  reusePort: false,
  duplicateLifetimeMs: 10_000,
  duplicateLimit: 100_000,
  queueCapacity: 50_000,
  batchSize: 2_000,
  authLogEveryMs: 200,
  rejectDelayMs: 0,
};
