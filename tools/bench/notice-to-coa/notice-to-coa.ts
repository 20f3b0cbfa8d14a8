import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SimNas } from '../../sim-nas/sim-nas.ts';
import { SimStripe } from '../../sim-stripe/server.ts';
import { signatureHeader } from '../../sim-stripe/webhooks.ts';
import { atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { cpuOf, cpuOfFamily } from '../process-figures.ts';
import { withProduct } from '../product-app.ts';
import { quantile, rounded } from '../statistics.ts';
import { waitUntil } from '../waiting.ts';
import { blockAll, type Debtor, openDebtors, WEBHOOK_SECRET } from './blocked-customers.ts';

const PAYMENTS_A_SECOND = 50;
const LOGINS_AT_ONCE = 50;
const LOOK_EVERY_MS = 2;

export const noticeToCoa: Benchmark = {
  name: 'notice-to-coa',
  sentence: 'From the signed notice of a payment to the CoA that the router acknowledged, 50 payments a second',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial)),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const seconds = trial.quick ? 6 : 30;
  const count = seconds * PAYMENTS_A_SECOND;
  const coaPort = await freeUdpPort();
  const stripe = await SimStripe.start();
  try {
    const database = await lab.product('payments');
    const env = { ...lab.environment(database), STRIPE_API_URL: stripe.url, DATABASE_POOL: '20' };
    const owner = await lab.connect(database.ownerUrl);
    trial.tell(`${count} customers are made, who owe their last invoice`);
    const setting = await withProduct(env, (product) => openDebtors(product, owner, count, coaPort, stripe.secretKey));
    const [http, worker, radius] = await Promise.all([
      lab.role('http', env),
      lab.role('worker', env),
      lab.role('radius', env),
    ]);
    const nas = await logEverybodyIn(radius.address, setting.secret, coaPort, count);
    try {
      const debtors = await blockAll(owner, setting.accountId);
      trial.tell(`${nas.sessions.size} sessions are up; ${debtors.length} payments begin`);
      const used = (): number[] => [
        ...[http, worker, radius].map(({ pid }) => cpuOf(pid)),
        cpuOfFamily(lab.server.pid),
      ];
      const before = used();
      const finding = await pay(nas, `${http.address}/webhooks/stripe/${setting.accountId}`, debtors, seconds);
      const cost = used().map((cpu, index) => (cpu - (before[index] ?? 0)) / 1000 / debtors.length);
      const figures = ['http', 'worker', 'radius', 'the database'].map((who, index) =>
        figure(`processor time of ${who}`, cost[index] ?? 0, 'ms/payment'),
      );
      return { ...finding, figures: [...finding.figures, ...figures] };
    } finally {
      await nas.stop();
    }
  } finally {
    await stripe.stop();
  }
}

/** The router is known by its CoA port before it runs. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

async function logEverybodyIn(address: string, secret: string, coaPort: number, count: number): Promise<SimNas> {
  const [authPort = 0, acctPort = 0] = (address.split(':')[1] ?? '').split(',').map(Number);
  const nas = new SimNas({
    auth: { address: '127.0.0.1', port: authPort },
    acct: { address: '127.0.0.1', port: acctPort },
    secret,
    coaPort,
    patience: { timeoutMs: 5000, attempts: 3 },
  });
  await nas.start();
  for (let first = 1; first <= count; first += LOGINS_AT_ONCE) {
    const some = Array.from({ length: Math.min(LOGINS_AT_ONCE, count - first + 1) }, (_, index) => first + index);
    const outcomes = await Promise.all(some.map((n) => nas.open({ user: `user${n}`, password: `pw${n}` })));
    const failed = outcomes.find((outcome) => outcome.kind !== 'open');
    if (failed) throw new Error(`a login was not answered as it should be: ${failed.kind}`);
  }
  return nas;
}

async function pay(nas: SimNas, url: string, debtors: readonly Debtor[], seconds: number): Promise<Finding> {
  const userOf = new Map([...nas.sessions.values()].map((session) => [session.sessionId, session.user]));
  const sentMs = new Map<string, number>();
  const acknowledgedMs = new Map<string, number>();
  let seen = 0;
  let refused = 0;
  const look = setInterval(() => {
    const nowMs = performance.now();
    for (; seen < nas.coa.events.length; seen += 1) {
      const event = nas.coa.events[seen];
      const user = userOf.get(event?.sessionId ?? '');
      if (user === undefined || event?.answered !== 'ack') refused += 1;
      else if (!acknowledgedMs.has(user)) acknowledgedMs.set(user, nowMs);
    }
  }, LOOK_EVERY_MS);
  const startedMs = performance.now();
  const posts: Promise<number>[] = [];
  for (const [index, debtor] of debtors.entries()) {
    const dueMs = startedMs + (index * 1000) / PAYMENTS_A_SECOND;
    if (dueMs > performance.now()) await pause(dueMs - performance.now());
    sentMs.set(debtor.user, performance.now());
    posts.push(announce(url, debtor, index));
  }
  const offeredSeconds = (performance.now() - startedMs) / 1000;
  const answersMs = await Promise.all(posts);
  await waitUntil(() => acknowledgedMs.size >= debtors.length, 60_000, 'every CoA').catch(() => undefined);
  clearInterval(look);
  const times = [...acknowledgedMs].map(([user, ms]) => ms - (sentMs.get(user) ?? ms));
  const missing = debtors.length - times.length;
  return {
    figures: [
      figure('payments announced, a second', debtors.length / offeredSeconds, `/s for ${seconds} s`),
      figure('notice taken by the product, p99', quantile(answersMs, 0.99), 'ms'),
      figure('CoA refused by the router, or asked for twice', refused, ''),
      figure('slowest', Math.max(...times) / 1000, 's'),
    ],
    goals: [
      atMost('notice to acknowledged CoA, p50', rounded(quantile(times, 0.5) / 1000), 1, 's'),
      atMost('notice to acknowledged CoA, p99', rounded(quantile(times, 0.99) / 1000), 3, 's'),
      atMost('payments without a CoA', missing, 0, ''),
    ],
  };
}

/** As Stripe says that a checkout was paid, signed as it signs. Answers how long the product took to take it. */
async function announce(url: string, debtor: Debtor, index: number): Promise<number> {
  const created = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const session = {
    id: debtor.sessionId,
    object: 'checkout.session',
    mode: 'payment',
    payment_status: 'paid',
    status: 'complete',
    payment_intent: `pi_benchmark${index}`,
    client_reference_id: debtor.checkoutId,
    amount_total: debtor.amountMinor,
    currency: 'eur',
    metadata: {},
  };
  const event = {
    id: `evt_benchmark${index}`,
    object: 'event',
    type: 'checkout.session.completed',
    created,
    livemode: false,
    data: { object: session },
  };
  const body = JSON.stringify(event);
  const signature = signatureHeader(body, [WEBHOOK_SECRET], created);
  const startedMs = performance.now();
  const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`a notice was answered ${response.status}`);
  return performance.now() - startedMs;
}
