import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments, deposits and write-offs, and what they and credit notes settle. */
export class Money1700000020400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.payment_method (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (name <> ''),
        number smallint GENERATED ALWAYS AS IDENTITY UNIQUE,
        ledger_account text NOT NULL DEFAULT 'bank' REFERENCES billing.ledger_account
          CHECK (ledger_account IN ('cash', 'bank', 'gateway_clearing', 'suspense', 'customer_deposit')),
        active boolean NOT NULL DEFAULT true
      );
      CREATE UNIQUE INDEX uq_payment_method_name ON billing.payment_method (lower(name)) WHERE active;
      CALL platform.guard('billing.payment_method');

      CREATE TABLE billing.deposit (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        method_id uuid NOT NULL REFERENCES billing.payment_method,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        left_minor bigint NOT NULL CHECK (left_minor BETWEEN 0 AND amount_minor),
        currency char(3) NOT NULL,
        taken_on date NOT NULL,
        receipt_number text NOT NULL CHECK (receipt_number <> ''),
        series_id uuid REFERENCES billing.number_series,
        ordinal bigint,
        note text NOT NULL DEFAULT '',
        taken_by text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT uq_deposit_receipt UNIQUE (series_id, receipt_number)
      );
      COMMENT ON TABLE billing.deposit IS 'Money of the customer that we keep for later: a liability, never part of the balance';
      CREATE INDEX deposit_customer ON billing.deposit (customer_id, taken_on DESC, id DESC);
      CREATE FUNCTION billing.deposit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (to_jsonb(NEW) - 'left_minor') IS DISTINCT FROM (to_jsonb(OLD) - 'left_minor') THEN
          RAISE EXCEPTION 'deposit % never changes', OLD.receipt_number USING ERRCODE = 'DM001';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER deposit_stays BEFORE UPDATE ON billing.deposit FOR EACH ROW EXECUTE FUNCTION billing.deposit_stays();
      CREATE TRIGGER deposit_kept BEFORE DELETE OR TRUNCATE ON billing.deposit EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.deposit', 'SELECT, INSERT, UPDATE');

      CREATE TABLE billing.deposit_step (
        id uuid PRIMARY KEY,
        deposit_id uuid NOT NULL REFERENCES billing.deposit,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        kind text NOT NULL CHECK (kind IN ('given_back', 'forfeited')),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        method_id uuid REFERENCES billing.payment_method CHECK ((method_id IS NOT NULL) = (kind = 'given_back')),
        reason text NOT NULL CHECK (reason <> ''),
        done_on date NOT NULL,
        done_by text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX deposit_step_deposit ON billing.deposit_step (deposit_id, id);
      CREATE TRIGGER deposit_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.deposit_step
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.deposit_step', 'SELECT, INSERT');

      CREATE TABLE billing.payment (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        origin text NOT NULL DEFAULT 'native' CHECK (origin IN ('native', 'imported')),
        method_id uuid NOT NULL REFERENCES billing.payment_method,
        amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
        currency char(3) NOT NULL,
        received_on date NOT NULL,
        receipt_number text NOT NULL,
        series_id uuid REFERENCES billing.number_series,
        ordinal bigint,
        provider text,
        provider_reference text,
        deposit_id uuid REFERENCES billing.deposit,
        note text NOT NULL DEFAULT '',
        status text NOT NULL DEFAULT 'recorded' CHECK (status IN ('recorded', 'reversed')),
        reversed_reason text,
        reversed_on date,
        unallocated_minor bigint NOT NULL,
        recorded_by text NOT NULL,
        created_at timestamptz NOT NULL,
        CHECK (unallocated_minor BETWEEN 0 AND greatest(amount_minor, 0)),
        CHECK ((provider IS NULL) = (provider_reference IS NULL)),
        CHECK (origin = 'imported' OR amount_minor > 0),
        CONSTRAINT uq_payment_receipt UNIQUE (series_id, receipt_number)
      );
      CREATE UNIQUE INDEX uq_payment_provider ON billing.payment (provider, provider_reference) WHERE provider IS NOT NULL;
      CREATE INDEX payment_customer ON billing.payment (customer_id, received_on DESC, id DESC);
      CREATE INDEX payment_received ON billing.payment (received_on DESC, id DESC);
      COMMENT ON COLUMN billing.payment.deposit_id IS 'Paid out of this deposit; reversing it fills the deposit again';
      CREATE INDEX payment_deposit ON billing.payment (deposit_id) WHERE deposit_id IS NOT NULL;
      CREATE INDEX payment_free ON billing.payment (customer_id) WHERE unallocated_minor > 0 AND status = 'recorded';
      CREATE FUNCTION billing.payment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE may_change text[] := ARRAY['unallocated_minor', 'status', 'reversed_reason', 'reversed_on', 'note'];
      BEGIN
        IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR (OLD.status = 'reversed' AND NEW.status <> 'reversed') THEN
          RAISE EXCEPTION 'payment % never changes; reverse it', OLD.receipt_number USING ERRCODE = 'DM001';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER payment_stays BEFORE UPDATE ON billing.payment FOR EACH ROW EXECUTE FUNCTION billing.payment_stays();
      CREATE TRIGGER payment_kept BEFORE DELETE OR TRUNCATE ON billing.payment EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.payment', 'SELECT, INSERT, UPDATE');

      CREATE TABLE billing.write_off (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        invoice_id uuid NOT NULL REFERENCES billing.invoice,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency char(3) NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        written_on date NOT NULL,
        written_by text NOT NULL,
        created_at timestamptz NOT NULL,
        undone_on date,
        undone_by text,
        undone_reason text,
        CHECK (num_nonnulls(undone_on, undone_by, undone_reason) IN (0, 3))
      );
      CREATE INDEX write_off_invoice ON billing.write_off (invoice_id, id);
      CREATE INDEX write_off_customer ON billing.write_off (customer_id, id DESC);
      CREATE FUNCTION billing.write_off_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE may_change text[] := ARRAY['undone_on', 'undone_by', 'undone_reason'];
      BEGIN
        IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR OLD.undone_on IS NOT NULL THEN
          RAISE EXCEPTION 'a write-off never changes; take it back and write another' USING ERRCODE = 'DM001';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER write_off_stays BEFORE UPDATE ON billing.write_off FOR EACH ROW EXECUTE FUNCTION billing.write_off_stays();
      CREATE TRIGGER write_off_kept BEFORE DELETE OR TRUNCATE ON billing.write_off EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.write_off', 'SELECT, INSERT, UPDATE');

      CREATE TABLE billing.allocation (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        payment_id uuid REFERENCES billing.payment,
        credit_note_id uuid REFERENCES billing.credit_note,
        adjustment_id uuid REFERENCES billing.journal_entry,
        write_off_id uuid REFERENCES billing.write_off,
        invoice_id uuid NOT NULL REFERENCES billing.invoice,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        made_at timestamptz NOT NULL,
        undone_at timestamptz,
        CHECK (num_nonnulls(payment_id, credit_note_id, adjustment_id, write_off_id) = 1)
      );
      CREATE INDEX allocation_invoice ON billing.allocation (invoice_id);
      CREATE INDEX allocation_payment ON billing.allocation (payment_id) WHERE payment_id IS NOT NULL;
      CREATE INDEX allocation_credit_note ON billing.allocation (credit_note_id) WHERE credit_note_id IS NOT NULL;
      CREATE INDEX allocation_write_off ON billing.allocation (write_off_id) WHERE write_off_id IS NOT NULL;
      CREATE INDEX allocation_customer ON billing.allocation (customer_id, made_at);

      CREATE FUNCTION billing.allocations_sum_up() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT settled_minor FROM billing.invoice WHERE id = NEW.invoice_id)
           <> (SELECT coalesce(sum(amount_minor), 0) FROM billing.allocation WHERE invoice_id = NEW.invoice_id AND undone_at IS NULL) THEN
          RAISE EXCEPTION 'the allocations to invoice % are not what it is settled with', NEW.invoice_id USING ERRCODE = 'DM012', CONSTRAINT = 'allocation_sums';
        END IF;
        IF NEW.payment_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM billing.payment WHERE id = NEW.payment_id AND unallocated_minor = CASE status WHEN 'reversed' THEN 0 ELSE amount_minor END
            - (SELECT coalesce(sum(amount_minor), 0) FROM billing.allocation WHERE payment_id = NEW.payment_id AND undone_at IS NULL)) THEN
          RAISE EXCEPTION 'payment % is not allocated as it says', NEW.payment_id USING ERRCODE = 'DM012', CONSTRAINT = 'allocation_sums';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER allocation_sums AFTER INSERT OR UPDATE ON billing.allocation
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.allocations_sum_up();
      CREATE FUNCTION billing.allocation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (to_jsonb(NEW) - 'undone_at') IS DISTINCT FROM (to_jsonb(OLD) - 'undone_at') OR OLD.undone_at IS NOT NULL THEN
          RAISE EXCEPTION 'an allocation never changes; undo it and make another' USING ERRCODE = 'DM001';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER allocation_stays BEFORE UPDATE ON billing.allocation FOR EACH ROW EXECUTE FUNCTION billing.allocation_stays();
      CREATE TRIGGER allocation_kept BEFORE DELETE OR TRUNCATE ON billing.allocation EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.allocation', 'SELECT, INSERT, UPDATE');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
