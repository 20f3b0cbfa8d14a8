import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What prices, discounts and taxes are from which day on. */
export class Pricing1700000020350 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PRICES);
    await runner.query(TAXES);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const PRICES = `
  CREATE TABLE billing.plan_price (
    plan_id uuid NOT NULL REFERENCES billing.plan,
    valid_from date NOT NULL,
    unit_price numeric(18,4) NOT NULL CHECK (unit_price >= 0),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (plan_id, valid_from)
  );
  COMMENT ON TABLE billing.plan_price IS 'The list price from a day on; a plan without rows has had its price always';
  CALL platform.guard('billing.plan_price');

  CREATE TABLE billing.service_price (
    service_id uuid NOT NULL REFERENCES billing.service,
    valid_from date NOT NULL,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    unit_price numeric(18,4) NOT NULL CHECK (unit_price >= 0),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (service_id, valid_from)
  );
  CREATE INDEX service_price_from ON billing.service_price (valid_from);
  COMMENT ON TABLE billing.service_price IS 'The price of a service from a day on; the first row holds before it too, and service.unit_price is the one in force today';
  CALL platform.guard('billing.service_price');

  CREATE TABLE billing.service_discount (
    id uuid PRIMARY KEY,
    service_id uuid NOT NULL REFERENCES billing.service,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    main boolean NOT NULL,
    kind text NOT NULL CHECK (kind IN ('percent', 'fixed')),
    value numeric(18,4) NOT NULL CHECK (value >= 0 AND (kind = 'fixed' OR value <= 100)),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    label text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    revision int NOT NULL DEFAULT 1,
    CONSTRAINT one_main_discount EXCLUDE USING gist (service_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (main)
  );
  CREATE INDEX service_discount_service ON billing.service_discount (service_id);
  COMMENT ON COLUMN billing.service_discount.valid_to IS 'The last day of service that is cheaper, itself included';
  CALL platform.guard('billing.service_discount');
`;

const TAXES = `
  ALTER TABLE billing.tax_rate ADD COLUMN kind text NOT NULL DEFAULT 'single' CHECK (kind IN ('single', 'group'));
  COMMENT ON COLUMN billing.tax_rate.percent IS 'In force today; of a group the combined rate';

  CREATE TABLE billing.tax_rate_version (
    tax_rate_id uuid NOT NULL REFERENCES billing.tax_rate,
    valid_from date NOT NULL,
    percent numeric(9,4) NOT NULL CHECK (percent >= 0 AND percent <= 100),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tax_rate_id, valid_from)
  );
  COMMENT ON TABLE billing.tax_rate_version IS 'The rate from a day on; the first row holds before it too. A tax without rows has had its rate always';
  CALL platform.guard('billing.tax_rate_version');

  CREATE TABLE billing.tax_group_part (
    group_id uuid NOT NULL REFERENCES billing.tax_rate,
    position smallint NOT NULL CHECK (position >= 1),
    tax_rate_id uuid NOT NULL REFERENCES billing.tax_rate,
    applies_to text NOT NULL CHECK (applies_to IN ('net', 'previous_tax', 'net_and_previous', 'net_and_all')),
    PRIMARY KEY (group_id, position),
    UNIQUE (group_id, tax_rate_id),
    CHECK (position > 1 OR applies_to = 'net'),
    CHECK (group_id <> tax_rate_id)
  );
  CREATE INDEX tax_group_part_tax ON billing.tax_group_part (tax_rate_id);
  CALL platform.guard('billing.tax_group_part');

  CREATE TABLE billing.tax_exemption (
    id uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES billing.account,
    partner_id uuid NOT NULL REFERENCES crm.partner,
    kind text NOT NULL CHECK (kind IN ('exempt', 'reverse_charge')),
    reason text NOT NULL CHECK (reason <> ''),
    document_number text NOT NULL CHECK (document_number <> ''),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT one_exemption_a_day EXCLUDE USING gist (customer_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
  );
  COMMENT ON TABLE billing.tax_exemption IS 'Why a customer pays no tax, with the document that proves it. account.tax_exempt without a row here is a taken over mark that has no evidence';
  CALL platform.guard('billing.tax_exemption');

  ALTER TABLE billing.invoice_line ADD COLUMN tax_detail jsonb;
  ALTER TABLE billing.credit_note_line ADD COLUMN tax_detail jsonb;
  COMMENT ON COLUMN billing.invoice_line.tax_detail IS 'The taxes of a group with their amounts, or why there is no tax; null for a line with one tax';
`;
