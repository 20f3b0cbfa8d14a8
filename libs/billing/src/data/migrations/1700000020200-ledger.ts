import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The journal. An entry says how many legs it has; legs are numbered within it. When the transaction commits, an entry has
 * exactly its legs and they sum to zero in each currency. After that no number is free, so nothing can be added either.
 * The check of a whole statement looks its rows up by index, also on a plan that was made while the table was small.
 */
export class Ledger1700000020200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.ledger_account (
        code text PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense', 'equity')),
        own_code text CHECK (own_code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$'),
        added boolean NOT NULL DEFAULT false,
        active boolean NOT NULL DEFAULT true,
        revision int NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN billing.ledger_account.own_code IS 'The number of the account in the operator’s own chart; postings keep the code';
      CREATE UNIQUE INDEX uq_ledger_account_own_code ON billing.ledger_account (own_code) WHERE own_code IS NOT NULL;
      CREATE UNIQUE INDEX uq_ledger_account_name ON billing.ledger_account (kind, lower(name));
      INSERT INTO billing.ledger_account (code, name, kind) VALUES
        ('receivable', 'Customers', 'asset'), ('cash', 'Cash', 'asset'), ('bank', 'Bank', 'asset'),
        ('gateway_clearing', 'Payment providers, not yet paid out', 'asset'), ('tax_payable', 'Tax payable', 'liability'),
        ('customer_deposit', 'Deposits of customers', 'liability'),
        ('suspense', 'Money not yet known', 'liability'), ('opening_balance', 'Opening balances', 'equity'),
        ('revenue.internet', 'Internet', 'income'), ('revenue.voice', 'Voice', 'income'),
        ('revenue.recurring', 'Recurring services', 'income'), ('revenue.bundle', 'Bundles', 'income'),
        ('revenue.one_time', 'One-time sales', 'income'), ('revenue.fee', 'Fees', 'income'),
        ('revenue.other', 'Other income', 'income'), ('write_off', 'Written off', 'expense'), ('rounding', 'Rounding', 'expense');
      CALL platform.guard('billing.ledger_account', 'SELECT, INSERT, UPDATE');

      CREATE TABLE billing.revenue_mapping (
        id uuid PRIMARY KEY,
        from_account text REFERENCES billing.ledger_account CHECK (from_account LIKE 'revenue.%'),
        plan_id uuid REFERENCES billing.plan,
        account_code text NOT NULL REFERENCES billing.ledger_account CHECK (account_code LIKE 'revenue.%'),
        CHECK (num_nonnulls(from_account, plan_id) = 1)
      );
      CREATE UNIQUE INDEX uq_revenue_mapping_account ON billing.revenue_mapping (from_account) WHERE from_account IS NOT NULL;
      CREATE UNIQUE INDEX uq_revenue_mapping_plan ON billing.revenue_mapping (plan_id) WHERE plan_id IS NOT NULL;
      COMMENT ON TABLE billing.revenue_mapping IS 'Where income goes instead of the account of its kind: by plan, else by that account';
      CALL platform.guard('billing.revenue_mapping');

      CREATE TABLE billing.journal_entry (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        customer_id uuid REFERENCES billing.account,
        occurred_on date NOT NULL,
        kind text NOT NULL,
        source_kind text NOT NULL,
        source_id uuid NOT NULL,
        description text NOT NULL,
        legs smallint NOT NULL CHECK (legs >= 2),
        created_at timestamptz NOT NULL,
        CONSTRAINT uq_journal_entry_source UNIQUE (source_id, kind)
      );
      CREATE INDEX journal_entry_customer ON billing.journal_entry (customer_id, occurred_on);

      CREATE TABLE billing.posting (
        id bigint GENERATED ALWAYS AS IDENTITY,
        entry_id uuid NOT NULL REFERENCES billing.journal_entry,
        position smallint NOT NULL CHECK (position >= 1),
        account_code text NOT NULL REFERENCES billing.ledger_account,
        customer_id uuid REFERENCES billing.account,
        partner_id uuid NOT NULL,
        tax_rate_id uuid REFERENCES billing.tax_rate,
        amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
        currency char(3) NOT NULL,
        PRIMARY KEY (entry_id, position),
        CONSTRAINT receivable_of_a_customer CHECK ((account_code = 'receivable') = (customer_id IS NOT NULL))
      );
      COMMENT ON COLUMN billing.posting.amount_minor IS 'Debit is positive';
      CREATE INDEX posting_customer ON billing.posting (customer_id, id) WHERE customer_id IS NOT NULL;

      CREATE FUNCTION billing.entry_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        found_legs bigint;
        last_leg smallint;
        off_balance numeric;
        currencies bigint;
      BEGIN
        SELECT count(*), max(position), sum(amount_minor), count(DISTINCT currency) INTO found_legs, last_leg, off_balance, currencies
          FROM billing.posting WHERE entry_id = NEW.id;
        IF found_legs <> NEW.legs OR last_leg <> NEW.legs THEN
          RAISE EXCEPTION 'journal entry % has % of % legs', NEW.id, found_legs, NEW.legs USING ERRCODE = 'DM010', CONSTRAINT = 'journal_entry_balance';
        END IF;
        IF off_balance <> 0 OR (currencies > 1 AND EXISTS (
          SELECT 1 FROM billing.posting WHERE entry_id = NEW.id GROUP BY currency HAVING sum(amount_minor) <> 0)) THEN
          RAISE EXCEPTION 'journal entry % does not balance', NEW.id USING ERRCODE = 'DM010', CONSTRAINT = 'journal_entry_balance';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER journal_entry_balance AFTER INSERT ON billing.journal_entry
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.entry_is_balanced();

      CREATE FUNCTION billing.legs_fit_entry() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM added WHERE NOT (
             SELECT added.position <= entry.legs AND added.partner_id = entry.partner_id FROM billing.journal_entry entry WHERE entry.id = added.entry_id)) THEN
          RAISE EXCEPTION 'a posting does not fit its journal entry' USING ERRCODE = 'DM010', CONSTRAINT = 'journal_entry_balance';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER posting_fits AFTER INSERT ON billing.posting REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION billing.legs_fit_entry();

      CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.journal_entry
        EXECUTE FUNCTION platform.refuse_change();
      CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.posting
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.journal_entry', 'SELECT, INSERT');
      CALL platform.guard('billing.posting', 'SELECT, INSERT');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
