import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Issued documents. Their lines are written first; the document then closes them: it is accepted only when its lines sum to
 * its totals, and from then on takes no line more. Of an issued document only what it is settled with, and the mark that it
 * was made void by a full credit note, can change.
 */
export class Documents1700000020300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SERIES);
    await runner.query(FUTURE_ITEM);
    for (const kind of ['invoice', 'credit_note']) await runner.query(documentTables(kind));
    await runner.query(PROFORMA);
    await runner.query(IMMUTABLE);
    await runner.query(CHARGED_PERIOD);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const SERIES = `
  CREATE TABLE billing.number_series (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    kind text NOT NULL CHECK (kind IN ('invoice', 'one_time_invoice', 'credit_note', 'receipt', 'deposit', 'proforma', 'statement')),
    key text NOT NULL,
    next bigint NOT NULL DEFAULT 1 CHECK (next >= 1)
  );
  CREATE UNIQUE INDEX uq_number_series ON billing.number_series (partner_id, kind, key) NULLS NOT DISTINCT;
  COMMENT ON TABLE billing.number_series IS 'The next number is taken in the transaction that uses it: no number is lost, none is used twice';
  GRANT SELECT, INSERT, UPDATE ON billing.number_series TO demarc_app;
  ALTER TABLE billing.number_series ENABLE ROW LEVEL SECURITY;
  ALTER TABLE billing.number_series FORCE ROW LEVEL SECURITY;
  CREATE POLICY counts ON billing.number_series USING (
    (SELECT platform.scope_kind()) IN ('all', 'customer')
    OR ((SELECT platform.scope_kind()) = 'partners' AND (partner_id IS NULL OR partner_id = ANY ((SELECT platform.scope_partners())::uuid[]))));

  CREATE TABLE billing.billing_run (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    for_date date NOT NULL,
    status text NOT NULL CHECK (status IN ('previewing', 'previewed', 'approved', 'issuing', 'issued', 'cancelled')),
    plan_hash text,
    accounts int NOT NULL DEFAULT 0,
    planned int NOT NULL DEFAULT 0,
    held int NOT NULL DEFAULT 0,
    issued int NOT NULL DEFAULT 0,
    changed int NOT NULL DEFAULT 0,
    failed int NOT NULL DEFAULT 0,
    currency char(3) NOT NULL,
    net_minor bigint NOT NULL DEFAULT 0,
    tax_minor bigint NOT NULL DEFAULT 0,
    gross_minor bigint NOT NULL DEFAULT 0,
    last_gross_minor bigint NOT NULL DEFAULT 0,
    preview_after uuid,
    kind text NOT NULL DEFAULT 'recurring' CHECK (kind IN ('recurring', 'prepaid')),
    dated_on date,
    floating boolean NOT NULL DEFAULT false,
    phase text NOT NULL DEFAULT 'accounts' CHECK (phase IN ('accounts', 'absent')),
    base_on date,
    summary jsonb NOT NULL DEFAULT '{}',
    automatic boolean NOT NULL DEFAULT false,
    issue_on date,
    issue_hour smallint CHECK (issue_hour BETWEEN 0 AND 23),
    refreshed_at timestamptz,
    stopped_reason text,
    all_days boolean NOT NULL DEFAULT false,
    only_customers uuid[],
    created_by_id text,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    approved_by text,
    approved_at timestamptz,
    finished_at timestamptz
  );
  CREATE INDEX billing_run_date ON billing.billing_run (for_date DESC, id DESC);
  CREATE UNIQUE INDEX uq_billing_run_automatic ON billing.billing_run (partner_id, kind, for_date) WHERE automatic;
  COMMENT ON COLUMN billing.billing_run.floating IS 'The documents are dated by the day on which they are issued; until then dated_on is a guess';
  COMMENT ON COLUMN billing.billing_run.base_on IS 'The run that it is compared with; null: each account with its own last recurring invoice';
  COMMENT ON COLUMN billing.billing_run.issue_on IS 'When it goes out by itself; null: it waits for a person';
  CALL platform.guard('billing.billing_run');
`;

