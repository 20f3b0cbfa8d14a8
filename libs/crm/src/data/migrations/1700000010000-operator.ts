import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The operator, its partners (the scope of staff rights) and its locations. */
export class Operator1700000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA crm;
      GRANT USAGE ON SCHEMA crm TO demarc_app;

      CREATE TABLE crm.operator (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        name text NOT NULL,
        time_zone text NOT NULL,
        currency char(3) NOT NULL,
        locale text NOT NULL,
        country char(2) NOT NULL,
        line_rounding text NOT NULL DEFAULT 'half_up' CHECK (line_rounding IN ('half_up', 'half_even', 'down')),
        week_start smallint NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 1 AND 7),
        login_pattern text NOT NULL DEFAULT '{number}',
        revision integer NOT NULL DEFAULT 1
      );
      CALL platform.guard('crm.operator', 'SELECT, INSERT, UPDATE');

      CREATE TABLE crm.partner (
        id uuid PRIMARY KEY,
        name text NOT NULL CONSTRAINT uq_partner_name UNIQUE,
        number int GENERATED ALWAYS AS IDENTITY CONSTRAINT uq_partner_counted UNIQUE,
        legal jsonb NOT NULL DEFAULT '{}',
        percent numeric(7,4) NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        revision integer NOT NULL DEFAULT 1
      );
      GRANT SELECT, INSERT, UPDATE ON crm.partner TO demarc_app;
      ALTER TABLE crm.partner ENABLE ROW LEVEL SECURITY;
      ALTER TABLE crm.partner FORCE ROW LEVEL SECURITY;
      CREATE POLICY reads ON crm.partner FOR SELECT USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) IN ('partners', 'customer') AND id = ANY ((SELECT platform.scope_partners())::uuid[])));
      CREATE POLICY adds ON crm.partner FOR INSERT WITH CHECK ((SELECT platform.scope_kind()) = 'all');
      CREATE POLICY changes ON crm.partner FOR UPDATE
        USING ((SELECT platform.scope_kind()) = 'all'
          OR ((SELECT platform.scope_kind()) = 'partners' AND id = ANY ((SELECT platform.scope_partners())::uuid[])));

      CREATE TABLE crm.location (
        id uuid PRIMARY KEY,
        name text NOT NULL CONSTRAINT uq_location_name UNIQUE,
        number int GENERATED ALWAYS AS IDENTITY CONSTRAINT uq_location_counted UNIQUE,
        parent_id uuid CONSTRAINT fk_location_parent REFERENCES crm.location,
        active boolean NOT NULL DEFAULT true,
        revision integer NOT NULL DEFAULT 1
      );
      CREATE INDEX location_parent ON crm.location (parent_id) WHERE parent_id IS NOT NULL;
      CALL platform.guard('crm.location', 'SELECT, INSERT, UPDATE');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
