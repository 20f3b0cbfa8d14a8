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

  /** What FreeRADIUS asked by HTTP, for whoever looks whether it does. */
  async note(what: string, at: Date): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute('UPDATE networking.freeradius_mode SET rest_asked = left($1, 40), rest_asked_at = $2', [what, at]),
    );
  }

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
