import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments by a payment provider: its accounts, what customers were sent to pay, what it announced; and money given back, by hand too. */
export class Gateways1700000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS);
    await runner.query(CHECKOUTS);
    await runner.query(NOTICES);
    await runner.query(REFUNDS);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const ACCOUNTS = `
  CREATE TABLE billing.payment_provider_account (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    provider text NOT NULL CHECK (provider IN ('stripe')),
    mode text NOT NULL CHECK (mode IN ('test', 'live')),
    name text NOT NULL CHECK (name <> ''),
    secret_key bytea NOT NULL,
    webhook_secrets bytea[] NOT NULL CHECK (cardinality(webhook_secrets) BETWEEN 0 AND 5),
    key_hint text NOT NULL,
    method_id uuid NOT NULL REFERENCES billing.payment_method,
    active boolean NOT NULL DEFAULT true,
    connected_at timestamptz NOT NULL,
    connected_by text NOT NULL,
    disconnected_at timestamptz
  );
  CREATE UNIQUE INDEX uq_payment_provider_account ON billing.payment_provider_account (partner_id, provider) NULLS NOT DISTINCT WHERE active;
  COMMENT ON TABLE billing.payment_provider_account IS 'Without a partner it serves every partner that has none of its own. A disconnected one still takes notices of payments begun before';
  CALL platform.guard('billing.payment_provider_account', 'SELECT, INSERT, UPDATE');
`;

const CHECKOUTS = `
  CREATE TABLE billing.checkout (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    account_id uuid NOT NULL REFERENCES billing.payment_provider_account,
    provider text NOT NULL,
    provider_session_id text,
    url text,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency char(3) NOT NULL,
    invoice_ids uuid[] NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'expired', 'failed', 'unknown')),
    fault text,
    payment_id uuid REFERENCES billing.payment,
    payment_reference text,
    provider_facts jsonb,
    started_by text NOT NULL,
    expires_at timestamptz,
    looked_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK ((state = 'paid') = (payment_id IS NOT NULL)),
    CONSTRAINT uq_checkout_session UNIQUE (provider, provider_session_id)
  );
  COMMENT ON COLUMN billing.checkout.provider_facts IS 'As the provider told it: its fee and what is left of the payment. Not booked';
  CREATE INDEX checkout_customer ON billing.checkout (customer_id, created_at DESC);
  CREATE INDEX checkout_open ON billing.checkout (looked_at NULLS FIRST, created_at) WHERE state IN ('open', 'unknown');
  CREATE INDEX checkout_without_facts ON billing.checkout (created_at) WHERE state = 'paid' AND provider_facts IS NULL;
  CALL platform.guard('billing.checkout', 'SELECT, INSERT, UPDATE');
`;

const NOTICES = `
  CREATE TABLE billing.provider_notice (
    provider text NOT NULL,
    account_id uuid NOT NULL REFERENCES billing.payment_provider_account,
    event_id text NOT NULL CHECK (event_id <> ''),
    received_at timestamptz NOT NULL,
    kind text NOT NULL,
    raw text NOT NULL,
    state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'done', 'ignored', 'failed')),
    fault text,
    finished_at timestamptz,
    payment_id uuid REFERENCES billing.payment,
    checkout_id uuid REFERENCES billing.checkout,
    customer_id uuid REFERENCES billing.account,
    partner_id uuid REFERENCES crm.partner,
    PRIMARY KEY (provider, account_id, event_id)
  );
  COMMENT ON TABLE billing.provider_notice IS 'What a provider announced, each event of an account once, as received and verified';
  CREATE INDEX provider_notice_time ON billing.provider_notice (received_at DESC, event_id);
  CREATE INDEX provider_notice_waiting ON billing.provider_notice (received_at) WHERE state IN ('received', 'failed');
  CREATE FUNCTION billing.notice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['state', 'fault', 'finished_at', 'payment_id', 'checkout_id', 'customer_id', 'partner_id'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) THEN
      RAISE EXCEPTION 'notice % stays as it was received', OLD.event_id USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER provider_notice_stays BEFORE UPDATE ON billing.provider_notice FOR EACH ROW EXECUTE FUNCTION billing.notice_stays();
  CREATE TRIGGER provider_notice_kept BEFORE DELETE OR TRUNCATE ON billing.provider_notice EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.provider_notice', 'SELECT, INSERT, UPDATE');
`;

