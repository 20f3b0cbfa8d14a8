import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import {
  type AccessEntry,
  type AccountingRecord,
  type AuthLogLine,
  type AuthMethod,
  lineText,
  normalMac,
  refusal,
  type Refusal,
  REJECT_MESSAGES,
  type RejectCode,
  sessionKey,
  TERMINATE_CAUSE_NAMES,
  whyBlocked,
} from '../../radius/index.js';
import { DEVICE_PREFIX, LINE_PREFIX, lineName, STAFF_PREFIX } from '../../freeradius/index.js';
import { AccessFeed } from '../aaa/access-feed.js';
import { AccountingIntake } from '../aaa/accounting-intake.js';
import { AuthLogStore } from '../aaa/auth-log-store.js';

const BATCH = 2_000;
const WEEK_MS = 7 * 86_400_000;
const AHEAD_MS = 300_000;
/** Of ended sessions, so that what comes late still finds them; and of logins, which the login log keeps by itself. */
const ENDED_DAYS = 10;
const POST_AUTH_DAYS = 7;

interface PostAuthRow {
  id: string;
  at: Date;
  username: string;
  reply: string | null;
  nas: string | null;
  calling_station: string | null;
  nas_port: string | null;
  method: string | null;
  reason: string | null;
  signed: boolean | null;
  known_as: string | null;
}

interface HeardRow {
  id: string;
  status: AccountingRecord['status'];
  nas: string;
  at: Date;
  unique_id: string;
  session_id: string;
  username: string | null;
  seconds: string;
  download: string;
  upload: string;
  wide: boolean;
  ipv4: string | null;
  ipv6_address: string | null;
  ipv6_prefix: string | null;
  delegated: string | null;
  calling_station: string | null;
  called_station: string | null;
  nas_port: string | null;
  cause: string | null;
}

const HEARD = `SELECT id::text, status, host(nas) AS nas, at, unique_id, session_id, username, seconds::text, download::text, upload::text, wide,
    host(ipv4) AS ipv4, host(ipv6_address) AS ipv6_address, ipv6_prefix::text, delegated::text, calling_station, called_station, nas_port, cause
  FROM radius.heard ORDER BY heard.id LIMIT ${BATCH}`;

/** Numbers are given before the rows are there to see: what is younger than a second waits until no lower one can come any more. */
const TAKE_LOGINS = `
  WITH mark AS MATERIALIZED (SELECT last_id FROM radius.post_auth_mark FOR UPDATE),
    young AS (SELECT min(id) AS id FROM radius.post_auth WHERE id > (SELECT last_id FROM mark) AND at > now() - interval '1 second')
  SELECT id::text, at, username, reply, host(nas) AS nas, calling_station, nas_port, method, reason, signed, known_as
  FROM radius.post_auth WHERE id > (SELECT last_id FROM mark) AND id < coalesce((SELECT id FROM young), 9223372036854775807)
  ORDER BY post_auth.id LIMIT $1`;

/** What the product has closed as lost. Heard of again, it is inserted again, and comes back there under its old key. */
const FORGET_LOST = `DELETE FROM radius.radacct heard WHERE acctstoptime IS NULL
  AND coalesce(acctupdatetime, acctstarttime) < $1::timestamptz - interval '2 minutes'
  AND NOT EXISTS (SELECT 1 FROM radius.heard waiting WHERE waiting.unique_id = heard.acctuniqueid || '/' || heard.generation)
  AND NOT EXISTS (SELECT 1 FROM networking.session_open open WHERE open.key =
    left(encode(sha256(convert_to('freeradius' || chr(10) || heard.acctuniqueid || '/' || heard.generation, 'UTF8')), 'hex'), 32))`;

/** FreeRADIUS' names of what checks a password. */
const METHODS: Readonly<Record<string, AuthMethod>> = { PAP: 'pap', CHAP: 'chap', 'MS-CHAP': 'mschap2', Accept: 'mac' };