const FUTURE_ITEM = `
  CREATE TABLE billing.future_item (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    service_id uuid REFERENCES billing.service,
    plan_id uuid REFERENCES billing.plan,
    source text NOT NULL CHECK (source IN ('manual', 'one_time_service', 'fee', 'deposit', 'plan_change', 'pause', 'top_up', 'usage')),
    revenue text NOT NULL CHECK (revenue LIKE 'revenue.%'),
    description text NOT NULL CHECK (description <> ''),
    quantity numeric(18,4) NOT NULL CHECK (quantity > 0),
    unit text NOT NULL DEFAULT '',
    unit_price numeric(18,4) NOT NULL,
    currency char(3) NOT NULL,
    tax_inclusive boolean NOT NULL,
    tax_rate_id uuid REFERENCES billing.tax_rate,
    due_on date,
    added_on date NOT NULL,
    whole_minor bigint NOT NULL,
    taken_minor bigint NOT NULL DEFAULT 0 CHECK (taken_minor BETWEEN least(whole_minor, 0) AND greatest(whole_minor, 0)),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'invoiced', 'cancelled')),
    cancelled_reason text CHECK ((cancelled_reason IS NOT NULL) = (status = 'cancelled')),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    revision int NOT NULL DEFAULT 1,
    CHECK (status <> 'invoiced' OR taken_minor = whole_minor)
  );
  COMMENT ON COLUMN billing.future_item.due_on IS 'On no document before this day; null: on the next one';
  COMMENT ON COLUMN billing.future_item.whole_minor IS 'Quantity × price: with tax inside when tax_inclusive, else before tax';
  COMMENT ON COLUMN billing.future_item.taken_minor IS 'What the lines of documents took of it so far';
  CREATE INDEX future_item_open ON billing.future_item (customer_id, id) WHERE status = 'open';
  CREATE INDEX future_item_customer ON billing.future_item (customer_id, id DESC);
  CREATE TRIGGER future_item_kept BEFORE DELETE OR TRUNCATE ON billing.future_item EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.future_item', 'SELECT, INSERT, UPDATE');
`;

