import { totalmem } from 'node:os';

export type ServerSettings = Readonly<Record<string, string | number>>;

const MIB = 1024 * 1024;

/** For real data: as safe as PostgreSQL is by default, sized to the machine and leaving most of it to others. */
export function durableSettings(memoryBytes = totalmem()): ServerSettings {
  const memory = Math.floor(memoryBytes / MIB);
  return {
    ...always,
    max_connections: 100,
    shared_buffers: `${between(64, Math.floor(memory / 8), 1024)}MB`,
    effective_cache_size: `${between(128, Math.floor(memory / 2), 65_536)}MB`,
    maintenance_work_mem: `${between(32, Math.floor(memory / 32), 512)}MB`,
    work_mem: `${between(4, Math.floor(memory / 512), 32)}MB`,
    min_wal_size: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
  };
}

/** For data that nobody will miss: never waits for the disk. */
export function throwAwaySettings(): ServerSettings {
  return {
    ...always,
    max_connections: 200,
    shared_buffers: '256MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '4GB',
    checkpoint_timeout: '1h',
  };
}

const always: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  jit: 'off',
  // Solid-state disks: a random page costs about as much as the next one.
  random_page_cost: 1.1,
  // A billing run fills tables in minutes; statements prepared while they were small are planned anew only after an ANALYZE.
  autovacuum_naptime: '10s',
  log_line_prefix: '%m [%p] %q%u@%d ',
};

function between(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
