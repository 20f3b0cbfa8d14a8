import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fields that an operator adds to its records, and notes about customers (never seen by the customers themselves). */
export class CustomField1700000010300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE crm.custom_field (
        id uuid PRIMARY KEY,
        entity text NOT NULL CHECK (entity IN ('customer', 'service', 'plan', 'router')),
        name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
        title text NOT NULL,
        type text NOT NULL CHECK (type IN ('text', 'integer', 'decimal', 'boolean', 'date', 'choice')),
        options jsonb NOT NULL DEFAULT '[]',
        category text CHECK (category IN ('person', 'company')),
        required boolean NOT NULL DEFAULT false,
        default_value text,
        portal text NOT NULL DEFAULT 'hidden' CHECK (portal IN ('hidden', 'view')),
        position integer NOT NULL DEFAULT 0,
        archived boolean NOT NULL DEFAULT false,
        CONSTRAINT uq_custom_field_name UNIQUE (entity, name)
      );
      CALL platform.guard('crm.custom_field', 'SELECT, INSERT, UPDATE');

      CREATE TABLE crm.note (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL CONSTRAINT fk_note_customer REFERENCES crm.customer,
        partner_id uuid NOT NULL,
        at timestamptz NOT NULL,
        author_id uuid,
        author text NOT NULL,
        text text NOT NULL CHECK (text <> '')
      );
      CREATE INDEX note_customer ON crm.note (customer_id, at DESC, id DESC);
      CREATE TRIGGER note_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON crm.note EXECUTE FUNCTION platform.refuse_change();
      GRANT SELECT, INSERT ON crm.note TO demarc_app;
      ALTER TABLE crm.note ENABLE ROW LEVEL SECURITY;
      ALTER TABLE crm.note FORCE ROW LEVEL SECURITY;
      CREATE POLICY in_scope ON crm.note USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[])));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
