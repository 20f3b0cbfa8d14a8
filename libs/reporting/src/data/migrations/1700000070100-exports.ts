import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that people asked for. They are kept for some days, for whoever asked, and then forgotten. */
export class Exports1700000070100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reporting.export (
        id uuid PRIMARY KEY,
        subject text NOT NULL CHECK (subject <> ''),
        title text NOT NULL,
        format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'pdf', 'hledger', 'zip')),
        question jsonb NOT NULL,
        content_hash text,
        requested_by_id text,
        requested_by text NOT NULL,
        permissions text[] NOT NULL,
        partner_ids uuid[],
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'working', 'done', 'failed')),
        rows_done int NOT NULL DEFAULT 0,
        rows_total int,
        fault text,
        file_name text,
        file_bytes bigint,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      COMMENT ON COLUMN reporting.export.permissions IS 'What whoever asked was allowed then: the file holds no more than they could read';
      COMMENT ON COLUMN reporting.export.partner_ids IS 'Whose records they reached; null: all partners';
      COMMENT ON COLUMN reporting.export.content_hash IS 'Of what is in it, where that never changes: whoever asks for the same again gets the same file';
      CREATE INDEX export_content ON reporting.export (content_hash) WHERE content_hash IS NOT NULL;
      CREATE INDEX export_of ON reporting.export (requested_by_id, created_at DESC);
      CREATE INDEX export_age ON reporting.export (created_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON reporting.export TO demarc_app;

      CREATE TABLE reporting.export_part (
        export_id uuid NOT NULL REFERENCES reporting.export ON DELETE CASCADE,
        position int NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (export_id, position)
      );
      GRANT SELECT, INSERT, DELETE ON reporting.export_part TO demarc_app;

      CREATE TABLE reporting.export_paper (
        export_id uuid NOT NULL REFERENCES reporting.export ON DELETE CASCADE,
        position int NOT NULL,
        document_id uuid NOT NULL,
        file_name text,
        crc32 bigint,
        file_bytes bigint,
        starts_at bigint,
        PRIMARY KEY (export_id, position),
        CHECK (num_nonnulls(file_name, crc32, file_bytes, starts_at) IN (0, 4))
      );
      COMMENT ON TABLE reporting.export_paper IS 'The documents of an export, and where those that are written stand in its file: a job that broke off goes on after them';
      GRANT SELECT, INSERT, UPDATE, DELETE ON reporting.export_paper TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
