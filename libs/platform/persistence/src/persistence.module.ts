import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { type Commits, Database } from './database.js';
import { GatheringClient } from './gathering-client.js';
import { StatementNames } from './preparing-client.js';
import { PeopleAtWork } from './people-at-work.js';

const DATE_OID = 1082;
// A calendar date is text, not an instant at somebody's midnight.
pg.types.setTypeParser(DATE_OID, (text) => text);

export type EntityClasses = MixedList<string | (abstract new () => unknown) | EntitySchema>;

export interface PersistenceOptions {
  /** Connection of the service role, which owns nothing. */
  readonly url: string;
  readonly pool: number;
  readonly entities: readonly (abstract new () => unknown)[];
  readonly applicationName: string;
  readonly commits?: Commits;
  /** Start even while PostgreSQL is away, and connect as soon as it answers; questions asked before that fail. */
  readonly lateConnection?: boolean;
}

const SESSION =
  '-c timezone=UTC -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s -c lock_timeout=20s';

const A_MOMENT_MS = 5_000;
const TRY_AGAIN_MS = 1_000;

@Global()
@Module({})
export class PersistenceModule {
  static forRoot(options: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: options.url,
          entities: [...options.entities] as never[],
          applicationName: options.applicationName,
          retryAttempts: 10,
          retryDelay: 500,
          manualInitialization: options.lateConnection ?? false,
          extra: {
            max: options.pool,
            Client: GatheringClient,
            statementNames: new StatementNames(),
            options: options.commits === 'do not wait' ? `${SESSION} -c synchronous_commit=off` : SESSION,
          },
        }),
      ],
      providers: [
        PeopleAtWork,
        {
          provide: Database,
          inject: [DataSource],
          useFactory: async (source: DataSource) => {
            if (options.lateConnection === true) await connectsSoon(source);
            return new Database(source, options.commits);
          },
        },
      ],
      exports: [Database, PeopleAtWork, TypeOrmModule],
    };
  }
}

/** Waits for the connection for a moment; where it does not come, it is brought about meanwhile. */
async function connectsSoon(source: DataSource): Promise<void> {
  const moment = new Promise<void>((over) => setTimeout(over, A_MOMENT_MS).unref());
  const first = source.initialize();
  first.catch(() => connectLater(source));
  await Promise.race([first.catch(() => undefined), moment]);
}

async function connectLater(source: DataSource): Promise<void> {
  while (!source.isInitialized) {
    await new Promise((again) => setTimeout(again, TRY_AGAIN_MS).unref());
    await source.initialize().catch(() => undefined);
  }
}
