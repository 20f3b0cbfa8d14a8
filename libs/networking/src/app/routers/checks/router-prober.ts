import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { Clock, RandomSource } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { routerClockMs } from '../../../domain/router-clock.js';
import {
  type CheckEvidence,
  type CheckResult,
  clockVerdict,
  coaVerdict,
  radiusVerdict,
  type RouterCheckKind,
} from '../../../domain/router-check.js';
import { unaddressedVerdict } from '../../../domain/unaddressed-check.js';
import { Attr, CoaClient, type DynamicOutcome } from '../../../radius/index.js';
import { readCertificate, readFacts, RouterError, type RouterClient } from '../../../routeros/index.js';
import { GONE_AFTER_MS } from '../../aaa/radsec/connection-book.js';
import { ChangesOverTls } from '../../aaa/radsec/changes-over-tls.js';
import { apiPortOf, API_TLS_PORT, hostOf, type RouterDoorRow, RouterDoors } from '../router-doors.js';
import { pingHost } from '../tools/ping-host.js';

export type ProbedCheck = CheckResult & { readonly tookMs: number };
type Seen = Omit<CheckResult, 'kind'>;

const CONNECT_MS = 3_000;
const NO_SUCH_SESSION = [Attr.UserName, Attr.AcctSessionId].map((type) => ({ vendor: 0, type, value: 'demarc-check' }));
const SUSPECTED_WITHIN_MS = 3_600_000;

/** Asks a router itself whether it is set up; nothing is changed on it. */
@Injectable()
export class RouterProber {
  private readonly coa: CoaClient;

  constructor(
    private readonly doors: RouterDoors,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly overTls: ChangesOverTls,
    random: RandomSource,
  ) {
    this.coa = new CoaClient(clock, random);
  }

  async check(kind: RouterCheckKind, router: RouterDoorRow): Promise<ProbedCheck> {
    const startedAt = performance.now();
    const seen = await this.look(kind, router);
    return { kind, ...seen, tookMs: Math.round(performance.now() - startedAt) };
  }

  private async look(kind: RouterCheckKind, router: RouterDoorRow): Promise<Seen> {
    if (kind === 'radius') return this.radius(router);
    if (kind === 'coa' && router.changes === 'tls') return this.changeOverTls(router);
    const host = hostOf(router);
    if (host === undefined) return this.unaddressed(kind, router);
    switch (kind) {
      case 'reach':
        return reach(host, apiPortOf(router));
      case 'api':
        return this.api(router, host);
      case 'coa':
        return this.change(router, host);
      case 'clock':
        return this.time(router);
    }
  }

  private async unaddressed(kind: Exclude<RouterCheckKind, 'radius'>, router: RouterDoorRow): Promise<Seen> {
    const line = await this.database.read(EVERYTHING, (sql) =>
      sql.first<{ from: string; since: Date }>(
        `SELECT host(address) AS "from", connected_at AS since FROM networking.radsec_connection
          WHERE router_id = $1 AND seen_at > $2 ORDER BY connected_at DESC LIMIT 1`,
        [router.id, new Date(this.clock.now().getTime() - GONE_AFTER_MS)],
      ),
    );
    const verdict = unaddressedVerdict(kind, {
      isMikrotik: router.vendor === 'mikrotik',
      isKnownOverTls: router.changes !== null,
      isConnected: line !== undefined,
      hasApiAccount: router.api_username !== null,
    });
    return { ...verdict, evidence: line ? { from: line.from, since: line.since.toISOString() } : {} };
  }

  private async api(router: RouterDoorRow, host: string): Promise<Seen> {
    if (router.vendor !== 'mikrotik') return { state: 'not_needed', code: 'API_NOT_MIKROTIK', evidence: {} };
    if (router.api_username === null) return certificateOf(host, router.api_port ?? API_TLS_PORT);
    return this.asked(router, async (client): Promise<Seen> => {
      const facts = await readFacts(client);
      return {
        state: 'passed',
        code: router.api_sha256 === null ? 'API_LOGGED_IN_PLAIN' : 'API_LOGGED_IN',
        evidence: {
          identity: facts.identity,
          version: facts.versionText,
          board: facts.board,
          certificate: router.api_sha256,
        },
      };
    });
  }

  private async radius(router: RouterDoorRow): Promise<Seen> {
    const now = this.clock.now();
    const last = await this.database.read(EVERYTHING, (sql) =>
      sql.first<{ at: Date; login: string; outcome: string; source: string; suspected: boolean }>(
        `SELECT at, login, outcome, host(source_address) AS source, secret_suspected AS suspected FROM networking.radius_log
          WHERE router_id = $1 AND at > $2 ORDER BY at DESC, id DESC LIMIT 1`,
        [router.id, new Date(now.getTime() - SUSPECTED_WITHIN_MS)],
      ),
    );
    const lines = router.last_seen_at === null ? await this.serversOn(router) : undefined;
    const heard = {
      hasSecret: router.radius_secret !== null || router.changes !== null,
      lastSeenAt: router.last_seen_at,
      unsignedSeenAt: router.unsigned_seen_at,
      secretSuspected: last?.suspected ?? false,
      configured: lines === undefined ? undefined : lines.length > 0,
    };
    return {
      ...radiusVerdict(heard, now),
      evidence: {
        lastHeard: router.last_seen_at?.toISOString() ?? null,
        ...(last ? { lastLogin: last.login, outcome: last.outcome, from: last.source } : {}),
        ...(lines === undefined ? {} : { serversOnRouter: lines.join(', ') }),
      },
    };
  }

