import { Injectable } from '@nestjs/common';
import { type Call, QueryBus } from '@demarc/commands';
import type { CustomerBrief } from '@demarc/crm';
import DataLoader from 'dataloader';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { AccountsOf, type FoundAccount, type FoundHold, HoldsOf } from '../app/accounts/find-accounts.query.js';
import { type FoundMail, LastMailsOf } from '../app/documents/find-mails.query.js';
import { type FoundLine, LinesOf } from '../app/documents/find-documents.query.js';
import { AllocationsOf, type FoundAllocation } from '../app/payments/find-payments.query.js';
import {
  DiscountsOf,
  type FoundDiscount,
  type FoundServicePrice,
  PricesOf,
} from '../app/pricing/find-discounts.query.js';
import { ExemptionsOf, type FoundExemption } from '../app/pricing/find-taxes.query.js';
import { SettlementLines } from '../app/resellers/find-settlements.query.js';
import type { ExplainedLine } from '../app/resellers/next-settlement.js';
import { type FoundService, ServicesOf } from '../app/services/find-services.query.js';
import type { ResellerSettlementId } from '../ids.js';

/** One question for a field of all rows of a list. Loaders live as long as the call that they answer. */
@Injectable()
export class BillingLoaders {
  private readonly ofCall = new WeakMap<Call, Map<string, DataLoader<string, unknown>>>();

  constructor(private readonly queries: QueryBus) {}

  account(call: Call, customerId: string): Promise<FoundAccount | null> {
    return this.load(call, 'account', customerId, async (customerIds) => {
      const found = await this.queries.ask(AccountsOf, { customerIds }, call);
      return customerIds.map((id) => found.get(id) ?? null);
    });
  }

  customer(call: Call, customerId: string): Promise<CustomerBrief | null> {
    return this.load(call, 'customer', customerId, async (customerIds) => {
      const found = await this.queries.ask(CustomersOf, { customerIds }, call);
      return customerIds.map((id) => found.get(id) ?? null);
    });
  }

  holds(call: Call, customerId: string): Promise<FoundHold[]> {
    return this.grouped(
      call,
      'holds',
      customerId,
      (customerIds) => this.queries.ask(HoldsOf, { customerIds }, call),
      (hold) => hold.customerId,
    );
  }

  services(call: Call, customerId: string): Promise<FoundService[]> {
    return this.grouped(
      call,
      'services',
      customerId,
      (customerIds) => this.queries.ask(ServicesOf, { customerIds }, call),
      (service) => service.customerId,
    );
  }

  discounts(call: Call, serviceId: string): Promise<FoundDiscount[]> {
    return this.grouped(
      call,
      'discounts',
      serviceId,
      (serviceIds) => this.queries.ask(DiscountsOf, { serviceIds }, call),
      (discount) => discount.serviceId,
    );
  }

  taxExemptions(call: Call, customerId: string): Promise<FoundExemption[]> {
    return this.grouped(
      call,
      'tax exemptions',
      customerId,
      (customerIds) => this.queries.ask(ExemptionsOf, { customerIds }, call),
      (exemption) => exemption.customerId,
    );
  }

  servicePrices(call: Call, serviceId: string): Promise<FoundServicePrice[]> {
    return this.grouped(
      call,
      'prices',
      serviceId,
      (serviceIds) => this.queries.ask(PricesOf, { serviceIds }, call),
      (price) => price.serviceId,
    );
  }

  lines(call: Call, kind: 'invoice' | 'credit_note', documentId: string): Promise<FoundLine[]> {
    return this.grouped(
      call,
      `lines of ${kind}`,
      documentId,
      (ids) => this.queries.ask(LinesOf, { kind, ids }, call),
      (line) => line.documentId,
    );
  }

  async lastMail(call: Call, kind: 'invoice' | 'credit_note', documentId: string): Promise<FoundMail | null> {
    const [last] = await this.grouped(
      call,
      `last mail of ${kind}`,
      documentId,
      (ids) => this.queries.ask(LastMailsOf, { kind, ids }, call),
      (mail) => mail.documentId,
    );
    return last ?? null;
  }

  settledLines(call: Call, id: ResellerSettlementId, customerId: string): Promise<ExplainedLine[]> {
    return this.grouped(
      call,
      `lines of settlement ${id}`,
      customerId,
      (customerIds) => this.queries.ask(SettlementLines, { id, customerIds }, call),
      (line) => line.customerId,
    );
  }

  allocations(call: Call, of: 'invoice' | 'payment' | 'credit_note', id: string): Promise<FoundAllocation[]> {
    const keyOf = (made: FoundAllocation): string =>
      (of === 'invoice' ? made.invoiceId : of === 'payment' ? made.paymentId : made.creditNoteId) ?? '';
    return this.grouped(
      call,
      `allocations of ${of}`,
      id,
      (ids) => this.queries.ask(AllocationsOf, { of, ids }, call),
      keyOf,
    );
  }

  private grouped<Row>(
    call: Call,
    name: string,
    key: string,
    ask: (keys: readonly string[]) => Promise<Row[]>,
    keyOf: (row: Row) => string,
  ): Promise<Row[]> {
    return this.load(call, name, key, async (keys) => {
      const groups = new Map(keys.map((one): [string, Row[]] => [one, []]));
      for (const row of await ask([...groups.keys()])) groups.get(keyOf(row))?.push(row);
      return keys.map((one) => groups.get(one) ?? []);
    });
  }

  /** Nothing is remembered beyond a batch: a mutation and what is asked after it are one call. */
  private load<Value>(
    call: Call,
    name: string,
    key: string,
    batch: (keys: readonly string[]) => Promise<Value[]>,
  ): Promise<Value> {
    let loaders = this.ofCall.get(call);
    if (!loaders) {
      loaders = new Map();
      this.ofCall.set(call, loaders);
    }
    let loader = loaders.get(name) as DataLoader<string, Value> | undefined;
    if (!loader) {
      loader = new DataLoader<string, Value>(batch, { cache: false, maxBatchSize: 500 });
      loaders.set(name, loader);
    }
    return loader.load(key);
  }
}
