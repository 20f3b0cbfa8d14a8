import type { AddressInfo } from 'node:net';
import { type Actor, systemActor } from '@demarc/access';
import {
  AddService,
  BillingModule,
  billingEntities,
  billingInvariants,
  billingMigrations,
  Checkouts,
  CreatePlan,
  IssueOneTimeInvoice,
  type PaymentId,
  ProviderConnecting,
  type StartedCheckout,
} from '@demarc/billing';
import type { Call } from '@demarc/commands';
import {
  crmEntities,
  crmInvariants,
  crmMigrations,
  CrmModule,
  type CustomerId,
  OpenCustomer,
  OpenPartner,
  type PartnerId,
  SetUpOperator,
} from '@demarc/crm';
import { identityEntities, identityInvariants, identityMigrations, IdentityModule } from '@demarc/identity';
import type { LocalDate } from '@demarc/kernel';
import { messagingMigrations, MessagingModule } from '@demarc/messaging';
import { World } from '@demarc/testing';
import { SimStripe } from '../server.ts';

export const SECRET = 'whsec_paying0001';

export interface PayingWorld {
  readonly world: World;
  readonly sim: SimStripe;
  readonly partnerId: PartnerId;
  readonly accountId: string;
  /** Of the running HTTP server. */
  readonly url: string;
  /** Who asks over HTTP. */
  as(actor: Actor): void;
  customer(): Promise<CustomerId>;
  owe(customerId: CustomerId, price: string): Promise<string>;
  start(input: Record<string, unknown>, actor?: Actor): Promise<StartedCheckout>;
  press(url: string, button: 'pay' | 'fail' | 'cancel'): Promise<Response>;
  /** Starts, pays and settles. */
  pay(customerId: CustomerId): Promise<{ checkoutId: string; paymentId: PaymentId; intent: string }>;
  one<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row>;
  close(): Promise<void>;
}

/** A provider whose customers pay by the stand-in, with its webhook on a real HTTP server. */
export async function openPayingWorld(): Promise<PayingWorld> {
  let nowMs = (): number => 0;
  const sim = await SimStripe.start({ nowMs: () => nowMs() });
  const world = await World.open({
    modules: [IdentityModule, MessagingModule, CrmModule, BillingModule],
    migrations: [...messagingMigrations, ...identityMigrations, ...crmMigrations, ...billingMigrations],
    entities: [...identityEntities, ...crmEntities, ...billingEntities],
    invariants: [...identityInvariants, ...crmInvariants, ...billingInvariants],
    now: '2026-01-20T08:00:00Z',
    env: { STRIPE_API_URL: sim.url, PUBLIC_URL: 'https://portal.example.net' },
  });
  nowMs = () => world.clock.now().getTime();
  await world.run(SetUpOperator, {
    name: 'Test Net',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    locale: 'en',
    country: 'DE',
  });
  const { partnerId } = await world.run(OpenPartner, { name: 'Main' });
  const callOf = (actor: Actor): Call => ({ actor, requestId: 'test' });
  const { providerAccountId } = await world.app
    .get(ProviderConnecting, { strict: false })
    .connect({ name: 'Cards', secretKey: sim.secretKey, webhookSecrets: [SECRET] }, callOf(systemActor('test')));
  let asking: Actor = systemActor('test');
  const http = world.app.createNestApplication({ rawBody: true });
  http.use((request: { call?: Call }, _response: unknown, next: () => void) => {
    request.call = callOf(asking);
    next();
  });
  await http.listen(0, '127.0.0.1');
  const { port } = http.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  sim.webhooks.target = { url: `${url}/webhooks/stripe/${providerAccountId}`, secret: SECRET };
  const one = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row> => {
    const [row] = await world.rows<Row>(text, values);
    if (!row) throw new Error(`nothing found: ${text}`);
    return row;
  };
  const start: PayingWorld['start'] = (input, actor = systemActor('test')) =>
    world.app.get(Checkouts, { strict: false }).start(input, callOf(actor));
  const press: PayingWorld['press'] = (page, button) =>
    fetch(page, { method: 'POST', body: new URLSearchParams({ do: button }), redirect: 'manual' });
  let count = 0;
  return {
    world,
    sim,
    partnerId,
    accountId: providerAccountId,
    url,
    start,
    press,
    one,
    as: (actor) => {
      asking = actor;
    },
    customer: async () =>
      (await world.run(OpenCustomer, { partnerId, category: 'person', name: `Customer ${(count += 1)}` })).customerId,
    owe: async (customerId, price) =>
      (await world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: price }] }))
        .invoiceId,
    pay: async (customerId) => {
      const started = await start({ customerId });
      await press(started.url, 'pay');
      await sim.webhooks.idle();
      await world.settle();
      const paid = await one<{ payment_id: PaymentId; payment_reference: string }>(
        'SELECT payment_id, payment_reference FROM billing.checkout WHERE id = $1',
        [started.checkoutId],
      );
      return { checkoutId: started.checkoutId, paymentId: paid.payment_id, intent: paid.payment_reference };
    },
    close: async () => {
      await sim.stop();
      await http.close();
      await world.close();
    },
  };
}

/** A customer with an internet service, so that standing has something to follow. */
export async function withService(paying: PayingWorld, customerId: CustomerId, startsOn: string): Promise<void> {
  const { planId } = await paying.world.run(CreatePlan, {
    kind: 'internet',
    title: `Fibre for ${customerId}`,
    unitPrice: '50.00',
    taxInclusive: false,
  });
  await paying.world.run(AddService, { customerId, planId, startsOn: startsOn as LocalDate });
}
