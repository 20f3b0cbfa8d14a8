import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { waitUntil } from '../waiting.ts';

const PROGRAM = '/usr/sbin/freeradius';
const PACKAGE = '/etc/freeradius/3.0';

export interface FreeRadius {
  readonly pid: number;
  readonly authPort: number;
  readonly acctPort: number;
  end(): Promise<void>;
}

export interface FreeRadiusOptions {
  readonly folder: string;
  readonly authPort: number;
  readonly secret: string;
  /** `files`: users in a file, accounting answered and not stored. Else the stock queries on this database. */
  readonly users: 'files' | { readonly database: string };
}

/** How to get what is missing for the comparison; undefined when all is there. */
export function missingFreeRadius(): string | undefined {
  const schema = join(PACKAGE, 'mods-config/sql/main/postgresql/schema.sql');
  if (existsSync(PROGRAM) && existsSync(schema)) return undefined;
  return 'FreeRADIUS with PostgreSQL, to compare with: apt-get install freeradius freeradius-postgresql';
}

/** The package's own schema, and the users as a provider would keep them: a password, a speed and a fixed address. */
export async function fillFreeRadius(owner: pg.Client, users: number): Promise<void> {
  await owner.query(readFileSync(join(PACKAGE, 'mods-config/sql/main/postgresql/schema.sql'), 'utf8'));
  await owner.query(
    `INSERT INTO radcheck (username, attribute, op, value) SELECT 'user' || n, 'Cleartext-Password', ':=', 'pw' || n FROM generate_series(1, $1::int) n`,
    [users],
  );
  await owner.query(
    `INSERT INTO radreply (username, attribute, op, value) SELECT 'user' || n, 'Mikrotik-Rate-Limit', '=', '50M/100M' FROM generate_series(1, $1::int) n
     UNION ALL SELECT 'user' || n, 'Framed-IP-Address', '=', host('100.64.0.0'::inet + n) FROM generate_series(1, $1::int) n`,
    [users],
  );
  await owner.query('VACUUM (ANALYZE)');
}

/** Starts Debian's FreeRADIUS with only what the comparison needs: 16 threads, 16 connections, nothing that writes files. */
export async function startFreeRadius(options: FreeRadiusOptions, users: number): Promise<FreeRadius> {
  const { folder, authPort } = options;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'radiusd.conf'), configuration(options));
  writeFileSync(join(folder, 'users'), options.users === 'files' ? usersFile(users) : '');
  const checked = spawnSync(PROGRAM, ['-d', folder, '-C', '-x', '-l', 'stdout'], { encoding: 'utf8' });
  if (checked.status !== 0)
    throw new Error(`FreeRADIUS does not take its configuration:\n${(checked.stdout + checked.stderr).slice(-1500)}`);
  const log = join(folder, 'radius.log');
  const child: ChildProcess = spawn(PROGRAM, ['-d', folder, '-f', '-l', log], { stdio: 'ignore' });
  const isReady = (): boolean => existsSync(log) && readFileSync(log, 'utf8').includes('Ready to process requests');
  await waitUntil(() => isReady() || child.exitCode !== null, 30_000, 'FreeRADIUS to become ready');
  if (!isReady()) throw new Error(`FreeRADIUS did not start:\n${readFileSync(log, 'utf8').slice(-1500)}`);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    authPort,
    acctPort: authPort + 1,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function usersFile(users: number): string {
  return Array.from({ length: users }, (_, index) => index + 1)
    .map(
      (n) =>
        `user${n} Cleartext-Password := "pw${n}"\n\tMikrotik-Rate-Limit = "50M/100M",\n\tFramed-IP-Address = 100.64.${(n >> 8) & 255}.${n & 255}\n`,
    )
    .join('\n');
}

function configuration({ folder, authPort, secret, users }: FreeRadiusOptions): string {
  const isSql = users !== 'files';
  const store = isSql ? 'sql' : 'files';
  return `
prefix = /usr
raddbdir = ${folder}
confdir = ${folder}
modconfdir = ${PACKAGE}/mods-config
logdir = ${folder}
run_dir = ${folder}
libdir = /usr/lib/freeradius
dictionary = /usr/share/freeradius
max_request_time = 30
cleanup_delay = 5
max_requests = 200000
hostname_lookups = no
log {
  destination = files
  file = ${folder}/radius.log
}
security {
  max_attributes = 200
  reject_delay = 0
  status_server = no
}
thread pool {
  start_servers = 16
  max_servers = 16
  min_spare_servers = 1
  max_spare_servers = 16
  max_queue_size = 65536
  max_requests_per_server = 0
}
client loopback {
  ipaddr = 127.0.0.1
  secret = ${secret}
  require_message_authenticator = yes
}
modules {
  pap {
  }
  chap {
  }
  mschap {
    use_mppe = yes
    require_encryption = no
    require_strong = no
  }
  expr {
  }
  always ok {
    rcode = ok
  }
  files {
    filename = ${folder}/users
  }
${isSql ? sqlModule(users.database) : ''}
}
policy {
  $INCLUDE ${PACKAGE}/policy.d/accounting
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${authPort}
  }
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${authPort + 1}
  }
  authorize {
    chap
    mschap
    ${store}
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
    Auth-Type MS-CHAP {
      mschap
    }
  }
  preacct {
    acct_unique
  }
  accounting {
    ${isSql ? 'sql' : 'ok'}
  }
  post-auth {
    ${isSql ? 'sql' : 'ok'}
  }
}
`;
}

function sqlModule(database: string): string {
  const url = new URL(database);
  const address = `host=${url.hostname} port=${url.port} user=${url.username} password=${decodeURIComponent(url.password)} dbname=${url.pathname.slice(1)}`;
  return `
  sql {
    dialect = "postgresql"
    driver = "rlm_sql_postgresql"
    radius_db = "${address}"
    acct_table1 = "radacct"
    acct_table2 = "radacct"
    postauth_table = "radpostauth"
    authcheck_table = "radcheck"
    groupcheck_table = "radgroupcheck"
    authreply_table = "radreply"
    groupreply_table = "radgroupreply"
    usergroup_table = "radusergroup"
    client_table = "nas"
    group_attribute = "SQL-Group"
    delete_stale_sessions = yes
    pool {
      start = 16
      min = 16
      max = 16
      spare = 16
      uses = 0
      retry_delay = 30
      lifetime = 0
      idle_timeout = 0
    }
    $INCLUDE \${modconfdir}/sql/main/postgresql/queries.conf
  }`;
}
