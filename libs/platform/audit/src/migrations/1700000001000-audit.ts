import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit log: append-only for everybody. Entries carry their own hash at once; seals chain them a moment later, in one
 * place, so that no command waits for another to commit.
 */
export class Audit1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.audit_entry (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id uuid NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
        code text,
        partner_id uuid,
        customer_id uuid,
        subject_kind text,
        subject_id text,
        sentence text NOT NULL,
        changes jsonb NOT NULL DEFAULT '{}',
        request_id text,
        address text,
        hash text NOT NULL
      );
      CREATE INDEX audit_entry_customer ON platform.audit_entry (customer_id, at DESC) WHERE customer_id IS NOT NULL;
      CREATE INDEX audit_entry_subject ON platform.audit_entry (subject_kind, subject_id, at DESC);
      CREATE INDEX audit_entry_actor ON platform.audit_entry (actor_id, at DESC);
      CREATE INDEX audit_entry_at ON platform.audit_entry (at DESC, seq DESC);
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_entry
        EXECUTE FUNCTION platform.refuse_change();
      GRANT SELECT, INSERT ON platform.audit_entry TO demarc_app;
      ALTER TABLE platform.audit_entry ENABLE ROW LEVEL SECURITY;
      ALTER TABLE platform.audit_entry FORCE ROW LEVEL SECURITY;
      CREATE POLICY reads ON platform.audit_entry FOR SELECT USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[])));
      CREATE POLICY appends ON platform.audit_entry FOR INSERT WITH CHECK (true);

      CREATE TABLE platform.audit_seal (
        no bigint PRIMARY KEY,
        entry_seq bigint NOT NULL UNIQUE,
        chain_hash text NOT NULL
      );
      CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_seal
        EXECUTE FUNCTION platform.refuse_change();
      GRANT SELECT, INSERT ON platform.audit_seal TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
