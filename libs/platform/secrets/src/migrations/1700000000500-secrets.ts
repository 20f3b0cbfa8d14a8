import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrapped data keys, one a purpose. Useless without the master key, which is not here. */
export class Secrets1700000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.data_key (
        id uuid PRIMARY KEY,
        purpose text NOT NULL UNIQUE,
        wrapped bytea NOT NULL,
        key_name text NOT NULL
      );
      GRANT SELECT, INSERT ON platform.data_key TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
