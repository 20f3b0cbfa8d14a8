import type { PoolClient, QueryResultRow } from 'pg';

/** Plain SQL inside one transaction. `bigint` and `numeric` columns arrive as text, `date` as `YYYY-MM-DD`. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The first row, if there is one. */
  first<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | undefined>;
  /** Runs a statement and answers how many rows it touched. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

export class ClientSql implements Sql {
  constructor(private readonly client: Pick<PoolClient, 'query'>) {}

  async query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    const result = await this.client.query<QueryResultRow>(text, values ? [...values] : undefined);
    return result.rows as Row[];
  }

  async first<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | undefined> {
    return (await this.query<Row>(text, values))[0];
  }

  async execute(text: string, values?: readonly unknown[]): Promise<number> {
    return (await this.client.query(text, values ? [...values] : undefined)).rowCount ?? 0;
  }
}
