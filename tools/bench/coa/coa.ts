import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ConvergeAccess } from '@demarc/networking';
import { JobQueue } from '@demarc/jobs';
import { Attr, PacketCode, PacketEncoder, parsePacket } from '@demarc/networking/radius';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { INestApplicationContext } from '@nestjs/common';
import { atLeast, atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { cpuOf, cpuOfFamily } from '../process-figures.ts';
import { openProduct, Product } from '../product-app.ts';
import { openSubscribers } from '../radius/subscribers.ts';
import { quantile, rounded } from '../statistics.ts';
import { waitUntil } from '../waiting.ts';

const A_SECOND = 1_000;
/** A little more, so that the goal can be reached at all. */
const OFFERED = 1_040;
/** Decisions come in batches, as a change of the hours or of a plan makes them. */
const BATCHES_A_SECOND = 20;

export const coa: Benchmark = {
  name: 'coa',
  sentence: 'From the recorded decision to the acknowledged CoA, 1,000 changed accesses a second',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), { max_connections: 200 }),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const seconds = trial.quick ? 3 : 10;
  const count = seconds * OFFERED;
  const database = await lab.product('coa');
  const env = lab.environment(database);
  const owner = await lab.connect(database.ownerUrl);
  const app = await openProduct(env);
  const router = createSocket('udp4');
  router.bind(0, '127.0.0.1');
  await once(router, 'listening');
  try {
    trial.tell(`${count} subscribers are made, all of them online`);
    const { secret } = await openSubscribers(new Product(app), owner, { count, coaPort: router.address().port });
    await owner.query(ONLINE);
    await owner.query('VACUUM (ANALYZE) networking.session_open');
    const worker = await lab.role('worker', env);
    const answered = answerAll(router, secret);
    const first = await decide(app, 50, 1);
    await waitUntil(() => answered.size >= first.size, 120_000, 'the first CoA');
    answered.clear();
    trial.tell(`${OFFERED} decisions a second for ${seconds} s`);
    const before = [cpuOf(worker.pid), cpuOfFamily(lab.server.pid)] as const;
    const startedMs = performance.now();
    const decided = await decide(app, count, seconds);
    const offered = count / ((performance.now() - startedMs) / 1000);
    await waitUntil(() => answered.size >= decided.size, 60_000, 'every CoA').catch(() => undefined);
    const lastMs = Math.max(...answered.values());
    const cpu = [cpuOf(worker.pid) - before[0], cpuOfFamily(lab.server.pid) - before[1]].map((us) => us / count);
    const times = [...decided].flatMap(([session, ms]) => {
      const at = answered.get(session);
      return at === undefined ? [] : [at - ms];
    });
    return {
      figures: [
        figure('decisions offered', rounded(offered, 4), '/s'),
        figure('decision to acknowledgement, p50', rounded(quantile(times, 0.5)), 'ms'),
        figure('slowest', rounded(Math.max(...times)), 'ms'),
        figure(
          'processor time of the worker',
          rounded(cpu[0] ?? 0),
          `µs an action + ${(cpu[1] ?? 0).toFixed(0)} µs in the database`,
        ),
      ],
      goals: [
        atMost('decision to acknowledgement, p99', rounded(quantile(times, 0.99)), 500, 'ms'),
        atLeast('actions a second', rounded(times.length / ((lastMs - startedMs) / 1000), 4), A_SECOND, '/s'),
        atMost('accesses without a CoA', decided.size - times.length, 0, ''),
      ],
    };
  } finally {
    router.close();
    await app.close();
  }
}

const ONLINE = `
  INSERT INTO networking.session_open (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, source_address, framed_ipv4,
    started_at, updated_at)
  SELECT md5(access.service_id::text), access.service_id, access.customer_id, access.partner_id, router.id, access.login, access.login, 1, '127.0.0.1', access.ipv4,
    now(), now() FROM networking.access access CROSS JOIN networking.router router`;

/** Those that were changed least come first: each once in a run. */
const CHANGE = `
  UPDATE networking.access SET desired_version = desired_version + 1, desired_at = now(), caused_at = now(), purpose = 'change', cause = 'benchmark',
    next_attempt_at = now() WHERE service_id IN (SELECT service_id FROM networking.access WHERE converged_version = desired_version
      ORDER BY desired_version, service_id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING service_id, login`;

/** Records that accesses are to run otherwise, as a change of plan or of the hours does, each batch at its time; answers when. */
async function decide(app: INestApplicationContext, count: number, seconds: number): Promise<Map<string, number>> {
  const decided = new Map<string, number>();
  const batches = seconds * BATCHES_A_SECOND;
  const startedMs = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    const dueMs = startedMs + (batch * 1000) / BATCHES_A_SECOND;
    if (dueMs > performance.now()) await pause(dueMs - performance.now());
    const rows = await app.get(Database).write(EVERYTHING, async ({ sql }) => {
      const changed = await sql.query<{ service_id: string; login: string }>(CHANGE, [Math.ceil(count / batches)]);
      await Promise.all(
        changed.map(({ service_id: serviceId }) =>
          app.get(JobQueue).enqueue(sql, ConvergeAccess, { serviceId }, { singletonKey: serviceId }),
        ),
      );
      return changed;
    });
    const nowMs = performance.now();
    for (const { login } of rows) decided.set(login, nowMs);
  }
  return decided;
}

/** A router that does as it is told at once. Its own checks of a packet are not what is measured. */
function answerAll(router: Socket, secret: string): Map<string, number> {
  const answered = new Map<string, number>();
  const encoder = new PacketEncoder();
  router.on('message', (datagram, from) => {
    const parsed = parsePacket(datagram);
    if (!parsed.ok || parsed.value.code !== PacketCode.CoaRequest) return;
    const answer = encoder.reply({
      code: PacketCode.CoaAck,
      request: parsed.value,
      secret: Buffer.from(secret),
      attributes: [],
      messageAuthenticator: true,
    });
    if (!answer.ok) return;
    router.send(answer.value, from.port, from.address);
    answered.set(parsed.value.text(Attr.AcctSessionId) ?? '', performance.now());
  });
  return answered;
}
