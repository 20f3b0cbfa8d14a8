import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a billing run plans for each account, the key ranges that workers claim, and batches of suspensions. */
export class Runs1700000020500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.billing_run_item (
        run_id uuid NOT NULL REFERENCES billing.billing_run,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL,
        plan jsonb NOT NULL,
        plan_hash text NOT NULL,
        gross_minor bigint NOT NULL,
        last_gross_minor bigint,
        cause text NOT NULL,
        causes jsonb NOT NULL DEFAULT '{}',
        base_invoice_id uuid,
        flags text[] NOT NULL DEFAULT '{}',
        status text NOT NULL CHECK (status IN ('planned', 'held', 'excluded', 'absent', 'issued', 'failed', 'changed', 'lapsed')),
        invoice_id uuid,
        reason text,
        PRIMARY KEY (run_id, customer_id)
      ) WITH (fillfactor = 50);
      CALL platform.guard('billing.billing_run_item');

      CREATE TABLE billing.prepaid_charge (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        service_id uuid NOT NULL REFERENCES billing.service,
        plan_id uuid NOT NULL REFERENCES billing.plan,
        run_id uuid REFERENCES billing.billing_run,
        charged_on date NOT NULL,
        covers daterange NOT NULL,
        period daterange NOT NULL,
        days int NOT NULL,
        period_days int NOT NULL,
        description text NOT NULL,
        quantity numeric(18,4) NOT NULL,
        unit text NOT NULL DEFAULT '',
        unit_price numeric(18,4) NOT NULL,
        tax_inclusive boolean NOT NULL,
        discounts jsonb,
        tax_rate_id uuid REFERENCES billing.tax_rate,
        tax_percent numeric(9,4) NOT NULL,
        tax_detail jsonb,
        net_minor bigint NOT NULL,
        tax_minor bigint NOT NULL,
        gross_minor bigint NOT NULL,
        currency char(3) NOT NULL,
        revenue text NOT NULL CHECK (revenue LIKE 'revenue.%'),
        explanation jsonb,
        document text NOT NULL DEFAULT 'none' CHECK (document IN ('none', 'after_payment', 'monthly')),
        created_at timestamptz NOT NULL,
        CHECK (net_minor + tax_minor = gross_minor)
      );
      COMMENT ON TABLE billing.prepaid_charge IS 'Prepaid time charged from the balance without a document, or before it';
      COMMENT ON COLUMN billing.prepaid_charge.document IS 'Which invoice documents it later, as the settings said when it was charged';
      CREATE INDEX prepaid_charge_documented ON billing.prepaid_charge (customer_id, charged_on) WHERE document <> 'none';
      CREATE INDEX prepaid_charge_customer ON billing.prepaid_charge (customer_id, charged_on DESC, id DESC);
      CREATE TRIGGER prepaid_charge_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.prepaid_charge
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.prepaid_charge', 'SELECT, INSERT');
      ALTER TABLE billing.charged_period ADD FOREIGN KEY (prepaid_charge_id) REFERENCES billing.prepaid_charge;

      CREATE TABLE billing.imagination (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        month daterange NOT NULL,
        imagined jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('working', 'done')),
        after_customer uuid,
        of_accounts int NOT NULL,
        accounts int NOT NULL DEFAULT 0,
        changed int NOT NULL DEFAULT 0,
        currency char(3) NOT NULL,
        as_it_is_minor bigint NOT NULL DEFAULT 0,
        imagined_minor bigint NOT NULL DEFAULT 0,
        summary jsonb NOT NULL DEFAULT '{}',
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      COMMENT ON TABLE billing.imagination IS 'A month with other prices, taxes or policies, worked out and shown; nothing else follows from it';
      CALL platform.guard('billing.imagination');
      CREATE TABLE billing.imagination_item (
        imagination_id uuid NOT NULL REFERENCES billing.imagination ON DELETE CASCADE,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        as_it_is_minor bigint NOT NULL,
        imagined_minor bigint NOT NULL,
        causes jsonb NOT NULL,
        PRIMARY KEY (imagination_id, customer_id)
      );
      CALL platform.guard('billing.imagination_item');

      CREATE TABLE billing.account_link (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        main_customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL,
        label text NOT NULL,
        main_label text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('independent', 'aggregated')),
        days daterange NOT NULL CHECK (NOT isempty(days) AND NOT lower_inf(days)),
        CHECK (customer_id <> main_customer_id),
        CONSTRAINT one_main_a_day EXCLUDE USING gist (customer_id WITH =, days WITH &&)
      );
      COMMENT ON TABLE billing.account_link IS 'Which account is a sub-account of which, on which days, and whether the main account is charged for it';
      CREATE INDEX account_link_main ON billing.account_link (main_customer_id);
      CALL platform.guard('billing.account_link');
      CREATE POLICY of_main_account ON billing.account_link FOR SELECT
        USING ((SELECT platform.scope_kind()) = 'customer' AND main_customer_id = (SELECT platform.scope_customer()));
      COMMENT ON COLUMN billing.account_link.label IS 'Name and number of the sub-account when it was linked, for the portal of the main account';

      CREATE TABLE billing.account_update (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        billing_types text[] NOT NULL,
        attributes text[] NOT NULL,
        templates jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('applying', 'applied')),
        touched int NOT NULL,
        done int NOT NULL DEFAULT 0,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      COMMENT ON COLUMN billing.account_update.templates IS 'What the settings said when it was applied, by partner: a job that goes on later does the same';
      CALL platform.guard('billing.account_update');

      CREATE TABLE billing.billing_run_exclusion (
        run_id uuid NOT NULL REFERENCES billing.billing_run,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('hold', 'exclude')),
        reason text NOT NULL CHECK (reason <> ''),
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (run_id, customer_id)
      );
      COMMENT ON TABLE billing.billing_run_exclusion IS 'What people decided to leave out: it stays so when the preview is worked out anew';
      CALL platform.guard('billing.billing_run_exclusion');

      CREATE TABLE billing.billing_run_chunk (
        run_id uuid NOT NULL REFERENCES billing.billing_run,
        position int NOT NULL,
        first_customer_id uuid NOT NULL,
        last_customer_id uuid NOT NULL,
        done_at timestamptz,
        issued int NOT NULL DEFAULT 0,
        changed int NOT NULL DEFAULT 0,
        failed int NOT NULL DEFAULT 0,
        PRIMARY KEY (run_id, position)
      );
      CREATE INDEX billing_run_chunk_open ON billing.billing_run_chunk (run_id, position) WHERE done_at IS NULL;
      CALL platform.guard('billing.billing_run_chunk');

      CREATE TABLE billing.suspension_batch (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        for_date date NOT NULL,
        status text NOT NULL CHECK (status IN ('previewed', 'approved', 'halted', 'applied', 'cancelled', 'rolled_back')),
        plan_hash text NOT NULL,
        due int NOT NULL,
        excluded int NOT NULL,
        active_customers int NOT NULL,
        braked boolean NOT NULL DEFAULT false,
        created_by_id text,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        approved_by_id text,
        approved_by text,
        approved_at timestamptz,
        -- The roll-out as it was approved: so many first, then a pause; null: all at once. Set once the pause began.
        first_count int,
        wait_minutes int,
        stop_above int,
        resume_at timestamptz,
        halted_by_id text,
        halted_by text,
        halted_at timestamptz,
        halted_reason text,
        applied_at timestamptz,
        rolled_back_by text,
        rolled_back_at timestamptz,
        rolled_back_reason text
      );
      CREATE UNIQUE INDEX uq_suspension_batch_waiting ON billing.suspension_batch (partner_id) WHERE status = 'previewed';
      CREATE INDEX suspension_batch_date ON billing.suspension_batch (for_date DESC, id DESC);
      CALL platform.guard('billing.suspension_batch');

      CREATE TABLE billing.suspension_item (
        batch_id uuid NOT NULL REFERENCES billing.suspension_batch,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL,
        from_standing text NOT NULL,
        to_standing text NOT NULL,
        reason jsonb NOT NULL,
        owed_minor bigint NOT NULL,
        excluded_reason text,
        outcome text CHECK (outcome IN ('applied', 'settled', 'excluded', 'failed', 'rolled_back')),
        status_before text,
        services_before jsonb,
        applied_at timestamptz,
        network_failed_at timestamptz,
        network_failure text,
        -- Taken back: not on a list again before this day is over.
        spared_until date,
        PRIMARY KEY (batch_id, customer_id)
      );
      CREATE INDEX suspension_item_open ON billing.suspension_item (batch_id, customer_id) WHERE outcome IS NULL;
      CREATE INDEX suspension_item_spared ON billing.suspension_item (customer_id, spared_until) WHERE spared_until IS NOT NULL;
      CREATE INDEX suspension_item_customer ON billing.suspension_item (customer_id) WHERE outcome = 'applied';
      CALL platform.guard('billing.suspension_item');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