const REFUNDS = `
  CREATE TABLE billing.refund (
    id uuid PRIMARY KEY,
    payment_id uuid REFERENCES billing.payment,
    credit_note_id uuid REFERENCES billing.credit_note,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    account_id uuid REFERENCES billing.payment_provider_account,
    provider text,
    provider_reference text,
    method_id uuid REFERENCES billing.payment_method,
    kind text NOT NULL CHECK (kind IN ('refund', 'chargeback')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    booked_minor bigint NOT NULL DEFAULT 0 CHECK (booked_minor BETWEEN 0 AND amount_minor),
    currency char(3) NOT NULL,
    reason text NOT NULL DEFAULT '',
    state text NOT NULL CHECK (state IN ('requested', 'pending', 'unknown', 'done', 'failed', 'returned')),
    fault text,
    requested_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    looked_at timestamptz,
    CHECK (num_nonnulls(payment_id, credit_note_id) = 1),
    CHECK (credit_note_id IS NULL OR (kind = 'refund' AND provider IS NULL)),
    CHECK (num_nonnulls(account_id, provider) IN (0, 2)),
    CHECK ((method_id IS NULL) = (provider IS NOT NULL)),
    CONSTRAINT uq_refund_reference UNIQUE (provider, provider_reference)
  );
  COMMENT ON COLUMN billing.refund.state IS 'done: the money has left us and is booked; returned: it came back to us (a refund that bounced, a chargeback that was won)';
  COMMENT ON COLUMN billing.refund.booked_minor IS 'What the customer owes again by it: never more than is left of the payment. The rest lies in suspense until the provider has been asked';
  COMMENT ON COLUMN billing.refund.credit_note_id IS 'What was handed back is worth of this credit note, and of no payment';
  CREATE INDEX refund_credit_note ON billing.refund (credit_note_id) WHERE credit_note_id IS NOT NULL;
  COMMENT ON COLUMN billing.refund.method_id IS 'How it was handed back, where no provider did it';
  CREATE INDEX refund_payment ON billing.refund (payment_id, created_at);
  CREATE INDEX refund_customer ON billing.refund (customer_id, created_at DESC);
  CREATE INDEX refund_under_way ON billing.refund (looked_at NULLS FIRST, created_at) WHERE state IN ('requested', 'pending', 'unknown');
  CREATE FUNCTION billing.refund_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['state', 'fault', 'provider_reference', 'booked_minor', 'updated_at', 'looked_at'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change)
       OR (OLD.state IN ('failed', 'returned') AND NEW.state <> OLD.state)
       OR (OLD.state = 'done' AND NEW.state NOT IN ('done', 'returned'))
       OR (OLD.provider_reference IS NOT NULL AND NEW.provider_reference IS DISTINCT FROM OLD.provider_reference) THEN
      RAISE EXCEPTION 'refund % cannot change so', OLD.id USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refund_stays BEFORE UPDATE ON billing.refund FOR EACH ROW EXECUTE FUNCTION billing.refund_stays();
  CREATE TRIGGER refund_kept BEFORE DELETE OR TRUNCATE ON billing.refund EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.refund', 'SELECT, INSERT, UPDATE');

  ALTER TABLE billing.payment ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND greatest(amount_minor, 0));
  ALTER TABLE billing.payment ADD CONSTRAINT payment_free_after_refunds CHECK (unallocated_minor <= greatest(amount_minor - refunded_minor, 0));
  COMMENT ON COLUMN billing.payment.refunded_minor IS 'Given back, by refunds and chargebacks; never more than was paid';
  CREATE OR REPLACE FUNCTION billing.payment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['unallocated_minor', 'refunded_minor', 'status', 'reversed_reason', 'reversed_on', 'note'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR (OLD.status = 'reversed' AND NEW.status <> 'reversed') THEN
      RAISE EXCEPTION 'payment % never changes; reverse it', OLD.receipt_number USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE OR REPLACE FUNCTION billing.allocations_sum_up() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (SELECT settled_minor FROM billing.invoice WHERE id = NEW.invoice_id)
       <> (SELECT coalesce(sum(amount_minor), 0) FROM billing.allocation WHERE invoice_id = NEW.invoice_id AND undone_at IS NULL) THEN
      RAISE EXCEPTION 'the allocations to invoice % are not what it is settled with', NEW.invoice_id USING ERRCODE = 'DM012', CONSTRAINT = 'allocation_sums';
    END IF;
    IF NEW.payment_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM billing.payment WHERE id = NEW.payment_id
         AND unallocated_minor = CASE status WHEN 'reversed' THEN 0 ELSE greatest(amount_minor - refunded_minor, 0) END
        - (SELECT coalesce(sum(amount_minor), 0) FROM billing.allocation WHERE payment_id = NEW.payment_id AND undone_at IS NULL)) THEN
      RAISE EXCEPTION 'payment % is not allocated as it says', NEW.payment_id USING ERRCODE = 'DM012', CONSTRAINT = 'allocation_sums';
    END IF;
    RETURN NULL;
  END $$;
`;
