import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was read from other systems, what became of it, and what needs a person. These tables see the rows of all partners,
 * so only an actor without a partner's limits reaches them.
 */
export class Staging1700000060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of ['import_run', 'staged_row', 'external_reference', 'exception', 'balance_control']) {
      await runner.query(`
        GRANT SELECT, INSERT, UPDATE, DELETE ON migration.${table} TO demarc_app;
        ALTER TABLE migration.${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE migration.${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY unlimited ON migration.${table} USING ((SELECT platform.scope_kind()) = 'all');
      `);
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const TABLES = `
  CREATE SCHEMA migration;
  GRANT USAGE ON SCHEMA migration TO demarc_app;

  CREATE TABLE migration.import_run (
    id uuid PRIMARY KEY,
    source text NOT NULL CHECK (source IN ('splynx')),
    instance text NOT NULL,
    status text NOT NULL CHECK (status IN ('applying', 'done')),
    currency char(3) NOT NULL,
    snapshot_on date NOT NULL,
    plan_hash text NOT NULL,
    not_readable jsonb NOT NULL DEFAULT '{}',
    preview jsonb NOT NULL,
    started_by text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz
  );
  CREATE INDEX import_run_instance ON migration.import_run (instance, started_at DESC);

  CREATE TABLE migration.staged_row (
    instance text NOT NULL,
    collection text NOT NULL,
    source_id text NOT NULL,
    position int NOT NULL,
    raw jsonb NOT NULL,
    secrets bytea,
    hash text NOT NULL,
    run_id uuid NOT NULL REFERENCES migration.import_run,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (instance, collection, source_id)
  );
  COMMENT ON COLUMN migration.staged_row.raw IS 'As the source gave it, every number as text; passwords and secrets are taken out';
  COMMENT ON COLUMN migration.staged_row.secrets IS 'The passwords and secrets of the row, sealed';

  CREATE TABLE migration.external_reference (
    instance text NOT NULL,
    entity text NOT NULL,
    source_id text NOT NULL,
    target_id uuid NOT NULL,
    hash text NOT NULL,
    facts jsonb NOT NULL DEFAULT '{}',
    run_id uuid NOT NULL REFERENCES migration.import_run,
    PRIMARY KEY (instance, entity, source_id)
  );
  COMMENT ON TABLE migration.external_reference IS 'Which row of ours a row of the source became: an import that is repeated finds it here and adds nothing';
  CREATE INDEX external_reference_target ON migration.external_reference (target_id);

  CREATE TABLE migration.exception (
    instance text NOT NULL,
    code text NOT NULL,
    entity text NOT NULL,
    source_id text NOT NULL,
    note text NOT NULL,
    run_id uuid NOT NULL REFERENCES migration.import_run,
    found_at timestamptz NOT NULL,
    PRIMARY KEY (instance, code, entity, source_id)
  );

  CREATE TABLE migration.balance_control (
    instance text NOT NULL,
    customer_source_id text NOT NULL,
    stored numeric(20,4),
    from_transactions numeric(20,4) NOT NULL,
    residue numeric(20,4) NOT NULL,
    run_id uuid NOT NULL REFERENCES migration.import_run,
    PRIMARY KEY (instance, customer_source_id)
  );
  COMMENT ON TABLE migration.balance_control IS 'What the source says of each balance: a figure to check ours against, never a booking';
`;