function documentTables(kind: string): string {
  const isInvoice = kind === 'invoice';
  const own = isInvoice
    ? `kind text NOT NULL CHECK (kind IN ('recurring', 'one_time')),
       period daterange,
       due_on date NOT NULL,
       settled_minor bigint NOT NULL DEFAULT 0 CHECK (settled_minor BETWEEN 0 AND gross_minor),
       run_id uuid REFERENCES billing.billing_run,
       corrects_id uuid REFERENCES billing.invoice,
       of_charges boolean NOT NULL DEFAULT false,`
    : `invoice_id uuid REFERENCES billing.invoice,
       remaining_minor bigint NOT NULL CHECK (remaining_minor BETWEEN 0 AND gross_minor),
       refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND gross_minor - remaining_minor),`;
  const ownLine = isInvoice
    ? 'future_item_id uuid REFERENCES billing.future_item,'
    : 'invoice_line_id uuid REFERENCES billing.invoice_line,';
  const ownIndexes = isInvoice
    ? `CREATE INDEX invoice_open ON billing.invoice (customer_id) WHERE settled_minor < gross_minor AND status = 'issued';
       CREATE UNIQUE INDEX uq_invoice_run ON billing.invoice (run_id, customer_id) WHERE run_id IS NOT NULL;
       CREATE UNIQUE INDEX uq_invoice_corrects ON billing.invoice (corrects_id) WHERE corrects_id IS NOT NULL;
       CREATE INDEX invoice_line_future_item ON billing.invoice_line (future_item_id) WHERE future_item_id IS NOT NULL;
       CREATE INDEX invoice_due ON billing.invoice (due_on) WHERE settled_minor < gross_minor AND status = 'issued';
       CREATE INDEX invoice_due_day ON billing.invoice (due_on);`
    : `CREATE INDEX credit_note_open ON billing.credit_note (customer_id) WHERE remaining_minor > 0 AND status = 'issued';
       CREATE INDEX credit_note_invoice ON billing.credit_note (invoice_id) WHERE invoice_id IS NOT NULL;
       CREATE INDEX credit_note_line_of ON billing.credit_note_line (invoice_line_id) WHERE invoice_line_id IS NOT NULL;`;
  return `
    CREATE TABLE billing.${kind} (
      id uuid PRIMARY KEY,
      customer_id uuid NOT NULL REFERENCES billing.account,
      partner_id uuid NOT NULL REFERENCES crm.partner,
      origin text NOT NULL DEFAULT 'native' CHECK (origin IN ('native', 'imported')),
      series_id uuid REFERENCES billing.number_series,
      ordinal bigint,
      number text NOT NULL CHECK (number <> ''),
      status text NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'void')),
      -- False for what was deleted in the system that it came from: kept to be seen, never owed.
      is_booked boolean NOT NULL DEFAULT true CHECK (is_booked OR (origin = 'imported' AND status = 'void')),
      issued_on date NOT NULL,
      currency char(3) NOT NULL,
      net_minor bigint NOT NULL,
      tax_minor bigint NOT NULL,
      gross_minor bigint NOT NULL CHECK (gross_minor >= 0),
      ${own}
      note text NOT NULL DEFAULT '',
      hash text NOT NULL,
      source_status text,
      created_at timestamptz NOT NULL,
      CHECK (net_minor + tax_minor = gross_minor),
      CHECK (origin = 'imported' OR (series_id IS NOT NULL AND ordinal IS NOT NULL)),
      CONSTRAINT uq_${kind}_number UNIQUE (series_id, number)
    );
    CREATE INDEX ${kind}_customer ON billing.${kind} (customer_id, issued_on DESC, id DESC);
    CREATE INDEX ${kind}_issued ON billing.${kind} (issued_on DESC, id DESC);

    CREATE TABLE billing.${kind}_line (
      id uuid PRIMARY KEY,
      ${kind}_id uuid NOT NULL,
      customer_id uuid NOT NULL,
      partner_id uuid NOT NULL,
      position smallint NOT NULL CHECK (position >= 1),
      service_id uuid REFERENCES billing.service,
      plan_id uuid REFERENCES billing.plan,
      ${ownLine}
      revenue text NOT NULL CHECK (revenue LIKE 'revenue.%'),
      description text NOT NULL,
      covers daterange,
      quantity numeric(18,4) NOT NULL,
      unit text NOT NULL DEFAULT '',
      unit_price numeric(18,4) NOT NULL,
      tax_inclusive boolean NOT NULL DEFAULT false,
      discounts jsonb,
      period daterange,
      days int,
      period_days int,
      net_minor bigint NOT NULL,
      tax_rate_id uuid REFERENCES billing.tax_rate,
      tax_percent numeric(9,4) NOT NULL,
      tax_minor bigint NOT NULL,
      gross_minor bigint NOT NULL,
      explanation jsonb,
      printed jsonb,
      CHECK (net_minor + tax_minor = gross_minor),
      CONSTRAINT uq_${kind}_line UNIQUE (${kind}_id, position),
      CONSTRAINT fk_${kind}_line FOREIGN KEY (${kind}_id) REFERENCES billing.${kind} DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX ${kind}_line_service ON billing.${kind}_line (service_id) WHERE service_id IS NOT NULL;
    ${ownIndexes}

    CREATE FUNCTION billing.${kind}_sums_up() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
    DECLARE broken text;
    BEGIN
      SELECT added.number INTO broken FROM added
        LEFT JOIN LATERAL (SELECT coalesce(sum(line.net_minor), 0) AS net, coalesce(sum(line.tax_minor), 0) AS tax
                             FROM billing.${kind}_line line WHERE line.${kind}_id = added.id) lines ON true
       WHERE lines.net <> added.net_minor OR lines.tax <> added.tax_minor LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'the lines of ${kind} % do not sum to its totals', broken USING ERRCODE = 'DM011', CONSTRAINT = '${kind}_sums';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER ${kind}_sums AFTER INSERT ON billing.${kind} REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION billing.${kind}_sums_up();

    CREATE FUNCTION billing.${kind}_is_open() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM added WHERE (SELECT document.id FROM billing.${kind} document WHERE document.id = added.${kind}_id) IS NOT NULL) THEN
        RAISE EXCEPTION 'an issued ${kind} takes no line more' USING ERRCODE = 'DM011', CONSTRAINT = '${kind}_closed';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER ${kind}_line_closed AFTER INSERT ON billing.${kind}_line REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION billing.${kind}_is_open();
    CREATE TRIGGER ${kind}_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.${kind}_line
      EXECUTE FUNCTION platform.refuse_change();
    CREATE TRIGGER ${kind}_kept BEFORE DELETE OR TRUNCATE ON billing.${kind} EXECUTE FUNCTION platform.refuse_change();
    CALL platform.guard('billing.${kind}', 'SELECT, INSERT, UPDATE');
    CALL platform.guard('billing.${kind}_line', 'SELECT, INSERT');
  `;
}

