import { Injectable } from '@nestjs/common';
import { Database, EVERYTHING } from '@demarc/persistence';

/** What is switched on. */
export interface FreeradiusSwitches {
  /** SHA-256 of `user:password`; undefined while FreeRADIUS may not ask. */
  readonly restCredential: Buffer | undefined;
  readonly isSqlOn: boolean;
}

const OFF: FreeradiusSwitches = { restCredential: undefined, isSqlOn: false };

/** Reads now and then what is switched on; what was last known holds while the database is away. */
@Injectable()
export class FreeradiusMode {
  current = OFF;

  constructor(private readonly database: Database) {}

  async read(): Promise<FreeradiusSwitches> {
    const [row] = await this.database.read(EVERYTHING, (sql) =>
      sql.query<{ rest_credential: Buffer | null; sql_enabled: boolean }>(
        'SELECT rest_credential, sql_enabled FROM networking.freeradius_mode',
      ),
    );
    this.current = row ? { restCredential: row.rest_credential ?? undefined, isSqlOn: row.sql_enabled } : OFF;
    return this.current;
  }
}
