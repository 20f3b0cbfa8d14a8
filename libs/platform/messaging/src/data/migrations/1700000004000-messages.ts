import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the product tells people. Everybody may cause a message (a password reset comes from somebody not signed in), the
 * unscoped and the partner's staff may read it. A confidential body is sealed, and gone once it was sent.
 */
export class Messages1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.message (
        id uuid PRIMARY KEY,
        partner_id uuid,
        customer_id uuid,
        purpose text NOT NULL,
        recipient text NOT NULL,
        subject text NOT NULL,
        body text,
        sealed_body bytea,
        attachment jsonb,
        state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'unsent', 'withdrawn')),
        tries integer NOT NULL DEFAULT 0,
        failure text,
        provider_reference text,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        CHECK (body IS NULL OR sealed_body IS NULL),
        CHECK (attachment ?& '{source,kind,id}'),
        CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE INDEX message_created ON platform.message (created_at DESC, id DESC);
      CREATE INDEX message_state ON platform.message (state, created_at DESC, id DESC);
      CREATE INDEX message_customer ON platform.message (customer_id, created_at DESC) WHERE customer_id IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE ON platform.message TO demarc_app;
      ALTER TABLE platform.message ENABLE ROW LEVEL SECURITY;
      ALTER TABLE platform.message FORCE ROW LEVEL SECURITY;
      CREATE POLICY reads ON platform.message FOR SELECT USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[])));
      CREATE POLICY causes ON platform.message FOR INSERT WITH CHECK (true);
      CREATE POLICY changes ON platform.message FOR UPDATE USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[])));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
