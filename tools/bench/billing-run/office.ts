import { allPermissions } from '@demarc/access';
import { DefinePaymentMethod } from '@demarc/billing';
import { CreateApiKey } from '@demarc/identity';
import type pg from 'pg';
import { questions, toGraphql } from '../customer-list/questions.ts';
import type { HttpLoad, LoadRequest } from '../http-load.ts';
import type { Product } from '../product-app.ts';
import type { Provider } from '../provider.ts';

export const KINDS = ['list', 'record', 'payment'] as const;
export type Kind = (typeof KINDS)[number];
export type Waits = Record<Kind, number[]>;

export const PER_SECOND = 24;
const CONNECTIONS = 12;
const RIGHTS =
  /^(crm\.(customer|partner|location)\.view(All)?|billing\.(account|service|invoice|plan|hold)\.view|billing\.payment\.(view|record))$/;

/** What the screen of a customer asks for before anything else. */
const RECORD = `query Customer($id: RecordId!) {
  customer(id: $id) {
    id number name category lifecycle revision login email billingEmail phones street city zip country createdAt
    partner { id name } location { id name }
    account { balanceDue { amount currency } creditBalance { amount currency } standing standingSince status promiseUntil openHolds
      billingType billingDay periodMonths mode dueDays blockingDays billingEnabled autoInvoice taxExempt }
    whatHappensNext { standing next { kind on title amount { amount currency } } toRestore { amount currency } }
    services { id number kind status description planId planTitle quantity unitPrice currency taxName startsOn endsOn chargedThrough prices { from unitPrice } }
  }
  invoices(customerId: $id, openOnly: true, first: 20) { nodes { id number kind overdue dueOn open { amount currency } } }
}`;
const PAYMENT = `mutation Pay($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }`;

/** People at work: they look at lists and records and take payments, so many a second, whether the answers come or not. */
export class Office {
  private readonly headers: Readonly<Record<string, string>>;
  private readonly lists: readonly LoadRequest[];
  private readonly customers: readonly string[];
  private readonly methodId: string;
  private asked = 0;
  payments = 0;

  private constructor(key: string, provider: Provider, customers: readonly string[], methodId: string) {
    this.headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    this.lists = questions(provider).map((one) => toGraphql(one, key));
    this.customers = customers;
    this.methodId = methodId;
  }

  static async open(product: Product, provider: Provider, owner: pg.Client): Promise<Office> {
    const method = await product.run(DefinePaymentMethod, { name: 'Cash desk', ledgerAccount: 'cash' });
    const permissions = allPermissions()
      .map((declared) => declared.permission as string)
      .filter((permission) => RIGHTS.test(permission));
    const { secret } = await product.run(CreateApiKey, {
      name: 'Office',
      permissions,
      everyPartner: true,
      partnerIds: [],
    });
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM crm.customer ORDER BY (number * 7919) % 100003 LIMIT 20000',
    );
    return new Office(
      secret,
      provider,
      rows.map(({ id }) => id),
      method.paymentMethodId,
    );
  }

  /** One request of each kind, each answered without a fault. */
  async tryAll(address: string): Promise<void> {
    for (const kind of KINDS) {
      const { path, headers, body } = this.request(kind);
      const response = await fetch(`${address}${path}`, { method: 'POST', headers, body });
      const answer = (await response.json()) as { readonly errors?: unknown };
      if (answer.errors !== undefined) throw new Error(`${kind}: ${JSON.stringify(answer.errors).slice(0, 600)}`);
    }
  }

  async work(load: HttpLoad, address: string, seconds: number): Promise<Waits> {
    const kinds = Array.from({ length: PER_SECOND * seconds }, (_, index) => KINDS[index % KINDS.length] ?? 'list');
    const requests = kinds.map((kind) => this.request(kind));
    const result = await load.run({ address, connections: CONNECTIONS, seconds, requests, perSecond: PER_SECOND });
    if (result.faults > 0 || result.answers.length !== requests.length)
      throw new Error(`${result.faults} faults, ${result.answers.length} of ${requests.length} answers`);
    const waits: Waits = { list: [], record: [], payment: [] };
    for (const { request, ms } of result.answers) waits[kinds[request] ?? 'list'].push(ms);
    return waits;
  }

  private request(kind: Kind): LoadRequest {
    this.asked += 1;
    const list = this.lists[this.asked % this.lists.length];
    if (kind === 'list' && list) return list;
    const id = this.customers[this.asked % this.customers.length];
    if (kind === 'record') return this.post({ query: RECORD, variables: { id } });
    this.payments += 1;
    const input = { customerId: id, methodId: this.methodId, amount: '1.00' };
    return this.post({ query: PAYMENT, variables: { input } });
  }

  private post(body: object): LoadRequest {
    return { method: 'POST', path: '/graphql', headers: this.headers, body: JSON.stringify(body) };
  }
}
