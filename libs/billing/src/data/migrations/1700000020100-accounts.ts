import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One billing account a customer, holds, and the services that are charged on it. */
export class Accounts1700000020100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.account (
        customer_id uuid PRIMARY KEY REFERENCES crm.customer,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        currency char(3) NOT NULL,
        billing_type text NOT NULL CHECK (billing_type IN ('recurring', 'prepaid_daily', 'prepaid_custom')),
        billing_enabled boolean NOT NULL DEFAULT true,
        billing_day smallint NOT NULL CHECK (billing_day BETWEEN 1 AND 31),
        period_months smallint NOT NULL CHECK (period_months BETWEEN 1 AND 12),
        cycle_anchor_on date,
        mode text NOT NULL CHECK (mode IN ('advance', 'arrears')),
        due_days smallint NOT NULL CHECK (due_days BETWEEN 0 AND 365),
        blocking_days smallint CHECK (blocking_days BETWEEN 0 AND 365),
        deactivation_days smallint CHECK (deactivation_days BETWEEN 1 AND 365),
        minimum_balance_minor bigint NOT NULL DEFAULT 0,
        auto_invoice boolean NOT NULL DEFAULT true,
        proformas text NOT NULL DEFAULT 'as_settings' CHECK (proformas IN ('as_settings', 'own', 'never')),
        proforma_day smallint CHECK (proforma_day BETWEEN 1 AND 28),
        proforma_months smallint CHECK (proforma_months BETWEEN 1 AND 12),
        tax_exempt boolean NOT NULL DEFAULT false,
        invoice_address jsonb,
        own_settings text[] NOT NULL DEFAULT '{}',
        cycle_changes jsonb,
        balance_minor bigint NOT NULL DEFAULT 0,
        lifecycle text NOT NULL DEFAULT 'new' CHECK (lifecycle IN ('new', 'active', 'ended')),
        standing text NOT NULL DEFAULT 'good' CHECK (standing IN ('good', 'overdue', 'blocked', 'inactive')),
        standing_since date NOT NULL,
        next_check_on date,
        promise_until date,
        reconnected_on date,
        protected_reason text CHECK (protected_reason <> ''),
        protected_until date CHECK (protected_until IS NULL OR protected_reason IS NOT NULL),
        open_holds int NOT NULL DEFAULT 0 CHECK (open_holds >= 0),
        customer_status text NOT NULL DEFAULT 'new' CHECK (customer_status IN ('new', 'active', 'blocked', 'inactive')),
        last_invoice_minor bigint,
        prepaid_check_on date,
        main_customer_id uuid REFERENCES billing.account,
        sub_billing text CHECK (sub_billing IN ('independent', 'aggregated')),
        CHECK (proformas <> 'own' OR num_nonnulls(proforma_day, proforma_months) = 2),
        opened_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1
      ) WITH (fillfactor = 70);
      COMMENT ON COLUMN billing.account.proformas IS 'Do proformas make themselves: as the billing settings say, on a day and for months of its own, or never';
      CREATE INDEX account_own_proformas ON billing.account (partner_id, proforma_day) WHERE proformas = 'own';
      COMMENT ON COLUMN billing.account.balance_minor IS 'What the customer has (positive) or owes (negative): minus the sum of the postings on receivable';
      COMMENT ON COLUMN billing.account.own_settings IS 'Settings that were decided for this customer; the others were taken over from those of new customers';
      COMMENT ON COLUMN billing.account.cycle_changes IS 'When billing day, mode or pay period were changed, newest last; null: never';
      COMMENT ON COLUMN billing.account.next_check_on IS 'The day on which standing can turn next; null while nothing can turn it';
      CREATE INDEX account_next_check ON billing.account (next_check_on) WHERE next_check_on IS NOT NULL;
      COMMENT ON COLUMN billing.account.prepaid_check_on IS 'Prepaid: the next day on which something can be due; null: not looked at yet';
      CREATE INDEX account_prepaid ON billing.account (partner_id, customer_id) WHERE billing_type <> 'recurring';
      CREATE INDEX account_main ON billing.account (main_customer_id) WHERE main_customer_id IS NOT NULL;
      COMMENT ON COLUMN billing.account.protected_reason IS 'Why access is not closed for what is owed; null: it may be';
      COMMENT ON COLUMN billing.account.protected_until IS 'The last day of this protection, itself included; null: it has no end';
      COMMENT ON COLUMN billing.account.reconnected_on IS 'A payment opened access again; null once the fee for it, if there is one, was charged';
      CREATE INDEX account_reconnected ON billing.account (customer_id) WHERE reconnected_on IS NOT NULL;
      CREATE INDEX account_spared ON billing.account (partner_id, customer_id) WHERE promise_until IS NOT NULL OR protected_reason IS NOT NULL;
      CREATE INDEX account_partner ON billing.account (partner_id, customer_id);
      CREATE INDEX account_status ON billing.account (customer_status, customer_id);
      CREATE INDEX account_balance ON billing.account (balance_minor, customer_id);
      CALL platform.guard('billing.account');

      CREATE TABLE billing.hold (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        reason text NOT NULL CHECK (reason <> ''),
        placed_by text NOT NULL,
        placed_at timestamptz NOT NULL,
        lifted_at timestamptz,
        lifted_by text,
        CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
      );
      CREATE INDEX hold_customer ON billing.hold (customer_id, placed_at);
      CALL platform.guard('billing.hold');

      CREATE SEQUENCE billing.service_number;
      GRANT USAGE ON SEQUENCE billing.service_number TO demarc_app;
      CREATE TABLE billing.service (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        plan_id uuid NOT NULL REFERENCES billing.plan,
        number bigint NOT NULL UNIQUE DEFAULT nextval('billing.service_number'),
        kind text NOT NULL CHECK (kind IN ('internet', 'voice', 'recurring', 'one_time', 'bundle')),
        status text NOT NULL CHECK (status IN ('pending', 'active', 'paused', 'disabled', 'archived')),
        description text NOT NULL,
        quantity numeric(18,4) NOT NULL DEFAULT 1 CHECK (quantity > 0),
        unit text NOT NULL DEFAULT '',
        unit_price numeric(18,4) CHECK (unit_price >= 0),
        currency char(3) NOT NULL,
        tax_inclusive boolean NOT NULL,
        tax_rate_id uuid REFERENCES billing.tax_rate,
        period_months smallint CHECK (period_months BETWEEN 1 AND 12),
        period_weeks smallint CHECK (period_weeks BETWEEN 1 AND 52),
        CHECK (num_nonnulls(period_months, period_weeks) <= 1),
        starts_on date NOT NULL,
        ends_on date CHECK (ends_on >= starts_on),
        ended_by text CHECK (ended_by IN ('end_date', 'deactivation')),
        bundle_service_id uuid REFERENCES billing.service,
        previous_service_id uuid REFERENCES billing.service,
        continues_service_id uuid REFERENCES billing.service,
        chain_id uuid NOT NULL,
        contract_ends_on date,
        contract_at_end text CHECK (contract_at_end IN ('list_price', 'same_price', 'ends')),
        contract_entered text CHECK (contract_entered IN ('end', 'price', 'nothing')),
        contract_price_from date,
        contract_ended_on date,
        prepaid_days smallint CHECK (prepaid_days BETWEEN 1 AND 365),
        lapsed_on date,
        contract_told_on date,
        activates_on date,
        anchor_on date,
        connection_type text NOT NULL DEFAULT '',
        end_reason text NOT NULL DEFAULT '',
        gps text,
        custom_fields jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom_fields) = 'object'),
        voice_number text,
        voice_direction text CHECK (voice_direction IN ('incoming', 'outgoing', 'both')),
        voice_device text,
        CHECK (num_nonnulls(voice_number, voice_direction, voice_device) IN (0, 3)),
        CHECK (voice_number IS NULL OR kind = 'voice'),
        end_credit_note_id uuid,
        end_invoice_id uuid,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1,
        CONSTRAINT one_service_a_voice_number EXCLUDE USING gist (
          voice_number WITH =,
          (CASE voice_direction WHEN 'incoming' THEN int4range(0, 1) WHEN 'outgoing' THEN int4range(1, 2) ELSE int4range(0, 2) END) WITH &&,
          daterange(starts_on, ends_on, '[]') WITH &&,
          chain_id WITH <>
        ) WHERE (voice_number IS NOT NULL AND status <> 'archived')
      );
      COMMENT ON COLUMN billing.service.ends_on IS 'The last day of service, itself included';
      COMMENT ON COLUMN billing.service.activates_on IS 'The first day of access where it is another one than starts_on, the first day that is charged';
      COMMENT ON COLUMN billing.service.contract_at_end IS 'What the end of its contract does; null: what the plan says';
      COMMENT ON COLUMN billing.service.contract_entered IS 'What of it was entered ahead of its day: the last day of the service, the list price from contract_price_from on, or nothing because nothing changes';
      COMMENT ON COLUMN billing.service.contract_ended_on IS 'The last day of a contract that is over: the service runs without a term since';
      COMMENT ON COLUMN billing.service.anchor_on IS 'The day that anniversaries count from where it is another one than starts_on: a change of plan keeps it';
      COMMENT ON COLUMN billing.service.continues_service_id IS 'The service that deactivation ended and that this one goes on with: its charged days count here too';
      COMMENT ON COLUMN billing.service.chain_id IS 'The first of the services that go on with each other; itself where there is one';
      CREATE FUNCTION billing.service_joins_chain() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.chain_id := NEW.id;
        IF NEW.continues_service_id IS NOT NULL THEN
          SELECT chain_id INTO NEW.chain_id FROM billing.service WHERE id = NEW.continues_service_id;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER service_joins_chain BEFORE INSERT ON billing.service FOR EACH ROW EXECUTE FUNCTION billing.service_joins_chain();
      CREATE INDEX service_customer ON billing.service (customer_id, starts_on);
      CREATE INDEX service_continues ON billing.service (continues_service_id) WHERE continues_service_id IS NOT NULL;
      CREATE INDEX service_bundle ON billing.service (bundle_service_id) WHERE bundle_service_id IS NOT NULL;
      CREATE INDEX service_plan ON billing.service (plan_id, status);
      CREATE INDEX service_starting ON billing.service (starts_on) WHERE status = 'pending';
      CREATE INDEX service_contract_ending ON billing.service (contract_ends_on) WHERE contract_ends_on IS NOT NULL AND ends_on IS NULL;
      CREATE INDEX service_ending ON billing.service (ends_on) WHERE status = 'active' AND ends_on IS NOT NULL;
      CALL platform.guard('billing.service');

      CREATE TABLE billing.service_pause (
        id uuid PRIMARY KEY,
        service_id uuid NOT NULL REFERENCES billing.service,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        days daterange NOT NULL CHECK (NOT isempty(days) AND NOT lower_inf(days)),
        is_away boolean NOT NULL DEFAULT false,
        reason text NOT NULL DEFAULT '',
        billing text NOT NULL DEFAULT 'free' CHECK (billing IN ('free', 'reduced', 'full')),
        discount_id uuid,
        credit_note_id uuid,
        made_by text NOT NULL DEFAULT '',
        EXCLUDE USING gist (service_id WITH =, days WITH &&)
      );
      COMMENT ON COLUMN billing.service_pause.is_away IS 'Of the duplicate that deactivation made: it ends when the customer is back, and stays open when that never came about';
      CREATE INDEX service_pause_customer ON billing.service_pause (customer_id);
      CALL platform.guard('billing.service_pause');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
