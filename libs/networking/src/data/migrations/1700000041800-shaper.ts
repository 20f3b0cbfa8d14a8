import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What shapers are told: circuits and the tree that they hang on, each with the position at which it last changed. */
export class Shaper1700000041800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.shaper_feed (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        epoch text NOT NULL DEFAULT substr(replace(gen_random_uuid()::text, '-', ''), 1, 12),
        position bigint NOT NULL DEFAULT 0,
        forgotten_to bigint NOT NULL DEFAULT 0,
        refreshed_at timestamptz
      );
      COMMENT ON TABLE networking.shaper_feed IS 'Its row is locked while positions are given out, so that they become visible in their order and none is skipped';
      COMMENT ON COLUMN networking.shaper_feed.forgotten_to IS 'Removals up to here are no longer known: who stands before it reads everything anew';
      INSERT INTO networking.shaper_feed DEFAULT VALUES;
      GRANT SELECT, UPDATE ON networking.shaper_feed TO demarc_app;

      CREATE TABLE networking.shaper_node (
        id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('site', 'router', 'sector')),
        partner_id uuid,
        owner uuid NOT NULL GENERATED ALWAYS AS (coalesce(partner_id, '00000000-0000-0000-0000-000000000000')) STORED,
        position bigint NOT NULL,
        body jsonb NOT NULL,
        removed_at timestamptz,
        PRIMARY KEY (id, owner)
      );
      CREATE UNIQUE INDEX shaper_node_position ON networking.shaper_node (position);
      CALL platform.guard('networking.shaper_node');

      CREATE TABLE networking.shaper_circuit (
        id uuid NOT NULL,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        position bigint NOT NULL,
        body jsonb NOT NULL,
        removed_at timestamptz,
        PRIMARY KEY (id, partner_id)
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE networking.shaper_circuit IS 'A service that went to another partner is removed for the one and new for the other';
      CREATE UNIQUE INDEX shaper_circuit_position ON networking.shaper_circuit (position);
      CREATE INDEX shaper_circuit_removed ON networking.shaper_circuit (removed_at) WHERE removed_at IS NOT NULL;
      CREATE INDEX shaper_circuit_customer ON networking.shaper_circuit (customer_id);
      CALL platform.guard('networking.shaper_circuit');

      CREATE TABLE networking.shaper_consumer (
        api_key_id uuid NOT NULL,
        way text NOT NULL CHECK (way IN ('changes', 'shaped_devices', 'network', 'splynx')),
        name text NOT NULL,
        every_partner boolean NOT NULL,
        partner_ids uuid[] NOT NULL,
        position bigint NOT NULL,
        complete boolean NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (api_key_id, way)
      );
      COMMENT ON COLUMN networking.shaper_consumer.complete IS 'False while it still reads on to where the feed stood';
      CALL platform.guard('networking.shaper_consumer');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