/** A request for payment: in no balance and no tax, so nothing of it is posted. It changes only by being paid or withdrawn. */
const PROFORMA = `
  CREATE TABLE billing.proforma (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    series_id uuid NOT NULL REFERENCES billing.number_series,
    ordinal bigint NOT NULL,
    number text NOT NULL CHECK (number <> ''),
    status text NOT NULL DEFAULT 'unpaid' CHECK (status IN ('unpaid', 'paid', 'cancelled')),
    for_month date,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    period daterange,
    currency char(3) NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL CHECK (gross_minor > 0),
    note text NOT NULL DEFAULT '',
    hash text NOT NULL,
    payment_id uuid,
    invoice_id uuid REFERENCES billing.invoice,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK (net_minor + tax_minor = gross_minor),
    CHECK ((status = 'paid') = (payment_id IS NOT NULL)),
    CONSTRAINT uq_proforma_number UNIQUE (series_id, number)
  );
  CREATE UNIQUE INDEX uq_proforma_month ON billing.proforma (customer_id, for_month) WHERE for_month IS NOT NULL AND status <> 'cancelled';
  CREATE INDEX proforma_customer ON billing.proforma (customer_id, id DESC);
  CREATE INDEX proforma_unpaid ON billing.proforma (customer_id, gross_minor) WHERE status = 'unpaid';
  CREATE UNIQUE INDEX uq_proforma_payment ON billing.proforma (payment_id) WHERE payment_id IS NOT NULL;
  CREATE FUNCTION billing.proforma_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['status', 'payment_id', 'invoice_id'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR (OLD.status = 'cancelled' AND NEW.status <> 'cancelled') THEN
      RAISE EXCEPTION 'proforma % never changes; withdraw it and make another', OLD.number USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER proforma_stays BEFORE UPDATE ON billing.proforma FOR EACH ROW EXECUTE FUNCTION billing.proforma_stays();
  CREATE TRIGGER proforma_kept BEFORE DELETE OR TRUNCATE ON billing.proforma EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.proforma', 'SELECT, INSERT, UPDATE');

  CREATE TABLE billing.proforma_line (
    id uuid PRIMARY KEY,
    proforma_id uuid NOT NULL REFERENCES billing.proforma DEFERRABLE INITIALLY DEFERRED,
    customer_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    position smallint NOT NULL CHECK (position >= 1),
    service_id uuid REFERENCES billing.service,
    plan_id uuid REFERENCES billing.plan,
    future_item_id uuid,
    revenue text NOT NULL,
    description text NOT NULL,
    covers daterange,
    quantity numeric(18,4) NOT NULL,
    unit text NOT NULL DEFAULT '',
    unit_price numeric(18,4) NOT NULL,
    tax_inclusive boolean NOT NULL DEFAULT false,
    discounts jsonb,
    period daterange,
    days int,
    period_days int,
    net_minor bigint NOT NULL,
    tax_rate_id uuid REFERENCES billing.tax_rate,
    tax_percent numeric(9,4) NOT NULL,
    tax_minor bigint NOT NULL,
    tax_detail jsonb,
    gross_minor bigint NOT NULL,
    explanation jsonb,
    CHECK (net_minor + tax_minor = gross_minor),
    UNIQUE (proforma_id, position)
  );
  CREATE TRIGGER proforma_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.proforma_line
    EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.proforma_line', 'SELECT, INSERT');
`;

