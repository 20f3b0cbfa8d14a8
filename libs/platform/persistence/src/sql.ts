import { hash } from 'node:crypto';
import type { PoolClient, QueryResultRow } from 'pg';

/** Plain SQL inside one transaction. `bigint` and `numeric` columns arrive as text, `date` as `YYYY-MM-DD`. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Like `query`, but parsed and planned once a connection: for texts that are few and asked very often. */
  prepared<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The first row, if there is one. */
  first<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | undefined>;
  /** Runs a statement and answers how many rows it touched. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

/** Each prepared text costs every connection some memory; beyond this many, texts are planned each time. */
const MOST_PREPARED = 200;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = hash('sha1', text);
  names.set(text, name);
  return name;
}

export class ClientSql implements Sql {
  constructor(private readonly client: Pick<PoolClient, 'query'>) {}

  async query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    const result = await this.client.query<QueryResultRow>(text, values ? [...values] : undefined);
    return result.rows as Row[];
  }

  async prepared<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const name = nameOf(text);
    if (name === undefined) return this.query<Row>(text, values);
    const result = await this.client.query<QueryResultRow>({ name, text, values: [...values] });
    return result.rows as Row[];
  }

  async first<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | undefined> {
    return (await this.query<Row>(text, values))[0];
  }

  async execute(text: string, values?: readonly unknown[]): Promise<number> {
    return (await this.client.query(text, values ? [...values] : undefined)).rowCount ?? 0;
  }
}
