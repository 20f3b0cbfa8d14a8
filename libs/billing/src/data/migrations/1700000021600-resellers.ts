import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a partner gets of what its customers pay. Lines are written first; the settlement then closes them: it is accepted
 * only when they sum to its totals. From then on it can be taken back, once. Payouts are records of their own: one stands at a
 * time, and one that was noted by mistake is taken back and keeps its record too.
 */
export class Resellers1700000021600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TERMS);
    await runner.query(SETTLEMENT);
    await runner.query(PAYOUT);
    await runner.query(KEPT);
    await runner.query(CHANGED_SINCE);
    for (const table of ['reseller_terms', 'reseller_settlement', 'reseller_payout', 'reseller_settlement_line'])
      await runner.query(
        forStaffOnly(table, table === 'reseller_settlement_line' ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE'),
      );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const TERMS = `
  CREATE TABLE billing.reseller_terms (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    from_on date NOT NULL,
    percent numeric(7,4) NOT NULL CHECK (percent BETWEEN 0 AND 100),
    basis text NOT NULL CHECK (basis IN ('collected', 'invoiced')),
    with_fees boolean NOT NULL DEFAULT false,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL,
    CONSTRAINT uq_reseller_terms UNIQUE (partner_id, from_on)
  );
  COMMENT ON TABLE billing.reseller_terms IS 'They hold for documents issued from that day until the next terms; no percent: nothing is shared any more';
`;

const AMOUNTS = `
    base_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    not_shared_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    share_minor bigint NOT NULL,
    kept_minor bigint NOT NULL,
    CHECK (share_minor + kept_minor = base_minor),
    CHECK (base_minor + tax_minor + not_shared_minor = gross_minor),`;

const SETTLEMENT = `
  ALTER TABLE billing.number_series DROP CONSTRAINT number_series_kind_check;
  ALTER TABLE billing.number_series ADD CONSTRAINT number_series_kind_check
    CHECK (kind IN ('invoice', 'one_time_invoice', 'credit_note', 'receipt', 'deposit', 'proforma', 'statement', 'reseller_settlement'));
  INSERT INTO billing.ledger_account (code, name, kind) VALUES
    ('reseller_share', 'Shares of resellers', 'expense'), ('reseller_payable', 'Owed to resellers', 'liability');

  CREATE TABLE billing.reseller_settlement (
    id uuid PRIMARY KEY,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    currency char(3) NOT NULL,
    series_id uuid NOT NULL REFERENCES billing.number_series,
    ordinal bigint NOT NULL,
    number text NOT NULL CHECK (number <> ''),
    period daterange NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period) AND NOT upper_inf(period)),
    settled_on date NOT NULL,
    ${AMOUNTS}
    hash text NOT NULL,
    settled_by text NOT NULL,
    created_at timestamptz NOT NULL,
    undone_on date,
    undone_by text,
    undone_reason text,
    CHECK (settled_on >= upper(period)),
    CHECK (num_nonnulls(undone_on, undone_by, undone_reason) IN (0, 3)),
    CONSTRAINT uq_reseller_settlement_number UNIQUE (series_id, number),
    CONSTRAINT one_settlement_a_day EXCLUDE USING gist (partner_id WITH =, currency WITH =, period WITH &&) WHERE (undone_on IS NULL)
  );
  CREATE INDEX reseller_settlement_partner ON billing.reseller_settlement (partner_id, id DESC);

  CREATE TABLE billing.reseller_settlement_line (
    settlement_id uuid NOT NULL REFERENCES billing.reseller_settlement DEFERRABLE INITIALLY DEFERRED,
    position int NOT NULL CHECK (position >= 1),
    partner_id uuid NOT NULL,
    customer_id uuid NOT NULL REFERENCES billing.account,
    invoice_id uuid REFERENCES billing.invoice,
    credit_note_id uuid REFERENCES billing.credit_note,
    terms_id uuid NOT NULL REFERENCES billing.reseller_terms,
    percent numeric(7,4) NOT NULL,
    ${AMOUNTS}
    explanation jsonb NOT NULL,
    CHECK (num_nonnulls(invoice_id, credit_note_id) = 1),
    PRIMARY KEY (settlement_id, position)
  );
  CREATE UNIQUE INDEX uq_reseller_line_invoice ON billing.reseller_settlement_line (invoice_id, settlement_id) WHERE invoice_id IS NOT NULL;
  CREATE UNIQUE INDEX uq_reseller_line_note ON billing.reseller_settlement_line (credit_note_id, settlement_id) WHERE credit_note_id IS NOT NULL;
`;

const PAYOUT = `
  CREATE TABLE billing.reseller_payout (
    id uuid PRIMARY KEY,
    settlement_id uuid NOT NULL REFERENCES billing.reseller_settlement,
    partner_id uuid NOT NULL,
    paid_on date NOT NULL,
    paid_by text NOT NULL,
    method_id uuid NOT NULL REFERENCES billing.payment_method,
    ledger_account text NOT NULL CHECK (ledger_account IN ('cash', 'bank')),
    reference text NOT NULL CHECK (reference <> ''),
    created_at timestamptz NOT NULL,
    taken_back_on date,
    taken_back_by text,
    taken_back_reason text,
    CHECK (num_nonnulls(taken_back_on, taken_back_by, taken_back_reason) IN (0, 3)),
    CHECK (taken_back_on >= paid_on)
  );
  COMMENT ON COLUMN billing.reseller_payout.ledger_account IS 'Where the money came from when it was paid: taking it back books there again';
  CREATE INDEX reseller_payout_settlement ON billing.reseller_payout (settlement_id, id DESC);
  CREATE UNIQUE INDEX one_payout_a_settlement ON billing.reseller_payout (settlement_id) WHERE taken_back_on IS NULL;
`;

const KEPT = `
  CREATE FUNCTION billing.reseller_settlement_sums_up() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT 1 FROM (SELECT coalesce(sum(base_minor), 0) AS base, coalesce(sum(tax_minor), 0) AS tax, coalesce(sum(not_shared_minor), 0) AS not_shared,
           coalesce(sum(gross_minor), 0) AS gross, coalesce(sum(share_minor), 0) AS share, coalesce(sum(kept_minor), 0) AS kept
         FROM billing.reseller_settlement_line WHERE settlement_id = NEW.id) lines
       WHERE (base, tax, not_shared, gross, share, kept)
           = (NEW.base_minor, NEW.tax_minor, NEW.not_shared_minor, NEW.gross_minor, NEW.share_minor, NEW.kept_minor)) THEN
      RAISE EXCEPTION 'the lines of settlement % do not sum to its totals', NEW.number USING ERRCODE = 'DM011', CONSTRAINT = 'reseller_settlement_sums';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER reseller_settlement_sums AFTER INSERT ON billing.reseller_settlement
    FOR EACH ROW EXECUTE FUNCTION billing.reseller_settlement_sums_up();
  CREATE FUNCTION billing.reseller_settlement_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM billing.reseller_settlement WHERE id IN (SELECT settlement_id FROM added)) THEN
      RAISE EXCEPTION 'a settlement takes no line more' USING ERRCODE = 'DM011', CONSTRAINT = 'reseller_settlement_closed';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER reseller_settlement_line_closed AFTER INSERT ON billing.reseller_settlement_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION billing.reseller_settlement_is_open();
  CREATE FUNCTION billing.reseller_settlement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['undone_on', 'undone_by', 'undone_reason'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR OLD.undone_on IS NOT NULL THEN
      RAISE EXCEPTION 'settlement % never changes; the next one makes good what was wrong', OLD.number USING ERRCODE = 'DM001';
    END IF;
    IF EXISTS (SELECT 1 FROM billing.reseller_payout WHERE settlement_id = OLD.id AND taken_back_on IS NULL) THEN
      RAISE EXCEPTION 'settlement % is paid out', OLD.number USING ERRCODE = 'DM001', CONSTRAINT = 'reseller_settlement_paid';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER reseller_settlement_stays BEFORE UPDATE ON billing.reseller_settlement
    FOR EACH ROW EXECUTE FUNCTION billing.reseller_settlement_stays();
  CREATE TRIGGER reseller_settlement_kept BEFORE DELETE OR TRUNCATE ON billing.reseller_settlement EXECUTE FUNCTION platform.refuse_change();
  CREATE TRIGGER reseller_settlement_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.reseller_settlement_line
    EXECUTE FUNCTION platform.refuse_change();

  CREATE FUNCTION billing.reseller_payout_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['taken_back_on', 'taken_back_by', 'taken_back_reason'];
  BEGIN
    IF TG_OP = 'UPDATE' AND ((to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR OLD.taken_back_on IS NOT NULL) THEN
      RAISE EXCEPTION 'a payout never changes; take it back and note another' USING ERRCODE = 'DM001';
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM billing.reseller_settlement WHERE id = NEW.settlement_id AND undone_on IS NOT NULL) THEN
      RAISE EXCEPTION 'a settlement that was taken back is not paid' USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER reseller_payout_stays BEFORE INSERT OR UPDATE ON billing.reseller_payout FOR EACH ROW EXECUTE FUNCTION billing.reseller_payout_stays();
  CREATE TRIGGER reseller_payout_kept BEFORE DELETE OR TRUNCATE ON billing.reseller_payout EXECUTE FUNCTION platform.refuse_change();

  CREATE FUNCTION billing.reseller_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM billing.reseller_settlement WHERE partner_id = NEW.partner_id AND undone_on IS NULL AND upper(period) > NEW.from_on) THEN
      RAISE EXCEPTION 'days that are settled keep their terms' USING ERRCODE = 'DM001', CONSTRAINT = 'reseller_terms_settled';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER reseller_terms_stay BEFORE INSERT OR UPDATE ON billing.reseller_terms FOR EACH ROW EXECUTE FUNCTION billing.reseller_terms_stay();
  CREATE TRIGGER reseller_terms_kept BEFORE DELETE OR TRUNCATE ON billing.reseller_terms EXECUTE FUNCTION platform.refuse_change();
`;

/**
 * What a settlement looks for: documents and allocations recorded since the one before it. They come in the order of time, so an
 * index over blocks finds them, and costs those who write next to nothing.
 */
const CHANGED_SINCE = `
  CREATE INDEX invoice_recorded ON billing.invoice USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
  CREATE INDEX credit_note_recorded ON billing.credit_note USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
  CREATE INDEX allocation_made ON billing.allocation USING brin (made_at) WITH (pages_per_range = 16, autosummarize = on);
  CREATE INDEX allocation_undone ON billing.allocation (undone_at) WHERE undone_at IS NOT NULL;
`;

/** Unlike other rows with a partner, these are never shown to that partner's customers. */
function forStaffOnly(table: string, rights: string): string {
  const seen = `(SELECT platform.scope_kind()) = 'all'
    OR ((SELECT platform.scope_kind()) = 'partners' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[]))`;
  return `
    GRANT ${rights} ON billing.${table} TO demarc_app;
    ALTER TABLE billing.${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE billing.${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY in_scope ON billing.${table} USING (${seen}) WITH CHECK (${seen});`;
}
