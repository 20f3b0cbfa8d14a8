import type pg from 'pg';

/** Where one of the servers keeps the sessions that are up. */
export class SessionTable {
  private readonly owner: pg.Client;
  private readonly table: string;
  private readonly idColumn: string;

  constructor(owner: pg.Client, table: string, idColumn: string) {
    this.owner = owner;
    this.table = table;
    this.idColumn = idColumn;
  }

  /**
   * Leaves one session a subscriber, those that report (`i1`, `i2` …), in a table as new: each round begins with it, on all sides.
   * Else the table of whoever is quicker would hold more sessions from round to round, and be slower for it.
   */
  async leaveOnline(): Promise<void> {
    const { owner, table, idColumn } = this;
    await owner.query('BEGIN');
    await owner.query(`CREATE TEMP TABLE online ON COMMIT DROP AS SELECT * FROM ${table} WHERE ${idColumn} LIKE 'i%'`);
    await owner.query(`TRUNCATE ${table}`);
    await owner.query(`INSERT INTO ${table} SELECT * FROM online`);
    await owner.query('COMMIT');
    await owner.query(`VACUUM (ANALYZE) ${table}`);
  }
}
