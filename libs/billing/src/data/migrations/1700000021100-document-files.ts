import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bytes of printed documents, kept as they were first drawn. */
export class DocumentFiles1700000021100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.document_file (
        kind text NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'receipt')),
        document_id uuid NOT NULL,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        sha256 bytea NOT NULL CHECK (sha256 = sha256(bytes)),
        bytes bytea NOT NULL,
        made_at timestamptz NOT NULL,
        PRIMARY KEY (kind, document_id)
      );
      ALTER TABLE billing.document_file ALTER COLUMN bytes SET STORAGE EXTERNAL;
      CREATE TRIGGER document_file_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.document_file
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.document_file', 'SELECT, INSERT');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
