import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The bytes of printed documents, kept as they were first drawn, and what a document drawn later than issued is drawn from:
 * the template of that time, and what customer and partner were called then.
 */
export class DocumentFiles1700000021100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.document_file (
        kind text NOT NULL CHECK (kind IN ('invoice', 'proforma', 'credit_note', 'receipt', 'deposit', 'statement', 'reseller_settlement')),
        document_id uuid NOT NULL,
        customer_id uuid REFERENCES billing.account CHECK ((customer_id IS NULL) = (kind = 'reseller_settlement')),
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

      CREATE TABLE billing.document_mail (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
        document_id uuid NOT NULL,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        run_id uuid,
        by_itself boolean NOT NULL,
        message_id uuid REFERENCES platform.message,
        recipient text,
        unsent_because text CHECK (unsent_because IN ('no_address', 'void')),
        created_at timestamptz NOT NULL,
        CHECK ((message_id IS NULL) = (recipient IS NULL)),
        CHECK ((message_id IS NULL) = (unsent_because IS NOT NULL))
      );
      COMMENT ON COLUMN billing.document_mail.unsent_because IS 'no_address: the customer had none; void: the document was made void before its mail left';
      CREATE UNIQUE INDEX uq_document_mail_by_itself ON billing.document_mail (kind, document_id) WHERE by_itself;
      CREATE INDEX document_mail_document ON billing.document_mail (document_id, created_at DESC);
      CREATE INDEX document_mail_run ON billing.document_mail (run_id) WHERE run_id IS NOT NULL;
      CREATE INDEX document_mail_nobody ON billing.document_mail (created_at DESC, id DESC) WHERE message_id IS NULL;
      CREATE TRIGGER document_mail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.document_mail
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.document_mail', 'SELECT, INSERT');

      CREATE TABLE billing.paper_template (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        kind text NOT NULL CHECK (kind IN ('invoice', 'proforma', 'credit_note', 'receipt', 'deposit', 'statement', 'reseller_settlement')),
        language text NOT NULL CHECK (language ~ '^[a-z]{2,3}$'),
        version int NOT NULL CHECK (version >= 1),
        source text,
        note text NOT NULL DEFAULT '',
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT uq_paper_template UNIQUE NULLS NOT DISTINCT (partner_id, kind, language, version)
      );
      COMMENT ON COLUMN billing.paper_template.source IS 'Null: from this version on, what the level above says';
      CREATE TRIGGER paper_template_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.paper_template
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.paper_template', 'SELECT, INSERT');
    `);
    await runner.query(LOGOS);
    await runner.query(PARTIES_BEFORE);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

/** The image on the papers of a partner; a paper takes the one of the time when it was made. */
const LOGOS = `
  CREATE TABLE billing.paper_logo (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    kind text CHECK (kind IN ('png', 'jpeg')),
    bytes bytea CHECK (length(bytes) <= 262144),
    width int CHECK (width BETWEEN 1 AND 2000),
    height int CHECK (height BETWEEN 1 AND 2000),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK (num_nonnulls(kind, bytes, width, height) IN (0, 4))
  );
  COMMENT ON COLUMN billing.paper_logo.bytes IS 'Null: from then on without an image';
  CREATE INDEX paper_logo_partner ON billing.paper_logo (partner_id, created_at DESC, id DESC);
  CREATE TRIGGER paper_logo_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.paper_logo
    EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.paper_logo', 'SELECT, INSERT');
`;

/** Issuing costs nothing by this: only a change of what is printed keeps what was said before it, once for all documents so far. */
const PARTIES_BEFORE = `
  CREATE TABLE billing.buyer_before (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL,
    said jsonb NOT NULL,
    upto timestamptz NOT NULL
  );
  CREATE INDEX buyer_before_customer ON billing.buyer_before (customer_id, upto);
  COMMENT ON TABLE billing.buyer_before IS 'What documents made up to an instant say of their customer';
  CALL platform.guard('billing.buyer_before', 'SELECT, INSERT');
  CREATE TABLE billing.seller_before (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    partner_id uuid NOT NULL,
    said jsonb NOT NULL,
    upto timestamptz NOT NULL
  );
  CREATE INDEX seller_before_partner ON billing.seller_before (partner_id, upto);
  COMMENT ON TABLE billing.seller_before IS 'What documents made up to an instant say of their seller';
  CALL platform.guard('billing.seller_before', 'SELECT, INSERT');

  CREATE FUNCTION billing.keep_buyer() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE last_made timestamptz := greatest(
    (SELECT max(created_at) FROM billing.invoice WHERE customer_id = OLD.id),
    (SELECT max(created_at) FROM billing.credit_note WHERE customer_id = OLD.id),
    (SELECT max(created_at) FROM billing.proforma WHERE customer_id = OLD.id),
    (SELECT max(created_at) FROM billing.payment WHERE customer_id = OLD.id));
  BEGIN
    IF last_made IS NOT NULL THEN
      INSERT INTO billing.buyer_before (customer_id, partner_id, said, upto) VALUES (OLD.id, OLD.partner_id,
        jsonb_build_object('name', OLD.name, 'number', OLD.number::text, 'street', OLD.street, 'city', OLD.city, 'zip', OLD.zip, 'country', OLD.country,
          'companyNumber', OLD.company_number, 'vatId', OLD.vat_id, 'language', OLD.language), last_made);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER billing_keeps_buyer AFTER UPDATE OF name, street, city, zip, country, company_number, vat_id, language ON crm.customer FOR EACH ROW
    WHEN ((OLD.name, OLD.street, OLD.city, OLD.zip, OLD.country, OLD.company_number, OLD.vat_id, OLD.language)
      IS DISTINCT FROM (NEW.name, NEW.street, NEW.city, NEW.zip, NEW.country, NEW.company_number, NEW.vat_id, NEW.language))
    EXECUTE FUNCTION billing.keep_buyer();

  CREATE FUNCTION billing.keep_seller() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE last_made timestamptz := greatest(
    (SELECT max(created_at) FROM billing.invoice WHERE partner_id = OLD.id),
    (SELECT max(created_at) FROM billing.credit_note WHERE partner_id = OLD.id),
    (SELECT max(created_at) FROM billing.proforma WHERE partner_id = OLD.id),
    (SELECT max(created_at) FROM billing.payment WHERE partner_id = OLD.id),
    (SELECT max(created_at) FROM billing.reseller_settlement WHERE partner_id = OLD.id));
  BEGIN
    IF last_made IS NOT NULL THEN
      INSERT INTO billing.seller_before (partner_id, said, upto) VALUES (OLD.id, jsonb_build_object('name', OLD.name) || OLD.legal, last_made);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER billing_keeps_seller AFTER UPDATE OF name, legal ON crm.partner FOR EACH ROW
    WHEN ((OLD.name, OLD.legal) IS DISTINCT FROM (NEW.name, NEW.legal)) EXECUTE FUNCTION billing.keep_seller();
`;
