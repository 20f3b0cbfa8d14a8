import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What routers have against what they should have: comparisons, decisions of people, plans with their steps and evidence. */
export class Drift1700000041400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE networking.router ADD COLUMN api_sha256 text CHECK (api_sha256 ~ '^[0-9a-f]{64}$');
      COMMENT ON COLUMN networking.router.api_sha256 IS 'Fingerprint of the certificate of api-ssl; null: the line is not protected';

      CREATE TABLE networking.router_comparison (
        router_id uuid PRIMARY KEY REFERENCES networking.router,
        partner_id uuid,
        compared_at timestamptz,
        failed_at timestamptz,
        fault_code text,
        fault text,
        took_ms int,
        router_version text,
        intended int NOT NULL DEFAULT 0,
        same int NOT NULL DEFAULT 0,
        missing int NOT NULL DEFAULT 0,
        differ int NOT NULL DEFAULT 0,
        extra int NOT NULL DEFAULT 0,
        unfit int NOT NULL DEFAULT 0,
        ignored int NOT NULL DEFAULT 0,
        next_at timestamptz,
        rests boolean NOT NULL DEFAULT false
      );
      COMMENT ON COLUMN networking.router_comparison.rests IS 'A person rolled back: repairs by themselves rest until a person approves a plan again';
      CREATE INDEX router_comparison_next ON networking.router_comparison (next_at);
      CALL platform.guard('networking.router_comparison');

      CREATE TABLE networking.router_drift_item (
        router_id uuid NOT NULL REFERENCES networking.router,
        ordinal int NOT NULL,
        partner_id uuid,
        menu text,
        kind text,
        key text,
        name text NOT NULL,
        cause text NOT NULL,
        remedy text NOT NULL CHECK (remedy IN ('add', 'set', 'move', 'remove', 'ask', 'none')),
        service_id uuid,
        about_customer_id uuid,
        fields jsonb NOT NULL,
        row_digest text,
        since timestamptz NOT NULL,
        PRIMARY KEY (router_id, ordinal)
      );
      CREATE INDEX router_drift_item_service ON networking.router_drift_item (service_id);
      CALL platform.guard('networking.router_drift_item');

      CREATE TABLE networking.router_object (
        router_id uuid NOT NULL REFERENCES networking.router,
        key text NOT NULL,
        version int NOT NULL,
        digest text NOT NULL,
        is_undone boolean NOT NULL DEFAULT false,
        PRIMARY KEY (router_id, key)
      );
      COMMENT ON TABLE networking.router_object IS 'What a router had when it was last known to be right: from it comes the cause of a difference';
      CALL platform.guard('networking.router_object');

      CREATE TABLE networking.speed_place (
        service_id uuid PRIMARY KEY,
        router_id uuid NOT NULL REFERENCES networking.router,
        kept_by text NOT NULL CHECK (kept_by IN ('queue', 'answer')),
        since timestamptz NOT NULL
      );
      COMMENT ON TABLE networking.speed_place IS 'Whose queue was read on their router, so that logins are answered without a speed; and who cannot have one there, being lent a prefix';
      CREATE INDEX speed_place_router ON networking.speed_place (router_id);
      CALL platform.guard('networking.speed_place');

      CREATE TABLE networking.router_object_decision (
        router_id uuid NOT NULL REFERENCES networking.router,
        partner_id uuid,
        menu text NOT NULL,
        name text NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('adopt', 'ignore', 'remove')),
        digest text,
        reason text NOT NULL DEFAULT '',
        decided_by_id text,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (router_id, menu, name)
      );
      CALL platform.guard('networking.router_object_decision');

      CREATE TABLE networking.router_plan (
        id uuid PRIMARY KEY,
        router_id uuid NOT NULL REFERENCES networking.router,
        partner_id uuid,
        kind text NOT NULL CHECK (kind IN ('repair', 'roll_back')),
        of_plan_id uuid REFERENCES networking.router_plan,
        after_plan_id uuid REFERENCES networking.router_plan,
        state text NOT NULL CHECK (state IN ('proposed', 'approved', 'applying', 'read_back', 'done', 'failed', 'rolled_back', 'discarded')),
        digest text NOT NULL,
        steps int NOT NULL,
        services int NOT NULL,
        base int NOT NULL,
        needs_second boolean NOT NULL,
        ignores_window boolean NOT NULL DEFAULT false,
        canary int NOT NULL DEFAULT 0,
        secrets bytea,
        proposed_by_id text,
        proposed_by text NOT NULL,
        proposed_at timestamptz NOT NULL,
        approved_by_id text,
        approved_by text,
        approved_at timestamptz,
        started_at timestamptz,
        finished_at timestamptz,
        worker_until timestamptz,
        next_attempt_at timestamptz,
        attempts smallint NOT NULL DEFAULT 0,
        note text NOT NULL DEFAULT '',
        commands int NOT NULL DEFAULT 0
      );
      CREATE UNIQUE INDEX one_plan_a_router ON networking.router_plan (router_id)
        WHERE state IN ('proposed', 'approved', 'applying', 'read_back');
      CREATE INDEX router_plan_router ON networking.router_plan (router_id, proposed_at DESC);
      CREATE INDEX router_plan_due ON networking.router_plan (next_attempt_at) WHERE state IN ('approved', 'applying', 'read_back');
      CALL platform.guard('networking.router_plan');

      CREATE TABLE networking.router_plan_step (
        plan_id uuid NOT NULL REFERENCES networking.router_plan,
        ordinal int NOT NULL,
        partner_id uuid,
        verb text NOT NULL CHECK (verb IN ('add', 'set', 'move', 'remove')),
        menu text NOT NULL,
        key text,
        name text NOT NULL,
        cause text,
        service_id uuid,
        about_customer_id uuid,
        new_values jsonb NOT NULL,
        old_values jsonb NOT NULL,
        ends_session jsonb,
        leaves int NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('waiting', 'sending', 'done', 'was_so', 'refused', 'unknown', 'overtaken')),
        answer text,
        evidence jsonb,
        told_at timestamptz,
        PRIMARY KEY (plan_id, ordinal)
      );
      CALL platform.guard('networking.router_plan_step');

      CREATE TABLE networking.router_writer (
        router_id uuid PRIMARY KEY REFERENCES networking.router,
        writer text NOT NULL,
        until timestamptz NOT NULL
      );
      COMMENT ON TABLE networking.router_writer IS 'The one process that may write to a router until then; it renews, or another takes over';
      CALL platform.guard('networking.router_writer');

      ALTER TABLE networking.access_action DROP CONSTRAINT access_action_kind_check,
        ADD CONSTRAINT access_action_kind_check CHECK (kind IN ('coa', 'disconnect', 'api'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
