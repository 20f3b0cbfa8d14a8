import pg from 'pg';

const AGAIN_MS = 1_000;
const CONNECT_MS = 5_000;

/** Listens on one channel of the database, again and again when the connection goes. What is said meanwhile is not heard. */
export class PgEar {
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly connection: { readonly url: string | undefined; readonly name: string },
    private readonly channel: string,
    private readonly heard: (payload: string) => void,
  ) {}

  /** Resolves when it listens; rejects when the database cannot be reached now. Tries on by itself after that. */
  open(): Promise<void> {
    if (this.client) return Promise.resolve();
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connection.url,
      application_name: this.connection.name,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', ({ payload }) => this.heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${pg.escapeIdentifier(this.channel)}`);
    } catch (error) {
      this.again();
      throw error;
    }
    this.client = client;
    if (this.isClosed) await this.close();
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.again();
  }

  private again(): void {
    if (this.isClosed) return;
    setTimeout(() => {
      if (!this.isClosed) this.open().catch(() => undefined);
    }, AGAIN_MS).unref();
  }
}
