import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is sold and taxed, and the policies that billing follows. */
export class Catalogue1700000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA billing;
      GRANT USAGE ON SCHEMA billing TO demarc_app;

      CREATE TABLE billing.tax_rate (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (name <> ''),
        percent numeric(9,4) NOT NULL CHECK (percent >= 0 AND percent <= 100),
        parts jsonb NOT NULL DEFAULT '[]',
        archived boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX uq_tax_rate_name ON billing.tax_rate (lower(name)) WHERE NOT archived;
      CALL platform.guard('billing.tax_rate');

      CREATE TABLE billing.plan (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        kind text NOT NULL CHECK (kind IN ('internet', 'voice', 'recurring', 'one_time', 'bundle')),
        title text NOT NULL CHECK (title <> ''),
        service_description text NOT NULL,
        unit_price numeric(18,4) NOT NULL CHECK (unit_price >= 0),
        currency char(3) NOT NULL,
        tax_inclusive boolean NOT NULL,
        tax_rate_id uuid REFERENCES billing.tax_rate,
        period_months smallint CHECK (period_months BETWEEN 1 AND 12),
        period_weeks smallint CHECK (period_weeks BETWEEN 1 AND 52),
        CHECK (num_nonnulls(period_months, period_weeks) <= 1),
        contract_months smallint CHECK (contract_months BETWEEN 1 AND 120),
        prepaid_days smallint CHECK (prepaid_days BETWEEN 1 AND 365),
        bundled_plan_ids uuid[] NOT NULL DEFAULT '{}',
        activation_fee numeric(18,4) CHECK (activation_fee >= 0),
        activation_fee_when text NOT NULL DEFAULT 'first_billing' CHECK (activation_fee_when IN ('first_billing', 'on_creation')),
        end_fee numeric(18,4) CHECK (end_fee >= 0),
        early_end_fee numeric(18,4) CHECK (early_end_fee >= 0),
        change_fee numeric(18,4) CHECK (change_fee >= 0),
        contract_renews boolean NOT NULL DEFAULT false,
        contract_at_end text NOT NULL DEFAULT 'list_price' CHECK (contract_at_end IN ('list_price', 'same_price', 'ends')),
        auto_reactivate boolean NOT NULL DEFAULT true,
        first_months smallint CHECK (first_months BETWEEN 1 AND 60),
        first_months_kind text CHECK (first_months_kind IN ('percent', 'fixed')),
        first_months_value numeric(18,4) CHECK (first_months_value >= 0),
        self_change_plan_ids uuid[] NOT NULL DEFAULT '{}',
        billing_types text[] NOT NULL DEFAULT '{}' CHECK (billing_types <@ ARRAY['recurring', 'prepaid_daily', 'prepaid_custom']),
        customer_categories text[] NOT NULL DEFAULT '{}' CHECK (customer_categories <@ ARRAY['person', 'company']),
        location_ids uuid[] NOT NULL DEFAULT '{}',
        voice_kind text CHECK (voice_kind IN ('voip', 'fixed', 'mobile')) CHECK (voice_kind IS NULL OR kind = 'voice'),
        custom_fields jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom_fields) = 'object'),
        active boolean NOT NULL DEFAULT true,
        available boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN billing.plan.contract_at_end IS 'What the end of a contract does that does not renew itself: the service runs on at the list price or at its own, or it ends';
      COMMENT ON COLUMN billing.plan.first_months IS 'A discount for so many months from the start of a service';
      COMMENT ON COLUMN billing.plan.self_change_plan_ids IS 'Plans that customers may change to by themselves';
      COMMENT ON COLUMN billing.plan.location_ids IS 'Where it is sold, a place with all that lies in it; everywhere when empty, as with billing types and categories';
      CREATE INDEX plan_title ON billing.plan (kind, title);
      CALL platform.guard('billing.plan');

      CREATE TABLE billing.plan_partner (
        plan_id uuid NOT NULL REFERENCES billing.plan ON DELETE CASCADE,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        PRIMARY KEY (plan_id, partner_id)
      );
      CALL platform.guard('billing.plan_partner');

      CREATE TABLE billing.policy (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        settings jsonb NOT NULL,
        revision int NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX uq_policy_partner ON billing.policy (partner_id) NULLS NOT DISTINCT;
      COMMENT ON TABLE billing.policy IS 'Overrides of the usual settings: the row without a partner for everybody, a row for each partner that differs';
      CALL platform.guard('billing.policy');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
