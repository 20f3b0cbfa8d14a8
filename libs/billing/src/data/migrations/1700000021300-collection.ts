import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Promises to pay with what became of them, fees by rule, and the fees that were charged or waived. */
export class Collection1700000021300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROMISES);
    await runner.query(FEES);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const PROMISES = `
  CREATE TABLE billing.promise (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    kind text NOT NULL CHECK (kind IN ('promise', 'grace')),
    until_on date NOT NULL,
    amount_minor bigint CHECK (amount_minor > 0),
    currency char(3) NOT NULL,
    by_customer boolean NOT NULL DEFAULT false,
    opened_access boolean NOT NULL DEFAULT false,
    note text NOT NULL DEFAULT '',
    made_on date NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'kept', 'broken', 'expired', 'withdrawn', 'replaced')),
    ended_on date CHECK ((ended_on IS NULL) = (status = 'open')),
    CHECK (kind = 'promise' OR amount_minor IS NULL)
  );
  COMMENT ON COLUMN billing.promise.amount_minor IS 'What is promised; paid since then, it is kept';
  COMMENT ON COLUMN billing.promise.opened_access IS 'Access was closed when it was made, and opened by it';
  CREATE UNIQUE INDEX uq_promise_open ON billing.promise (customer_id) WHERE status = 'open';
  CREATE INDEX promise_customer ON billing.promise (customer_id, made_at DESC);
  CREATE INDEX promise_ending ON billing.promise (until_on) WHERE status = 'open';
  CREATE FUNCTION billing.promise_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['status', 'ended_on'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR OLD.status <> 'open' THEN
      RAISE EXCEPTION 'a promise stays as it was made' USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER promise_stays BEFORE UPDATE ON billing.promise FOR EACH ROW EXECUTE FUNCTION billing.promise_stays();
  CREATE TRIGGER promise_kept BEFORE DELETE OR TRUNCATE ON billing.promise EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.promise', 'SELECT, INSERT, UPDATE');
`;

const FEES = `
  CREATE TABLE billing.fee_rule (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    kind text NOT NULL CHECK (kind IN ('late', 'unpaid', 'reconnection', 'returned_payment')),
    title text NOT NULL CHECK (title <> ''),
    amount numeric(18,4) CHECK (amount > 0),
    percent numeric(9,4) CHECK (percent > 0 AND percent <= 100),
    tax_rate_id uuid REFERENCES billing.tax_rate,
    after_days smallint NOT NULL DEFAULT 0 CHECK (after_days BETWEEN 0 AND 365),
    every_days smallint CHECK (every_days BETWEEN 1 AND 365),
    times smallint NOT NULL DEFAULT 1 CHECK (times BETWEEN 1 AND 50),
    charged_as text NOT NULL CHECK (charged_as IN ('future_item', 'invoice')),
    from_on date NOT NULL,
    ended_on date,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK (num_nonnulls(amount, percent) = 1),
    CHECK (kind IN ('late', 'unpaid') OR (every_days IS NULL AND times = 1)),
    CHECK (kind <> 'reconnection' OR amount IS NOT NULL)
  );
  COMMENT ON COLUMN billing.fee_rule.from_on IS 'Invoices from this day on: a new rule never reaches back';
  CREATE UNIQUE INDEX uq_fee_rule ON billing.fee_rule (partner_id, kind, lower(title)) NULLS NOT DISTINCT WHERE ended_on IS NULL;
  GRANT SELECT, INSERT, UPDATE ON billing.fee_rule TO demarc_app;
  ALTER TABLE billing.fee_rule ENABLE ROW LEVEL SECURITY;
  ALTER TABLE billing.fee_rule FORCE ROW LEVEL SECURITY;
  CREATE POLICY rules ON billing.fee_rule USING (
    (SELECT platform.scope_kind()) IN ('all', 'customer')
    OR ((SELECT platform.scope_kind()) = 'partners' AND (partner_id IS NULL OR partner_id = ANY ((SELECT platform.scope_partners())::uuid[]))));
  CREATE TRIGGER fee_rule_kept BEFORE DELETE OR TRUNCATE ON billing.fee_rule EXECUTE FUNCTION platform.refuse_change();

  CREATE TABLE billing.fee (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    rule_id uuid NOT NULL REFERENCES billing.fee_rule,
    kind text NOT NULL,
    title text NOT NULL,
    invoice_id uuid REFERENCES billing.invoice,
    payment_id uuid REFERENCES billing.payment,
    occurrence smallint NOT NULL CHECK (occurrence >= 1),
    for_date date NOT NULL,
    base_minor bigint NOT NULL,
    fee_minor bigint NOT NULL CHECK (fee_minor >= 0),
    currency char(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('charged', 'waived')),
    future_item_id uuid REFERENCES billing.future_item,
    made_invoice_id uuid REFERENCES billing.invoice,
    waived_by text,
    waived_on date,
    waived_reason text,
    created_at timestamptz NOT NULL,
    CHECK (num_nonnulls(waived_by, waived_on, waived_reason) = CASE status WHEN 'waived' THEN 3 ELSE 0 END)
  );
  COMMENT ON COLUMN billing.fee.fee_minor IS 'Before tax; 0 when it was waived before it was charged';
  CREATE UNIQUE INDEX uq_fee_of_invoice ON billing.fee (rule_id, invoice_id, occurrence) WHERE invoice_id IS NOT NULL;
  CREATE UNIQUE INDEX uq_fee_of_payment ON billing.fee (rule_id, payment_id, occurrence) WHERE payment_id IS NOT NULL;
  CREATE UNIQUE INDEX uq_fee_of_day ON billing.fee (rule_id, customer_id, for_date) WHERE invoice_id IS NULL AND payment_id IS NULL;
  CREATE INDEX fee_customer ON billing.fee (customer_id, for_date DESC, id DESC);
  CREATE INDEX fee_invoice ON billing.fee (invoice_id) WHERE invoice_id IS NOT NULL;
  CREATE INDEX fee_made_invoice ON billing.fee (made_invoice_id) WHERE made_invoice_id IS NOT NULL;
  CREATE FUNCTION billing.fee_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['status', 'waived_by', 'waived_on', 'waived_reason'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR OLD.status = 'waived' THEN
      RAISE EXCEPTION 'a fee stays as it was charged; waive it' USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER fee_stays BEFORE UPDATE ON billing.fee FOR EACH ROW EXECUTE FUNCTION billing.fee_stays();
  CREATE TRIGGER fee_kept BEFORE DELETE OR TRUNCATE ON billing.fee EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.fee', 'SELECT, INSERT, UPDATE');
`;
