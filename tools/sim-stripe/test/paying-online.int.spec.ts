import {
  BillingPermissions,
  DisconnectProvider,
  FindCheckout,
  IssueProforma,
  ListNotices,
  ListProviders,
  LookAtOpenPayments,
  RetryNotice,
  StartCheckout,
} from '@demarc/billing';
import { customerActor, staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPayingWorld, SECRET, type PayingWorld } from './paying-world.ts';
import { signatureHeader } from '../webhooks.ts';

describe('paying online', () => {
  let paying: PayingWorld;
  beforeAll(async () => {
    paying = await openPayingWorld();
  });
  afterAll(async () => {
    expect(await paying.world.violations()).toEqual([]);
    await paying.close();
  });

  const count = async (table: string, customerId: string): Promise<number> =>
    (
      await paying.one<{ count: number }>(
        `SELECT count(*)::int AS count FROM billing.${table} WHERE customer_id = $1`,
        [customerId],
      )
    ).count;
  const eventsOf = async (name: string, customerId: string): Promise<number> =>
    (
      await paying.one<{ count: number }>(
        'SELECT count(*)::int AS count FROM platform.event WHERE name = $1 AND customer_id = $2',
        [name, customerId],
      )
    ).count;
  const noticesFor = (): Promise<{ state: string; kind: string; fault: string | null }[]> =>
    paying.world.rows('SELECT state, kind, fault FROM billing.provider_notice ORDER BY received_at, event_id');
  const lookAgain = async (): Promise<void> => {
    await paying.world.app.get(LookAtOpenPayments, { strict: false }).run();
    await paying.world.settle();
  };

  it('takes a customer from the page to a settled invoice', async () => {
    const customerId = await paying.customer();
    const invoiceId = await paying.owe(customerId, '42.50');
    const me = customerActor(customerId, paying.partnerId);
    const started = await paying.start({}, me);
    expect((await paying.world.ask(FindCheckout, { id: started.checkoutId }, me)).state).toBe('open');
    const landed = await paying.press(started.url, 'pay');
    expect(landed.headers.get('location')).toBe(
      `https://portal.example.net/portal/bills?checkout=${started.checkoutId}`,
    );
    await paying.sim.webhooks.idle();
    expect(paying.sim.webhooks.answers.map((answer) => answer.status)).toEqual([200, 200]);
    await paying.world.settle();
    const found = await paying.world.ask(FindCheckout, { id: started.checkoutId }, me);
    expect(found).toMatchObject({
      state: 'paid',
      amountMinor: '4250',
      url: null,
      receiptNumber: expect.stringMatching(/^R-2026-/),
    });
    const invoice = await paying.one<{ settled_minor: string }>(
      'SELECT settled_minor FROM billing.invoice WHERE id = $1',
      [invoiceId],
    );
    expect(invoice.settled_minor).toBe('4250');
    expect((await noticesFor()).map((notice) => notice.state)).toEqual(['done', 'done']);
    expect(await count('payment', customerId)).toBe(1);
  });

  it('settles the invoices that were chosen before the older ones', async () => {
    const customerId = await paying.customer();
    const older = await paying.owe(customerId, '30.00');
    const chosen = await paying.owe(customerId, '20.00');
    const started = await paying.start({ customerId, invoiceIds: [chosen] });
    await paying.press(started.url, 'pay');
    await paying.sim.webhooks.idle();
    await paying.world.settle();
    const rows = await paying.world.rows<{ id: string; settled_minor: string }>(
      'SELECT id, settled_minor FROM billing.invoice WHERE customer_id = $1',
      [customerId],
    );
    expect(Object.fromEntries(rows.map((row) => [row.id, row.settled_minor]))).toEqual({
      [older]: '0',
      [chosen]: '2000',
    });
  });

  it.each([2, 100, 1_000])(
    'takes one notice, delivered %i times at once, for one payment and one restore',
    async (times) => {
      const customerId = await paying.customer();
      await paying.owe(customerId, '10.00');
      await paying.world.rows('SELECT 1');
      const { Database, EVERYTHING } = await import('@demarc/persistence');
      await paying.world.app
        .get(Database)
        .write(EVERYTHING, ({ sql }) =>
          sql.execute(
            `UPDATE billing.account SET standing = 'blocked', customer_status = 'blocked', lifecycle = 'active' WHERE customer_id = $1`,
            [customerId],
          ),
        );
      const started = await paying.start({ customerId });
      paying.sim.webhooks.switches.delivery = 'lost';
      await paying.press(started.url, 'pay');
      paying.sim.webhooks.switches.delivery = 'now';
      const event = paying.sim.events.at(-1);
      if (!event) throw new Error('no event');
      const before = paying.sim.webhooks.answers.length;
      await Promise.all(Array.from({ length: times }, () => paying.sim.webhooks.deliver(event)));
      const answers = paying.sim.webhooks.answers.slice(before);
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
      await paying.world.settle();
      await paying.sim.webhooks.deliver(event);
      await paying.world.settle();
      expect(await count('payment', customerId)).toBe(1);
      expect(await eventsOf('billing.StandingChanged', customerId)).toBe(1);
      expect(await eventsOf('billing.CustomerStatusChanged', customerId)).toBe(1);
      expect(await eventsOf('billing.PaymentRecorded', customerId)).toBe(1);
    },
  );

  it('refuses notices that are not signed, are signed by somebody else, are old or of tomorrow, changed, or of the other mode', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '6.00');
    await paying.pay(customerId);
    const event = paying.sim.events.at(-1);
    if (!event) throw new Error('no event');
    const target = `${paying.url}/webhooks/stripe/${paying.accountId}`;
    const now = Math.floor(paying.world.clock.now().getTime() / 1_000);
    const body = JSON.stringify({ ...event, id: 'evt_refused' });
    const send = async (signature: string | undefined, sent = body, url = target): Promise<number> =>
      (
        await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(signature ? { 'stripe-signature': signature } : {}) },
          body: sent,
        })
      ).status;
    const signed = signatureHeader(body, [SECRET], now);
    const old = signatureHeader(body, [SECRET], now - 301);
    const live = JSON.stringify({ ...event, id: 'evt_refused', livemode: true });
    expect(await send(undefined)).toBe(400);
    expect(await send(signatureHeader(body, ['whsec_of_another'], now))).toBe(400);
    expect(await send(old)).toBe(400);
    expect(await send(`t=${now},${old}`)).toBe(400);
    expect(await send(`${old},t=${now}`)).toBe(400);
    expect(await send(old.replace(/t=(\d+)/, 't=$1x'))).toBe(400);
    expect(await send(signatureHeader(body, [SECRET], now + 3_600))).toBe(400);
    expect(await send(signed.replace('v1=', 'v0='))).toBe(400);
    expect(await send(signed, `${body} `)).toBe(400);
    expect(await send(signatureHeader(live, [SECRET], now), live)).toBe(400);
    expect(await send(signatureHeader('{}', [SECRET], now), '{}')).toBe(400);
    expect(await send(signed, body, `${paying.url}/webhooks/stripe/01990000-0000-7000-8000-000000000000`)).toBe(400);
    expect(await send(signed, body, `${paying.url}/webhooks/stripe/x`)).toBe(400);
    expect(
      (await paying.world.rows(`SELECT 1 FROM billing.provider_notice WHERE event_id = 'evt_refused'`)).length,
    ).toBe(0);
    expect(await send(signatureHeader(body, ['whsec_of_another', SECRET], now - 299))).toBe(200);
    await paying.world.settle();
  });

  it('keeps a notice that it does not know, and answers that it has it', async () => {
    const body = JSON.stringify({
      id: 'evt_new_kind',
      object: 'event',
      type: 'invoice.created',
      livemode: false,
      data: { object: { id: 'in_1', object: 'invoice' } },
    });
    const signature = signatureHeader(body, [SECRET], Math.floor(paying.world.clock.now().getTime() / 1_000));
    const answer = await fetch(`${paying.url}/webhooks/stripe/${paying.accountId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      body,
    });
    expect(answer.status).toBe(200);
    const kept = await paying.one<{ state: string; raw: string }>(
      `SELECT state, raw FROM billing.provider_notice WHERE event_id = 'evt_new_kind'`,
    );
    expect(kept).toEqual({ state: 'ignored', raw: body });
  });

  it('finds a payment whose notices were lost, within fifteen minutes', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '15.00');
    const started = await paying.start({ customerId });
    paying.sim.webhooks.switches.delivery = 'lost';
    await paying.press(started.url, 'pay');
    paying.sim.webhooks.switches.delivery = 'now';
    await lookAgain();
    expect(await count('payment', customerId)).toBe(0);
    paying.world.clock.advance(10 * 60_000);
    await lookAgain();
    await lookAgain();
    expect(await count('payment', customerId)).toBe(1);
    expect((await paying.world.ask(FindCheckout, { id: started.checkoutId })).state).toBe('paid');
  });

  it('settles what the page took before it broke, and the customer who tries again is not charged twice', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '25.00');
    const started = await paying.start({ customerId });
    Object.assign(paying.sim.webhooks.switches, { delivery: 'lost' });
    paying.sim.pageFailsAfterPaying = true;
    expect((await paying.press(started.url, 'pay')).status).toBe(500);
    paying.sim.pageFailsAfterPaying = false;
    paying.sim.webhooks.switches.delivery = 'now';
    const again = await paying.start({ customerId });
    expect(again.checkoutId).toBe(started.checkoutId);
    expect((await paying.press(again.url, 'pay')).status).toBe(303);
    paying.world.clock.advance(5 * 60_000);
    await lookAgain();
    expect(await count('payment', customerId)).toBe(1);
    expect([...paying.sim.books.charges.values()].filter((charge) => charge.amount === 2500)).toHaveLength(1);
  });

  it('opens one page for two clicks at once, also when the answer of the provider is cut', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '33.00');
    paying.sim.faults.push({ on: 'POST /v1/checkout/sessions', kind: 'cut_after', times: 1 });
    const [first, second] = await Promise.all([paying.start({ customerId }), paying.start({ customerId })]);
    expect(first).toEqual(second);
    expect([...paying.sim.books.sessions.values()].filter((session) => session.amount_total === 3300)).toHaveLength(1);
    const keys = paying.sim.requests
      .filter((request) => request.path === '/v1/checkout/sessions')
      .map((request) => request.idempotencyKey);
    expect(keys.at(-1)).toBe(`demarc-checkout-${first.checkoutId}`);
    expect(paying.sim.requests.every((request) => request.apiVersion === '2026-10-28.endive')).toBe(true);
  });

  it('says that the provider does not answer, takes nothing, and lets the customer start again', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '12.00');
    paying.sim.faults.push({ on: 'POST /v1/checkout/sessions', kind: '500_after', times: 1 });
    await expect(paying.start({ customerId })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      kind: 'unavailable',
    });
    const again = await paying.start({ customerId });
    expect(again.url).toMatch(/^http/);
    expect(
      (
        await paying.world.rows<{ state: string }>(
          'SELECT state FROM billing.checkout WHERE customer_id = $1 ORDER BY created_at, id',
          [customerId],
        )
      ).map((row) => row.state),
    ).toEqual(['failed', 'open']);
  });

  it('parks money over another amount than was asked for, and never guesses', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '18.00');
    const started = await paying.start({ customerId });
    const session = [...paying.sim.books.sessions.values()].find(
      (one) => one.client_reference_id === started.checkoutId,
    );
    if (!session) throw new Error('no session');
    paying.sim.announce('checkout.session.completed', {
      ...session,
      amount_total: 1700,
      payment_status: 'paid',
      status: 'complete',
      payment_intent: 'pi_wrong_amount',
    });
    await paying.sim.webhooks.idle();
    await paying.world.settle();
    expect(await count('payment', customerId)).toBe(0);
    const listed = await paying.world.ask(ListNotices, { first: 50, state: 'failed' });
    expect(listed.nodes[0]).toMatchObject({
      checkoutId: started.checkoutId,
      customerId,
      fault: 'The provider took 17.00 EUR, the customer was to pay 18.00 EUR.',
    });
    expect((await paying.world.ask(FindCheckout, { id: started.checkoutId })).state).toBe('unknown');
    const { accountId, eventId } = listed.nodes[0] ?? { accountId: '', eventId: '' };
    await paying.world.run(RetryNotice, { accountId, eventId });
    await paying.world.settle();
    expect(await count('payment', customerId)).toBe(0);
  });

  it('hears "failed" after "paid", and an expired page, for what they are', async () => {
    const customerId = await paying.customer();
    await paying.owe(customerId, '21.00');
    const started = await paying.start({ customerId });
    paying.sim.webhooks.switches.delivery = 'held';
    await paying.press(started.url, 'fail');
    await paying.press(started.url, 'pay');
    const session = [...paying.sim.books.sessions.values()].find(
      (one) => one.client_reference_id === started.checkoutId,
    );
    if (!session) throw new Error('no session');
    paying.sim.announce('checkout.session.expired', session);
    paying.sim.webhooks.switches.delivery = 'now';
    await paying.sim.webhooks.release('reversed');
    await paying.world.settle();
    expect((await paying.world.ask(FindCheckout, { id: started.checkoutId })).state).toBe('paid');
    expect(await count('payment', customerId)).toBe(1);
    await paying.owe(customerId, '5.00');
    const second = await paying.start({ customerId });
    paying.sim.books.expire(
      [...paying.sim.books.sessions.values()].find((one) => one.client_reference_id === second.checkoutId)?.id ?? '',
    );
    await paying.sim.webhooks.idle();
    await paying.world.settle();
    expect((await paying.world.ask(FindCheckout, { id: second.checkoutId })).state).toBe('expired');
  });

  it('refuses what cannot be paid, and shows a page to its own customer alone', async () => {
    const [customerId, stranger] = [await paying.customer(), await paying.customer()];
    const me = customerActor(customerId, paying.partnerId);
    const other = customerActor(stranger, paying.partnerId);
    await expect(paying.start({}, me)).rejects.toMatchObject({ code: 'NOTHING_DUE' });
    await expect(paying.start({ amount: '0.10' }, me)).rejects.toMatchObject({ code: 'AMOUNT_OUT_OF_RANGE' });
    await expect(paying.start({ amount: '10.001' }, me)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(paying.start({ customerId: stranger, amount: '10.00' }, me)).rejects.toMatchObject({
      kind: 'not_found',
    });
    const invoiceId = await paying.owe(stranger, '9.00');
    await expect(paying.start({ invoiceIds: [invoiceId] }, me)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(paying.world.run(StartCheckout, { customerId, amount: '10.00' }, staffWith([]))).rejects.toMatchObject(
      { kind: 'forbidden' },
    );
    await expect(
      paying.world.run(
        StartCheckout,
        { customerId, amount: '10.00' },
        staffWith([BillingPermissions['checkout.start']], []),
      ),
    ).rejects.toMatchObject({ kind: 'not_found' });
    const started = await paying.start({ amount: '10.00' }, me);
    const missing = await paying.world
      .ask(FindCheckout, { id: '01990000-0000-7000-8000-000000000000' }, other)
      .catch((error: unknown) => error);
    const foreign = await paying.world
      .ask(FindCheckout, { id: started.checkoutId }, other)
      .catch((error: unknown) => error);
    expect(foreign).toEqual(missing);
  });

  it('takes a customer from a proforma to its payment, over exactly its amount', async () => {
    const customerId = await paying.customer();
    const me = customerActor(customerId, paying.partnerId);
    const { proformaId } = await paying.world.run(IssueProforma, {
      customerId,
      lines: [{ description: 'Router', unitPrice: '49.90' }],
    });
    await expect(paying.start({ proformaId, amount: '1.00' }, me)).rejects.toMatchObject({ code: 'PROFORMA_ALONE' });
    const stranger = customerActor(await paying.customer(), paying.partnerId);
    await expect(paying.start({ proformaId }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const started = await paying.start({ proformaId }, me);
    await paying.press(started.url, 'pay');
    await paying.sim.webhooks.idle();
    await paying.world.settle();
    const found = await paying.one<{ status: string; same: boolean; balance: string }>(
      `SELECT proforma.status, payment.amount_minor = proforma.gross_minor AS same, account.balance_minor AS balance FROM billing.proforma
         JOIN billing.payment ON payment.id = proforma.payment_id JOIN billing.account ON account.customer_id = proforma.customer_id WHERE proforma.id = $1`,
      [proformaId],
    );
    expect(found).toEqual({ status: 'paid', same: true, balance: '4990' });
    await expect(paying.start({ proformaId }, me)).rejects.toMatchObject({ code: 'PROFORMA_NOT_OPEN' });
  });

  it('never shows a key, stores none in the clear, and takes notices after it is disconnected', async () => {
    const [listed] = await paying.world.ask(ListProviders, {});
    expect(listed).toMatchObject({ mode: 'test', keyHint: '…marc', webhookSecrets: 1, active: true });
    const stored = await paying.one<{ text: string }>(
      'SELECT row_to_json(account)::text AS text FROM billing.payment_provider_account account',
    );
    const audited = await paying.one<{ text: string }>(
      `SELECT json_agg(entry)::text AS text FROM platform.audit_entry entry`,
    );
    for (const text of [stored.text, audited.text, JSON.stringify(listed)]) {
      expect(text).not.toContain('sk_test_demarc');
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(Buffer.from('sk_test_demarc').toString('hex'));
    }
    const customerId = await paying.customer();
    await paying.owe(customerId, '7.00');
    const started = await paying.start({ customerId });
    await paying.world.run(DisconnectProvider, { providerAccountId: paying.accountId });
    await expect(paying.start({ customerId, amount: '3.00' })).rejects.toMatchObject({ code: 'NO_PAYMENT_PROVIDER' });
    await paying.press(started.url, 'pay');
    await paying.sim.webhooks.idle();
    await paying.world.settle();
    expect(await count('payment', customerId)).toBe(1);
  });
});