const IMMUTABLE = `
  CREATE FUNCTION billing.document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['settled_minor', 'remaining_minor', 'refunded_minor', 'status'];
  BEGIN
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR (OLD.status = 'void' AND NEW.status <> 'void') THEN
      RAISE EXCEPTION 'issued document % never changes; correct it by a new one', OLD.number USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER invoice_stays BEFORE UPDATE ON billing.invoice FOR EACH ROW EXECUTE FUNCTION billing.document_stays();
  CREATE TRIGGER credit_note_stays BEFORE UPDATE ON billing.credit_note FOR EACH ROW EXECUTE FUNCTION billing.document_stays();
`;

const CHARGED_PERIOD = `
  CREATE TABLE billing.charged_period (
    id uuid NOT NULL,
    service_id uuid NOT NULL REFERENCES billing.service,
    chain_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    days daterange NOT NULL CHECK (NOT isempty(days) AND NOT lower_inf(days) AND NOT upper_inf(days)),
    invoice_line_id uuid REFERENCES billing.invoice_line,
    prepaid_charge_id uuid,
    released_at timestamptz,
    released_by text,
    CHECK (num_nonnulls(invoice_line_id, prepaid_charge_id) >= 1),
    CHECK ((released_at IS NULL) = (released_by IS NULL)),
    CONSTRAINT one_charge_a_day EXCLUDE USING gist (chain_id WITH =, days WITH &&) WHERE (released_at IS NULL)
  );
  COMMENT ON TABLE billing.charged_period IS 'Service days that are on a document: no day of a service, or of one that goes on with it, is ever charged twice';
  CREATE FUNCTION billing.charged_in_chain() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    SELECT chain_id INTO NEW.chain_id FROM billing.service WHERE id = NEW.service_id;
    RETURN NEW;
  END $$;
  CREATE TRIGGER charged_in_chain BEFORE INSERT ON billing.charged_period FOR EACH ROW WHEN (NEW.chain_id IS NULL)
    EXECUTE FUNCTION billing.charged_in_chain();
  COMMENT ON COLUMN billing.charged_period.invoice_line_id IS 'Where the days stand; of prepaid time that was charged without a document, the invoice that came later';
  CREATE INDEX charged_period_prepaid ON billing.charged_period (prepaid_charge_id) WHERE prepaid_charge_id IS NOT NULL;
  CREATE INDEX charged_period_line ON billing.charged_period (invoice_line_id) WHERE prepaid_charge_id IS NOT NULL;
  COMMENT ON COLUMN billing.charged_period.released_at IS 'Since when the days may be charged again: somebody decided so after the invoice was made void';
  CREATE FUNCTION billing.charged_period_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE may_change text[] := ARRAY['released_at', 'released_by'];
  BEGIN
    IF OLD.invoice_line_id IS NULL AND NEW.invoice_line_id IS NOT NULL AND (to_jsonb(NEW) - 'invoice_line_id') = (to_jsonb(OLD) - 'invoice_line_id') THEN
      RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) OR OLD.released_at IS NOT NULL THEN
      RAISE EXCEPTION 'charged days stay charged' USING ERRCODE = 'DM001';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
                    WHERE line.id = NEW.invoice_line_id AND invoice.status = 'void') THEN
      RAISE EXCEPTION 'only the days of a void invoice can be charged again' USING ERRCODE = 'DM001';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER charged_period_stays BEFORE UPDATE ON billing.charged_period FOR EACH ROW EXECUTE FUNCTION billing.charged_period_stays();
  CREATE TRIGGER charged_period_kept BEFORE DELETE OR TRUNCATE ON billing.charged_period EXECUTE FUNCTION platform.refuse_change();
  CALL platform.guard('billing.charged_period', 'SELECT, INSERT, UPDATE');
`;