  /** The RADIUS servers that the router would ask; undefined where it cannot be looked at. */
  private async serversOn(router: RouterDoorRow): Promise<string[] | undefined> {
    if (router.api_username === null || router.vendor !== 'mikrotik') return undefined;
    try {
      return await this.doors.visit(router, async (client) => {
        const rows = await client.print('/radius', { fields: ['address', 'service', 'disabled'] });
        return rows.filter((row) => row['disabled'] !== 'true').map((row) => row['address'] ?? '');
      });
    } catch (error) {
      if (error instanceof RouterError) return undefined;
      throw error;
    }
  }

  private async changeOverTls(router: RouterDoorRow): Promise<Seen> {
    const outcome = await this.overTls.ask(router.id, { kind: 'disconnect', attributes: NO_SUCH_SESSION });
    return { ...coaVerdict(outcome, 'tls'), evidence: changeEvidence(outcome) };
  }

  private async change(router: RouterDoorRow, host: string): Promise<Seen> {
    const secret = await this.doors.radiusSecret(router);
    if (!secret) return { state: 'failed', code: 'RADIUS_NO_SECRET', evidence: {} };
    const port = router.coa_port;
    const outcome = await this.coa.send({
      kind: 'disconnect',
      address: host,
      port,
      secret,
      attributes: NO_SUCH_SESSION,
      attempts: 3,
      firstTimeoutMs: 700,
    });
    return { ...coaVerdict(outcome), evidence: { address: `${host}:${port}`, ...changeEvidence(outcome) } };
  }

  private async time(router: RouterDoorRow): Promise<Seen> {
    if (router.vendor !== 'mikrotik' || router.api_username === null)
      return { state: 'not_needed', code: 'CLOCK_NOT_READ', evidence: {} };
    return this.asked(router, async (client): Promise<Seen> => {
      const [row] = await client.print('/system/clock');
      const told = routerClockMs(row ?? {});
      if (told === undefined) return { state: 'failed', code: 'CLOCK_UNREADABLE', evidence: {} };
      const differenceSeconds = Math.round((told - this.clock.now().getTime()) / 1000);
      return {
        ...clockVerdict(differenceSeconds),
        evidence: { time: new Date(told).toISOString(), differenceSeconds },
      };
    });
  }

  private async asked(router: RouterDoorRow, work: (client: RouterClient) => Promise<Seen>): Promise<Seen> {
    try {
      return await this.doors.visit(router, work, { connectTimeoutMs: CONNECT_MS, commandTimeoutMs: 10_000 });
    } catch (error) {
      if (!(error instanceof RouterError)) throw error;
      return faultOf(error);
    }
  }
}

function changeEvidence({ answer, errorCause, errorText, attempts, elapsedMs }: DynamicOutcome): CheckEvidence {
  return {
    answer,
    errorCause: errorCause ?? null,
    said: errorText ?? null,
    attempts,
    roundTripMs: Math.round(elapsedMs),
  };
}

async function reach(host: string, apiPort: number): Promise<Seen> {
  const [ping, port] = await Promise.all([pingHost(host, 2), answersOn(host, apiPort)]);
  const evidence = {
    address: host,
    ping: ping.kind === 'missing' ? 'no ping program on this server' : ping.kind,
    roundTripMs: ping.kind === 'answered' ? ping.rttMs : null,
    [`tcp ${apiPort}`]: port,
  };
  if (ping.kind === 'answered') return { state: 'passed', code: 'REACHED_PING', evidence };
  return port === 'silent'
    ? { state: 'failed', code: 'NOT_REACHED', evidence }
    : { state: 'passed', code: 'REACHED_TCP', evidence };
}

/** A refusal is an answer too: somebody is there. */
function answersOn(host: string, port: number): Promise<'open' | 'refused' | 'silent'> {
  const { promise, resolve } = Promise.withResolvers<'open' | 'refused' | 'silent'>();
  const socket = connect({ host, port });
  socket.setTimeout(CONNECT_MS, () => resolve('silent'));
  socket.once('connect', () => resolve('open'));
  socket.once('error', (error) => resolve('code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'silent'));
  return promise.finally(() => socket.destroy());
}

/** Before an account is set: the certificate that a person is to accept. Nothing is sent but the greeting. */
async function certificateOf(host: string, port: number): Promise<Seen> {
  try {
    const found = await readCertificate(host, port, { connectTimeoutMs: CONNECT_MS });
    return { state: 'not_needed', code: 'API_CERTIFICATE_SHOWN', evidence: { address: `${host}:${port}`, found } };
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    return {
      state: 'not_needed',
      code: 'API_NOT_USED',
      evidence: { address: `${host}:${port}`, tried: error.message },
    };
  }
}

function faultOf(error: RouterError): Seen {
  return {
    state: 'failed',
    code: error.code,
    evidence: {
      said: error.routerSays ?? error.message,
      ...(error.found === undefined ? {} : { found: error.found }),
    },
  };
}