/**
 * Takes in what rlm_sql has written: accounting goes the way of all accounting and is counted there; a row goes when it is counted.
 * Counting a row twice changes nothing, so two processes may do this at once.
 */
@Injectable()
export class FreeradiusInbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feed: AccessFeed,
    private readonly intake: AccountingIntake,
    private readonly authLog: AuthLogStore,
  ) {}

  /** Answers how many were taken in. */
  async drain(): Promise<number> {
    let taken = 0;
    for (;;) {
      const rows = await this.database.read(EVERYTHING, (sql) => sql.query<HeardRow>(HEARD));
      if (rows.length === 0) return taken;
      const records = rows.flatMap((row) => this.recordOf(row) ?? []);
      for (const batch of withoutWraps(records)) await this.intake.write(batch);
      await this.database.write(EVERYTHING, ({ sql }) =>
        sql.execute('DELETE FROM radius.heard WHERE id = ANY ($1::bigint[])', [rows.map(({ id }) => id)]),
      );
      taken += rows.length;
      if (rows.length < BATCH) return taken;
    }
  }

  /** Logins that FreeRADIUS answered go into the login log, each once. */
  async logLogins(): Promise<void> {
    const lines = await this.database.write(EVERYTHING, async ({ sql }) => {
      const rows = await sql.query<PostAuthRow>(TAKE_LOGINS, [BATCH]);
      const last = rows.at(-1);
      if (last) await sql.execute('UPDATE radius.post_auth_mark SET last_id = $1', [last.id]);
      return rows.flatMap((row) => this.lineOf(row) ?? []);
    });
    if (lines.length > 0) await this.authLog.write(lines);
  }

  /** Sessions that the product has given up for lost are over for FreeRADIUS too; then what is past its time goes. */
  async tidy(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute(FORGET_LOST, [this.clock.now()]);
      await sql.execute(
        `DELETE FROM radius.radacct WHERE acctstoptime < $1::timestamptz - interval '${ENDED_DAYS} days'`,
        [this.clock.now()],
      );
      await sql.execute(`DELETE FROM radius.post_auth WHERE at < $1::timestamptz - interval '${POST_AUTH_DAYS} days'`, [
        this.clock.now(),
      ]);
    });
  }

  private recordOf(row: HeardRow): AccountingRecord | undefined {
    const nas = this.feed.snapshot.nasByAddress(row.nas);
    if (!nas) return undefined;
    const calling = row.calling_station ?? undefined;
    return {
      status: row.status,
      nasId: nas.id,
      sourceAddress: row.nas,
      receivedAtMs: this.clock.now().getTime(),
      happenedAtMs: this.believable(row.at),
      sessionId: row.session_id,
      sessionKey: sessionKey('freeradius', row.unique_id),
      multiSessionId: undefined,
      login: row.username ?? undefined,
      serviceId: undefined,
      policyVersion: undefined,
      loginAtMs: undefined,
      sessionSeconds: Number(row.seconds),
      downloadOctets: BigInt(row.download),
      uploadOctets: BigInt(row.upload),
      hasGigawords: row.wide,
      downloadPackets: 0,
      uploadPackets: 0,
      framedAddress: row.ipv4 ?? undefined,
      framedIpv6Address: row.ipv6_address ?? undefined,
      framedIpv6Prefix: row.ipv6_prefix ?? undefined,
      delegatedIpv6Prefix: row.delegated ?? undefined,
      callingStationId: calling,
      callingMac: calling === undefined ? undefined : normalMac(calling),
      calledStationId: row.called_station ?? undefined,
      nasPortId: row.nas_port ?? undefined,
      nasIdentifier: undefined,
      nasIpAddress: row.nas,
      terminateCause: causeNumber(row.cause),
    };
  }

  /** A router's clock may be wrong; what cannot be is taken as happening now, as the built-in server does. */
  private believable(at: Date): number {
    const nowMs = this.clock.now().getTime();
    return at.getTime() > nowMs - WEEK_MS && at.getTime() < nowMs + AHEAD_MS ? at.getTime() : nowMs;
  }

  /** Lines are few and looked for one by one: their names are hashes. */
  private entryOf(username: string, known: string): AccessEntry | undefined {
    const { snapshot } = this.feed;
    if (known.startsWith(DEVICE_PREFIX)) return snapshot.entryByMac(known.slice(DEVICE_PREFIX.length));
    if (!known.startsWith(LINE_PREFIX)) return snapshot.entryByLogin(username);
    for (const entry of snapshot.entries())
      if (entry.credential.kind === 'line' && lineName(entry) === known) return entry;
    return undefined;
  }

  private lineOf(row: PostAuthRow): AuthLogLine | undefined {
    const nas = row.nas === null ? undefined : this.feed.snapshot.nasByAddress(row.nas);
    if (!nas || row.nas === null) return undefined;
    const { snapshot } = this.feed;
    const known = row.known_as ?? '';
    const isOfStaff = known.startsWith(STAFF_PREFIX);
    const who = isOfStaff ? snapshot.staffByLogin(known.slice(STAFF_PREFIX.length)) : undefined;
    const entry = isOfStaff ? undefined : this.entryOf(row.username, known);
    const device = normalMac(row.calling_station ?? '');
    const isAccepted = row.reply === 'Access-Accept';
    const refusal = row.reason === null ? undefined : refusalNamed(row.reason);
    return {
      atMs: row.at.getTime(),
      outcome: isAccepted ? (refusal ? 'garden' : 'accept') : 'reject',
      code: isAccepted && !refusal ? undefined : (refusal?.code ?? 'unsupported_method'),
      list: refusal?.list,
      method: known.startsWith(LINE_PREFIX) ? 'line' : (METHODS[row.method ?? ''] ?? 'none'),
      nasId: nas.id,
      sourceAddress: row.nas,
      login: row.username,
      serviceId: entry?.serviceId,
      customerId: entry?.customerId,
      partnerId: entry?.partnerId,
      callingStationId: row.calling_station ?? undefined,
      nasPortId: row.nas_port ?? undefined,
      line: entry?.credential.kind === 'line' ? lineText(entry.credential) : undefined,
      staff: who && { id: who.staffId, name: who.name },
      lineDevice:
        isAccepted && !refusal && entry?.credential.kind === 'line' && device !== entry.lineDevice ? device : undefined,
      signed: row.signed === true,
      secretSuspected: false,
      detail: whyBlocked(refusal?.code, entry),
    };
  }
}

