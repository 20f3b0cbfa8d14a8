import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimStripe } from './server.ts';

const ORDER = {
  mode: 'payment' as const,
  client_reference_id: 'checkout-1',
  line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 1999, product_data: { name: 'Invoices' } } }],
  payment_intent_data: { metadata: { checkout: 'checkout-1' } },
  success_url: 'http://127.0.0.1/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1/back',
};

describe('the stand-in for Stripe, seen by Stripe’s own SDK', () => {
  let sim: SimStripe;
  let stripe: Stripe;
  let receiver: Server;
  const received: { body: string; signature: string }[] = [];

  beforeEach(async () => {
    received.length = 0;
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({
          body: Buffer.concat(chunks).toString(),
          signature: String(request.headers['stripe-signature']),
        });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    sim = await SimStripe.start({ webhook: { url: `http://127.0.0.1:${port}/`, secret: 'whsec_test' } });
    const at = new URL(sim.url);
    stripe = new Stripe(sim.secretKey, {
      host: at.hostname,
      port: at.port,
      protocol: 'http',
      maxNetworkRetries: 1,
      telemetry: false,
    });
  });
  afterEach(async () => {
    await sim.stop();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const press = async (url: string | null, button: string): Promise<Response> =>
    fetch(url ?? '', { method: 'POST', body: new URLSearchParams({ do: button }), redirect: 'manual' });

  it('opens a session, takes the money on its page, and sends notices that the SDK verifies', async () => {
    const session = await stripe.checkout.sessions.create(ORDER);
    expect(session.id).toMatch(/^cs_test_/);
    expect(await (await fetch(session.url ?? '')).text()).toContain('1999');
    const landed = await press(session.url, 'pay');
    expect(landed.headers.get('location')).toBe(`http://127.0.0.1/done?session=${session.id}`);
    await sim.webhooks.idle();
    const events = received.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, 'whsec_test'));
    expect(events.map((event) => event.type).sort()).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
    ]);
    expect(() =>
      stripe.webhooks.constructEvent(received[0]?.body ?? '', received[0]?.signature ?? '', 'whsec_other'),
    ).toThrow(/No signatures found/);
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid).toMatchObject({ payment_status: 'paid', amount_total: 1999 });
    const intent = await stripe.paymentIntents.retrieve(String(paid.payment_intent), {
      expand: ['latest_charge.balance_transaction'],
    });
    expect(intent).toMatchObject({
      status: 'succeeded',
      metadata: { checkout: 'checkout-1' },
      latest_charge: { balance_transaction: { fee: 55 } },
    });
  });

  it('replays the answer of a key, and refuses the key with other parameters', async () => {
    const first = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: 'one' });
    const second = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: 'one' });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    await expect(
      stripe.checkout.sessions.create({ ...ORDER, client_reference_id: 'other' }, { idempotencyKey: 'one' }),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('refuses a wrong key, missing parameters and unknown objects as the API does', async () => {
    const { hostname, port } = new URL(sim.url);
    const stranger = new Stripe('sk_test_other', { host: hostname, port, protocol: 'http' });
    await expect(stranger.balance.retrieve()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    await expect(stripe.checkout.sessions.create({ mode: 'payment' })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
    });
    await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('keeps a declined session open, refunds once, and never more than was taken', async () => {
    const session = await stripe.checkout.sessions.create(ORDER);
    expect(await (await press(session.url, 'fail')).text()).toContain('declined');
    await press(session.url, 'pay');
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    const payment_intent = String(paid.payment_intent);
    await stripe.refunds.create({ payment_intent, amount: 1000 });
    await expect(stripe.refunds.create({ payment_intent, amount: 1000 })).rejects.toMatchObject({ statusCode: 400 });
    await stripe.refunds.create({ payment_intent });
    await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({ code: 'charge_already_refunded' });
    const all = await stripe.refunds.list({ payment_intent });
    expect(all.data.map((refund) => refund.amount)).toEqual([999, 1000]);
  });

  it('takes the effect once when the answer is lost: the retry with the same key finds it', async () => {
    sim.faults.push({ on: 'POST /v1/checkout/sessions', kind: 'cut_after', times: 1 });
    await stripe.checkout.sessions.create(ORDER, { idempotencyKey: 'two' });
    expect(sim.books.sessions.size).toBe(1);
    sim.faults.push({ on: 'POST /v1/checkout/sessions', kind: '500_after', times: 1 });
    await expect(stripe.checkout.sessions.create(ORDER, { idempotencyKey: 'three' })).rejects.toMatchObject({
      statusCode: 500,
    });
    await expect(stripe.checkout.sessions.create(ORDER, { idempotencyKey: 'three' })).rejects.toMatchObject({
      statusCode: 500,
    });
    expect(sim.books.sessions.size).toBe(2);
  });

  it('sends notices twice, late, the other way round, or not at all', async () => {
    const pay = async (): Promise<void> => {
      const session = await stripe.checkout.sessions.create(ORDER);
      await press(session.url, 'pay');
      await sim.webhooks.idle();
    };
    sim.webhooks.switches.copies = 2;
    await pay();
    expect(received).toHaveLength(4);
    Object.assign(sim.webhooks.switches, { copies: 1, delivery: 'lost' });
    await pay();
    expect(received).toHaveLength(4);
    sim.webhooks.switches.delivery = 'held';
    await pay();
    await sim.webhooks.release('reversed');
    expect(received.slice(4).map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
    ]);
  });
});
