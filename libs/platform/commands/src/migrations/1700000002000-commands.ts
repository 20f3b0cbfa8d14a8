import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Idempotency keys, the event log (outbox) and what subscribers have had (inbox). */
export class Commands1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.idempotency_key (
        command text NOT NULL,
        key text NOT NULL,
        input_hash text NOT NULL,
        output jsonb,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (command, key)
      );
      GRANT SELECT, INSERT, UPDATE ON platform.idempotency_key TO demarc_app;

      CREATE TABLE platform.event (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        occurred_at timestamptz NOT NULL,
        partner_id uuid,
        customer_id uuid,
        request_id text,
        payload jsonb NOT NULL
      );
      CREATE INDEX event_customer ON platform.event (customer_id, occurred_at DESC) WHERE customer_id IS NOT NULL;
      CREATE INDEX event_name ON platform.event (name, occurred_at DESC);
      CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.event
        EXECUTE FUNCTION platform.refuse_change();
      GRANT SELECT, INSERT ON platform.event TO demarc_app;
      ALTER TABLE platform.event ENABLE ROW LEVEL SECURITY;
      ALTER TABLE platform.event FORCE ROW LEVEL SECURITY;
      CREATE POLICY reads ON platform.event FOR SELECT USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[]))
        OR ((SELECT platform.scope_kind()) = 'customer' AND customer_id = (SELECT platform.scope_customer())));
      CREATE POLICY appends ON platform.event FOR INSERT WITH CHECK (true);

      CREATE TABLE platform.inbox (
        subscriber text NOT NULL,
        event_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (subscriber, event_id)
      );
      GRANT SELECT, INSERT, DELETE ON platform.inbox TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
