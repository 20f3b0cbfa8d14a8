import type { Clock, RandomSource } from '@demarc/kernel';
import type { CollectionName } from '../../domain/source/collections.js';
import { isRawObject, type RawObject, type RawRow } from '../../domain/source/raw-value.js';
import { compareSourceIds, parseSourceId, type SourceId } from '../../domain/source/source-id.js';
import { ApiClient, ApiRefusal, type ApiSettings } from './api-client.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import type { Wait } from './pace.js';
import { pages, PagingFault, rowsOf } from './paging.js';
import { SourceError, type Readability, type SplynxSource } from './splynx-source.js';

interface CustomerKey {
  readonly id: SourceId;
  readonly closed: boolean;
}

/** Statuses which say "not for you" or "not here", as against "not now". */
const NOT_READABLE = new Set([400, 403, 404, 405]);

/** A live server, over its API. Reads only: GET and HEAD, and the POST that signs in. */
export class SplynxServer implements SplynxSource {
  readonly instance: string;
  private readonly client: ApiClient;
  private readonly pageSize: number;
  private customerIds: readonly CustomerKey[] | undefined;

  constructor(settings: ApiSettings, clock: Clock, random: RandomSource, wait?: Wait) {
    this.client = new ApiClient(settings, clock, random, wait);
    this.pageSize = settings.pageSize ?? 500;
    this.instance = settings.name ?? this.client.base.host;
  }

  async readable(name: CollectionName): Promise<Readability> {
    try {
      await this.probe(ENDPOINTS[name]);
      return { kind: 'readable' };
    } catch (error) {
      if (error instanceof ApiRefusal && NOT_READABLE.has(error.status))
        return { kind: 'not_readable', reason: error.message };
      throw this.asSourceError(name, error);
    }
  }

  async count(name: CollectionName): Promise<number | undefined> {
    const endpoint = ENDPOINTS[name];
    if (endpoint.kind === 'per_customer') return undefined;
    try {
      return await this.client.count(endpoint.path, endpoint.paged ? anyId() : undefined);
    } catch (error) {
      if (error instanceof ApiRefusal && NOT_READABLE.has(error.status)) return undefined;
      throw this.asSourceError(name, error);
    }
  }

  async *collection(name: CollectionName, after?: SourceId): AsyncIterable<RawRow> {
    const endpoint = ENDPOINTS[name];
    const origin = endpoint.kind === 'list' ? `admin/${endpoint.path}` : `admin/${endpoint.path('{id}')}`;
    const people: CustomerKey[] = [];
    let position = 0;
    try {
      for await (const value of this.rowsOf(endpoint, after)) {
        position += 1;
        if (name === 'customers') people.push(...customerKey(value));
        yield { collection: name, origin, position, value };
      }
      if (name === 'customers' && after === undefined) this.customerIds = people;
    } catch (error) {
      throw this.asSourceError(name, error, position + 1);
    }
  }

  close(): Promise<void> {
    this.client.close();
    return Promise.resolve();
  }

  /** HEAD where the server knows it; some collections only answer GET. */
  private async probe(endpoint: Endpoint): Promise<void> {
    if (endpoint.kind === 'per_customer') {
      const [first] = await this.customers(endpoint);
      if (first !== undefined) await this.oneCustomer(endpoint, first);
      return;
    }
    const query = probeQuery(endpoint);
    try {
      await this.client.count(endpoint.path, query);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || ![404, 405, 501].includes(error.status)) throw error;
      await this.client.get(endpoint.path, query);
    }
  }

  private async *rowsOf(endpoint: Endpoint, after: SourceId | undefined): AsyncGenerator<RawObject> {
    if (endpoint.kind === 'per_customer') yield* this.rowsPerCustomer(endpoint, after);
    else if (endpoint.paged) yield* pages((query) => this.client.get(endpoint.path, query), this.pageSize, after);
    else yield* rowsOf(await this.client.get(endpoint.path));
  }

  private async *rowsPerCustomer(
    endpoint: Extract<Endpoint, { kind: 'per_customer' }>,
    after: SourceId | undefined,
  ): AsyncGenerator<RawObject> {
    for (const customerId of await this.customers(endpoint)) {
      if (after === undefined || compareSourceIds(customerId, after) > 0)
        yield* await this.oneCustomer(endpoint, customerId);
    }
  }

  /** A customer without such a record answers 404, or an empty list. */
  private async oneCustomer(
    endpoint: Extract<Endpoint, { kind: 'per_customer' }>,
    customerId: SourceId,
  ): Promise<readonly RawObject[]> {
    try {
      const answer = await this.client.get(endpoint.path(customerId));
      return isRawObject(answer) ? [{ customer_id: customerId, ...answer }] : rowsOf(answer);
    } catch (error) {
      if (error instanceof ApiRefusal && error.status === 404) return [];
      throw error;
    }
  }

  private async customers(endpoint: Extract<Endpoint, { kind: 'per_customer' }>): Promise<readonly SourceId[]> {
    if (this.customerIds === undefined) {
      const found: CustomerKey[] = [];
      for await (const { value } of this.collection('customers')) found.push(...customerKey(value));
      this.customerIds = found;
    }
    return this.customerIds.filter((one) => endpoint.only === undefined || one.closed).map((one) => one.id);
  }

  private asSourceError(name: CollectionName, error: unknown, row?: number): unknown {
    if (!(error instanceof ApiRefusal) && !(error instanceof PagingFault)) return error;
    const place = { origin: this.instance, collection: name, message: error.message };
    return new SourceError([row === undefined || row === 1 ? place : { ...place, row }], { cause: error });
  }
}

function customerKey(row: RawObject): readonly CustomerKey[] {
  const id = typeof row['id'] === 'string' ? parseSourceId(row['id']) : undefined;
  return id === undefined ? [] : [{ id, closed: row['status'] === 'blocked' || row['status'] === 'disabled' }];
}

/** Asks for next to nothing; what is answered whole may have no id to ask by. */
function probeQuery({ paged }: Extract<Endpoint, { kind: 'list' }>): URLSearchParams {
  const query = paged ? anyId() : new URLSearchParams();
  query.set('limit', '1');
  return query;
}

function anyId(): URLSearchParams {
  return new URLSearchParams([
    ['main_attributes[id][0]', '>'],
    ['main_attributes[id][1]', '0'],
  ]);
}
