import { ApproveSuspensions, PreviewSuspensions, ProviderConnecting } from '@demarc/billing';
import { systemActor } from '@demarc/access';
import { JobWorker } from '@demarc/jobs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimStripe } from '../../tools/sim-stripe/server.ts';
import { eventually, PORTAL_PASSWORD, StagedProvider } from './staged-provider.ts';

const WEBHOOK_SECRET = 'whsec_scenario0001';

let provider: StagedProvider;
let stripe: SimStripe;
beforeAll(async () => {
  let nowMs = (): number => 0;
  stripe = await SimStripe.start({ nowMs: () => nowMs() });
  provider = await StagedProvider.open({
    now: '2026-03-01T08:00:00Z',
    env: { STRIPE_API_URL: stripe.url, PUBLIC_URL: 'https://portal.example.net', DATABASE_POOL: '20' },
  });
  nowMs = () => provider.house.clock.now().getTime();
  const { providerAccountId } = await provider.house.app
    .get(ProviderConnecting, { strict: false })
    .connect(
      { name: 'Cards', secretKey: stripe.secretKey, webhookSecrets: [WEBHOOK_SECRET] },
      { actor: systemActor('test'), requestId: 'test' },
    );
  stripe.webhooks.target = {
    url: `${provider.house.url}/webhooks/stripe/${providerAccountId}`,
    secret: WEBHOOK_SECRET,
  };
});
afterAll(async () => {
  const found = await provider.house.violations();
  await stripe.stop();
  await provider.close();
  expect(found).toEqual([]);
});

it(
  'a blocked customer pays in the portal and is online within seconds, once, however often the notice comes',
  { timeout: 120_000 },
  async () => {
    const { house, nas } = provider;
    const line = await provider.line('debtor', '2026-03-01');
    const blocked = await eventually('the session', async () => {
      const outcome = await nas.open(line);
      return outcome.kind === 'open' && outcome.session;
    });
    provider.day('2026-04-01');
    await provider.bill('2026-04-01');
    provider.day('2026-04-20');
    const preview = await house.run(PreviewSuspensions, { partnerId: provider.partnerId });
    await house.run(ApproveSuspensions, { batchId: preview.batchId, planHash: preview.planHash });
    await house.settle();
    expect(blocked.addressList).toBe('Reject_2');

    house.clock.runFrom(house.clock.now());
    const worker = house.app.get(JobWorker);
    await worker.start();
    const browser = {
      ...(await house.signIn('portal', '/auth/customer/sign-in', {
        login: line.portalLogin,
        password: PORTAL_PASSWORD,
      })),
      'x-demarc-app': 'portal',
    };
    const checkout = await house.graphql(browser, 'mutation { startCheckout(input: {}) { id url } }');
    expect(checkout.errors).toEqual([]);
    const page = (checkout.data?.['startCheckout'] as { url: string }).url;
    stripe.webhooks.switches.copies = 1_000;
    const started = performance.now();
    const paying = fetch(page, { method: 'POST', body: new URLSearchParams({ do: 'pay' }), redirect: 'manual' });
    await eventually('the open session', async () => blocked.addressList === 'Active', 60_000);
    const openAfterMs = performance.now() - started;
    await paying;
    await stripe.webhooks.idle();

    // The time to beat is measured by the bench; here it shares two cores with a thousand notices.
    expect(openAfterMs).toBeLessThan(60_000);
    // A connection that the machine refused under a thousand at once is no answer; the provider would send it again.
    const answered = stripe.webhooks.answers.filter(({ status }) => status !== undefined);
    expect(stripe.webhooks.answers.length).toBeGreaterThanOrEqual(1_000);
    expect(answered.length).toBeGreaterThan(500);
    expect(answered.filter(({ status }) => status !== 200)).toEqual([]);
    const payments = await house.rows<{ amount: string }>(
      'SELECT amount_minor AS amount FROM billing.payment WHERE customer_id = $1',
      [line.customerId],
    );
    expect(payments).toEqual([{ amount: '6000' }]);
    const restored = await eventually('the record of the restore', async () => {
      const rows = await house.rows<{ payload: { elapsedMs: number; paymentId: string | null } }>(
        `SELECT payload FROM platform.event WHERE name = 'networking.AccessConverged' AND customer_id = $1 AND payload ->> 'purpose' = 'restore' AND payload ->> 'answer' <> 'no_session'`,
        [line.customerId],
      );
      return rows.length > 0 && rows;
    });
    expect(restored).toHaveLength(1);
    expect(restored[0]?.payload.paymentId).toMatch(/^[0-9a-f-]{36}$/);
    expect(
      await house.rows(`SELECT customer_status, standing, balance_minor FROM billing.account WHERE customer_id = $1`, [
        line.customerId,
      ]),
    ).toEqual([{ customer_status: 'active', standing: 'good', balance_minor: '0' }]);
    expect(blocked.endedBy).toBeUndefined();

    const support = await house.staff('super_administrator');
    const answer = await house.graphql(
      support,
      'query ($id: RecordId!) { timeline(customerId: $id) { nodes { kind sentence } } }',
      { id: line.customerId },
    );
    const sentences = (answer.data?.['timeline'] as { nodes: { kind: string; sentence: string }[] }).nodes.map(
      ({ sentence }) => sentence,
    );
    expect(sentences.join('\n')).toMatch(/\d+(\.\d+)?\s?(ms|s|seconds)\b/);
    await worker.onApplicationShutdown();
  },
);