/**
 * Of several reports of a session in one batch only the newest is written. A counter that has begun anew between two of them would
 * be overlooked: the report that says so is written before the next.
 */
function withoutWraps(records: readonly AccountingRecord[]): readonly (readonly AccountingRecord[])[] {
  const batches: AccountingRecord[][] = [];
  const last = new Map<string, AccountingRecord>();
  let fallen = new Set<string>();
  for (const record of records) {
    const before = last.get(record.sessionKey);
    const hasFallen =
      before !== undefined &&
      record.sessionSeconds > before.sessionSeconds &&
      (record.downloadOctets < before.downloadOctets || record.uploadOctets < before.uploadOctets);
    if (hasFallen || fallen.has(record.sessionKey) || batches.length === 0) {
      batches.push([]);
      fallen = new Set();
    }
    if (hasFallen) fallen.add(record.sessionKey);
    batches.at(-1)?.push(record);
    last.set(record.sessionKey, record);
  }
  return batches;
}

function refusalNamed(reason: string): Refusal | undefined {
  const codes = Object.keys(REJECT_MESSAGES) as RejectCode[];
  const code = codes.find((one) => REJECT_MESSAGES[one] === reason);
  return code && refusal(code);
}

function causeNumber(name: string | null): number | undefined {
  if (name === null) return undefined;
  const found = Object.entries(TERMINATE_CAUSE_NAMES).find(([, known]) => known === name);
  return found ? Number(found[0]) : undefined;
}
