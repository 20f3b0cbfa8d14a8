import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Customers. Their rows belong to a partner, and each customer may see their own. The keys of login and
 * e-mail are stored text columns, because a case-insensitive comparison is not leakproof and could use no index under row-level security.
 */
export class Customer1700000010100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE crm.customer_number;
      GRANT USAGE, SELECT, UPDATE ON SEQUENCE crm.customer_number TO demarc_app;

      CREATE TABLE crm.customer (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL CONSTRAINT fk_customer_partner REFERENCES crm.partner,
        location_id uuid CONSTRAINT fk_customer_location REFERENCES crm.location,
        number bigint NOT NULL DEFAULT nextval('crm.customer_number') CONSTRAINT uq_customer_number UNIQUE CHECK (number > 0),
        parent_customer_id uuid CONSTRAINT fk_customer_parent REFERENCES crm.customer CHECK (parent_customer_id <> id),
        category text NOT NULL CHECK (category IN ('person', 'company')),
        name text NOT NULL CHECK (name <> ''),
        login citext,
        login_key text GENERATED ALWAYS AS (lower(login::text)) STORED,
        password_hash text,
        email text,
        email_key text GENERATED ALWAYS AS (lower(email)) STORED,
        billing_email text,
        phones text,
        street text,
        city text,
        zip text,
        country char(2),
        gps text,
        contact_person text,
        company_number text,
        vat_id text,
        language text CHECK (language ~ '^[a-z]{2,3}$'),
        born_on date,
        identity_document text,
        lifecycle text NOT NULL DEFAULT 'new' CHECK (lifecycle IN ('new', 'active', 'inactive', 'archived')),
        custom_fields jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom_fields) = 'object'),
        created_at timestamptz NOT NULL,
        added_by uuid,
        added_by_name text NOT NULL,
        converted_at timestamptz,
        revision integer NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX uq_customer_login ON crm.customer (login_key) WHERE lifecycle <> 'archived';
      CREATE INDEX customer_login_prefix ON crm.customer (login_key text_pattern_ops) WHERE login_key IS NOT NULL;
      CREATE INDEX customer_email_prefix ON crm.customer (email_key text_pattern_ops) WHERE email_key IS NOT NULL;
      CREATE INDEX customer_partner_number ON crm.customer (partner_id, number);
      CREATE INDEX customer_location_number ON crm.customer (location_id, number);
      CREATE INDEX customer_name ON crm.customer (name, id);
      CREATE INDEX customer_partner_name ON crm.customer (partner_id, name, id);
      CREATE INDEX customer_created ON crm.customer (created_at, id);
      CREATE INDEX customer_partner_created ON crm.customer (partner_id, created_at, id);
      CREATE INDEX customer_parent ON crm.customer (parent_customer_id) WHERE parent_customer_id IS NOT NULL;
      CREATE INDEX customer_added_by ON crm.customer (added_by, number) WHERE added_by IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE ON crm.customer TO demarc_app;
      ALTER TABLE crm.customer ENABLE ROW LEVEL SECURITY;
      ALTER TABLE crm.customer FORCE ROW LEVEL SECURITY;
      CREATE POLICY in_scope ON crm.customer USING (
        (SELECT platform.scope_kind()) = 'all'
        OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[]))
        OR ((SELECT platform.scope_kind()) = 'customer' AND id = (SELECT platform.scope_customer())));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
