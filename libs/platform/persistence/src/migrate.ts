import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

const LOCK_KEY = 7_031_001;

export interface MigrationReport {
  readonly applied: readonly string[];
}

/**
 * Brings the schemas up to date as their owner. One process at a time (advisory lock); each migration in a transaction of
 * its own, so that a killed run goes on where it stopped.
 */
export async function migrate(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<MigrationReport> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTableName: 'demarc_migration',
    applicationName: 'demarc migrate',
    extra: { max: 2, options: '-c timezone=UTC -c demarc.scope=all -c lock_timeout=10s' },
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const applied = await source.runMigrations({ transaction: 'each' });
    return { applied: applied.map((migration) => migration.name) };
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}
