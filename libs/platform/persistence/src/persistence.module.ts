import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { type Commits, Database } from './database.js';
import { GatheringClient } from './gathering-client.js';

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
}

const SESSION =
  '-c timezone=UTC -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s -c lock_timeout=20s';

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
          extra: {
            max: options.pool,
            Client: GatheringClient,
            options: options.commits === 'do not wait' ? `${SESSION} -c synchronous_commit=off` : SESSION,
          },
        }),
      ],
      providers: [
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (source: DataSource) => new Database(source, options.commits),
        },
      ],
      exports: [Database, TypeOrmModule],
    };
  }
}
