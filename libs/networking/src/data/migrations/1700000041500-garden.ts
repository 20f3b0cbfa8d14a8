import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every walled garden has in common; one row, made with the schema. */
export class Garden1700000041500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.garden (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        notice_address inet CHECK (family(notice_address) = 4 AND masklen(notice_address) = 32),
        allowed_hosts text[] NOT NULL CHECK (cardinality(allowed_hosts) <= 100),
        revision int NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN networking.garden.notice_address IS 'Where routers send web pages of who is in a garden: this server as customers reach it';
      INSERT INTO networking.garden (allowed_hosts)
        VALUES ('{checkout.stripe.com,js.stripe.com,api.stripe.com,m.stripe.network,hooks.stripe.com}');
      GRANT SELECT, UPDATE ON networking.garden TO demarc_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE networking.garden');
  }
}
